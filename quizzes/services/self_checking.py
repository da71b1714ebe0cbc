"""Questions written into a lesson or guide become a self-check: the same grammar, the same desk, nothing stored of readers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from content.models import WordImport
from content.word.tree import WordDocument
from people.models import Organisation, User
from quizzes.errors import ImportRefused
from quizzes.importers.plan import Action
from quizzes.importers.word import parse_word
from quizzes.models import Item, QuestionBank, Quiz
from quizzes.services.authoring import add_section, create_bank, create_quiz
from quizzes.services.importing import apply_batch, checked_bank, plan_for, report_of_plan, undo_batch


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfCheck:
    """``batch`` is the uuid of what was written into the bank, "" when every question stood there already."""

    quiz: Quiz
    batch: str
    is_new: bool


def look_at_questions(*, document: WordDocument) -> dict[str, Any]:
    """What the paragraphs would become: ``found``, ``imported``, ``rejected`` and ``problems`` as sentences. Writes nothing."""
    parsed = checked_bank(parsed=parse_word(document))
    return report_of_plan(planned=plan_for(bank=None, parsed=parsed))


@transaction.atomic
def write_self_check(
    *,
    title: str,
    document: WordDocument,
    bank_name: str,
    organisation: Organisation,
    by: User | None,
    now: datetime,
) -> SelfCheck:
    """Write the questions into the organisation's bank of that name, and a self-check that asks them in their order.

    Questions that stand in the bank already are asked as they stand; a self-check of exactly these questions is used again.
    Raises ``ImportRefused`` (``no_questions``) when none of the paragraphs is a question.
    """
    parsed = checked_bank(parsed=parse_word(document))
    bank = QuestionBank.objects.filter(name=bank_name, organisation=organisation).first() or create_bank(
        name=bank_name, organisation=organisation, now=now
    )
    planned = plan_for(bank=bank, parsed=parsed)
    codes = [step.code for step in planned.steps if step.action is not Action.REJECTED]
    if not codes:
        raise ImportRefused(_("No question was recognised here."), code="no_questions")
    batch = ""
    if planned.count(Action.CREATE, Action.NEW_VERSION, Action.REVIVE):
        row = WordImport.objects.create(
            purpose=WordImport.Purpose.QUESTIONS,
            status=WordImport.Status.CHECKED,
            filename=title[:255],
            sha256="",
            target=str(bank.uuid),
            parsed=parsed.to_json(),
            imported_by=by,
            created_at=now,
        )
        batch = str(apply_batch(batch=row, bank=bank, by=by, now=now, pictures=parsed.pictures).uuid)
    found = {item.code: item for item in Item.objects.filter(bank=bank, code__in=codes)}
    items = [found[code] for code in codes]
    known = _same_self_check(items, organisation)
    if known is not None:
        return SelfCheck(quiz=known, batch=batch, is_new=False)
    quiz = create_quiz(
        title=title[:200],
        organisation=organisation,
        now=now,
        mode=Quiz.Mode.SELF_CHECK,
        shuffle_items=False,
        time_limit_minutes=None,
        attempts_allowed=None,
    )
    add_section(quiz=quiz, items=items)
    return SelfCheck(quiz=quiz, batch=batch, is_new=True)


def _same_self_check(items: list[Item], organisation: Organisation) -> Quiz | None:
    """A self-check that asks exactly these questions in this order."""
    wanted = [item.pk for item in items]
    candidates = Quiz.objects.filter(
        organisation=organisation, mode=Quiz.Mode.SELF_CHECK, sections__fixed_items__item=items[0]
    ).distinct()
    for quiz in candidates.prefetch_related("sections__fixed_items"):
        sections = list(quiz.sections.all())
        places = sorted(sections[0].fixed_items.all(), key=lambda place: place.position)
        if len(sections) == 1 and [place.item_id for place in places] == wanted:
            return quiz
    return None


@transaction.atomic
def undo_self_check(*, quiz_uuid: str, batch_uuid: str, is_new: bool, by: User | None, now: datetime) -> None:
    """Take back what ``write_self_check`` wrote. Raises ``ImportRefused`` when a question is asked elsewhere by now."""
    if is_new:
        Quiz.objects.filter(uuid=quiz_uuid, mode=Quiz.Mode.SELF_CHECK).delete()
    batch = WordImport.objects.filter(uuid=batch_uuid).first() if batch_uuid else None
    if batch is not None:
        undo_batch(batch=batch, by=by, now=now)

"""The only writers of banks, questions and their wordings, and of what a quiz asks."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from content.vietnamese import fold
from people.models import Organisation, User
from quizzes.errors import AuthoringRefused
from quizzes.items.reading import plain
from quizzes.models import Item, ItemEvent, ItemVersion, QuestionBank, Quiz, QuizSection, SectionItem
from quizzes.services.describing import Description, describe_item, note_event
from quizzes.services.wordings import clean_wording, refuse_bad_marks, search_text_of

__all__ = [
    "add_section",
    "clean_wording",
    "create_bank",
    "create_quiz",
    "publish_item_version",
    "search_text_of",
    "set_item_state",
    "update_bank",
]


@transaction.atomic
def create_bank(
    *, name: str, organisation: Organisation, now: datetime, description: str = ""
) -> QuestionBank:
    """Open a question bank of an organisation; its name is unique there."""
    name = plain(name)
    if not name:
        raise AuthoringRefused(_("Give the question bank a name."), code="no_name")
    _refuse_taken_name(name, organisation)
    return QuestionBank.objects.create(
        name=name,
        organisation=organisation,
        description=description.strip(),
        search_text=fold(name),
        created_at=now,
    )


@transaction.atomic
def update_bank(*, bank: QuestionBank, name: str, description: str) -> QuestionBank:
    """Rename or describe a bank; it stays with its organisation."""
    bank = QuestionBank.objects.select_for_update().get(pk=bank.pk)
    name = plain(name)
    if name != bank.name:
        _refuse_taken_name(name, bank.organisation)
    bank.name, bank.description, bank.search_text = name, description.strip(), fold(name)
    bank.save(update_fields=["name", "description", "search_text"])
    return bank


@transaction.atomic
def publish_item_version(
    *,
    bank: QuestionBank,
    code: str,
    kind: str,
    content: Mapping[str, Any],
    key: Mapping[str, Any],
    points: Decimal = Decimal(1),
    difficulty: int = 2,
    by: User | None = None,
    now: datetime,
    is_draft: bool = False,
    becomes: str | None = None,
    description: Description | None = None,
    is_import: bool = False,
) -> ItemVersion:
    """Write a question, or a new wording of it; an equal wording returns the one that stands.

    Earlier wordings stay as they were asked. A new wording puts the question in use unless ``is_draft``;
    ``becomes`` names another state for it (a desk where people review each other says ``draft``).
    ``description`` is written even where the wording stands. HTML is sanitised here, so what is compared and
    stored is what will be shown.
    """
    clean_content, clean_key = clean_wording(kind=kind, content=content, key=key)
    refuse_bad_marks(points=points, difficulty=difficulty)
    code = plain(code)
    if not code:
        raise AuthoringRefused(_("Give the question a code."), code="no_code")
    QuestionBank.objects.select_for_update().get(pk=bank.pk)
    item, is_new = Item.objects.select_for_update().get_or_create(bank=bank, code=code)
    wording = {
        "kind": kind,
        "content": clean_content.to_json(),
        "key": clean_key.to_json(),
        "points": Decimal(points).quantize(Decimal("0.01")),
        "difficulty": difficulty,
    }
    version = item.current
    if version is None or any(getattr(version, field) != value for field, value in wording.items()):
        search_text = search_text_of(code=code, content=clean_content)
        version = _write_wording(item, wording, search_text=search_text, by=by, now=now)
        _settle_state(item, becomes or (item.state if is_draft else Item.State.IN_USE))
        said = ItemEvent.Kind.IMPORTED if is_import else _kind_of_event(is_new)
        detail = {"number": version.number, "state": item.state}
        note_event(item=item, kind=said, by=by, now=now, detail=detail)
    if description is not None:
        describe_item(item=item, description=description, by=by, now=now)
    return version


def _write_wording(
    item: Item, wording: Mapping[str, Any], *, search_text: str, by: User | None, now: datetime
) -> ItemVersion:
    last = item.versions.aggregate(last=Max("number"))["last"] or 0
    version = ItemVersion.objects.create(item=item, number=last + 1, created_at=now, created_by=by, **wording)
    item.current, item.search_text = version, search_text
    item.save(update_fields=["current", "search_text"])
    return version


def _settle_state(item: Item, state: str) -> None:
    item.state = Item.State(state)
    item.save(update_fields=["state"])


def _kind_of_event(is_new: bool) -> ItemEvent.Kind:
    return ItemEvent.Kind.CREATED if is_new else ItemEvent.Kind.NEW_VERSION


@transaction.atomic
def set_item_state(*, item: Item, state: str, by: User | None = None, now: datetime | None = None) -> Item:
    """Put a question in use, back into draft, or retire it, as importers and scripts do: nobody's role is asked.

    People go through ``quizzes.services.states``. Attempts that hold the question keep it.
    """
    item = Item.objects.select_for_update().get(pk=item.pk)
    if state == Item.State.IN_USE and item.current_id is None:
        raise AuthoringRefused(_("This question has no wording yet."), code="no_version")
    before, item.state = item.state, Item.State(state)
    item.save(update_fields=["state"])
    if now is not None and before != state:
        detail = {"from": before, "to": state}
        note_event(item=item, kind=ItemEvent.Kind.STATE, by=by, now=now, detail=detail)
    return item


@transaction.atomic
def create_quiz(*, title: str, organisation: Organisation, now: datetime, **settings: Any) -> Quiz:
    """Make a quiz with no sections yet. ``settings`` are fields of ``Quiz`` (time limit, attempts, policy…)."""
    title = plain(title)
    if not title:
        raise AuthoringRefused(_("Give the quiz a title."), code="no_title")
    return Quiz.objects.create(title=title, organisation=organisation, created_at=now, **settings)


@transaction.atomic
def add_section(
    *,
    quiz: Quiz,
    items: Sequence[Item] = (),
    draw_from: QuestionBank | None = None,
    draw_count: int | None = None,
    title: str = "",
) -> QuizSection:
    """Add a part at the end of a quiz: these questions, or so many drawn from a bank."""
    if bool(items) == (draw_from is not None):
        raise AuthoringRefused(
            _("A section holds either chosen questions or a number drawn from a bank."), code="section_shape"
        )
    if draw_from is not None and (draw_count is None or draw_count < 1):
        raise AuthoringRefused(_("Say how many questions to draw."), code="no_draw_count")
    Quiz.objects.select_for_update().get(pk=quiz.pk)
    last = quiz.sections.aggregate(last=Max("position"))["last"] or 0
    section = QuizSection.objects.create(
        quiz=quiz,
        position=last + 1,
        title=plain(title),
        draw_from=draw_from,
        draw_count=draw_count if draw_from is not None else None,
    )
    SectionItem.objects.bulk_create(
        SectionItem(section=section, item=item, position=position)
        for position, item in enumerate(dict.fromkeys(items), start=1)
    )
    return section


def _refuse_taken_name(name: str, organisation: Organisation) -> None:
    if QuestionBank.objects.filter(organisation=organisation, name=name).exists():
        raise AuthoringRefused(
            _("This organisation has a question bank with this name already."), code="name_taken"
        )

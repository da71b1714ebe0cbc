"""What a quiz asks and under which rules: the only writers of quizzes and their sections.

Attempts that were started keep their frozen paper and their deadline, whatever is changed here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, Max, QuerySet
from django.utils.translation import gettext as _

from quizzes.errors import AuthoringRefused
from quizzes.models import Category, Item, QuestionBank, Quiz, QuizSection, SectionItem
from quizzes.reviewing import problems_of
from quizzes.selection import PaperCannotBeFilled, draw_items
from quizzes.services.authoring import add_section, create_quiz
from quizzes.services.papers import rules_of

OUT_OF_THE_WAY = 10_000
MOST_SECTIONS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a section draws: how many, from which bank, and what its questions have to be like."""

    bank: QuestionBank
    count: int
    category: Category | None = None
    tags: tuple[Mapping[str, str], ...] = ()
    kinds: tuple[str, ...] = ()
    difficulty_from: int | None = None
    difficulty_to: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What stands above a section, and what each of its questions is worth (None: what the bank says)."""

    title: str = ""
    instructions: str = ""
    points_each: Decimal | None = field(default=None)


@transaction.atomic
def write_quiz(
    *, quiz: Quiz | None, bank: QuestionBank, draw_count: int, settings: Mapping[str, Any], now: datetime
) -> Quiz:
    """Make a quiz that draws ``draw_count`` questions from ``bank``, or change one. ``settings`` are fields of ``Quiz``."""
    if quiz is None:
        quiz = create_quiz(organisation=bank.organisation, now=now, **settings)
        add_section(quiz=quiz, draw_from=bank, draw_count=draw_count)
    else:
        quiz = change_settings(quiz=quiz, settings=settings)
        quiz.sections.filter(draw_from=bank).update(draw_count=draw_count)
    refuse_what_cannot_be_filled(quiz=quiz)
    return quiz


@transaction.atomic
def change_settings(*, quiz: Quiz, settings: Mapping[str, Any]) -> Quiz:
    """Change the rules of a quiz. ``settings`` are fields of ``Quiz``.

    Raises:
        AuthoringRefused: ``bad_matrix`` when the table of what may be seen when is not one.
    """
    if problems_of(settings.get("review_matrix", {})):
        raise AuthoringRefused(
            _(
                "The table of what may be seen when cannot be used: right answers are never shown during an attempt."
            ),
            code="bad_matrix",
        )
    quiz = Quiz.objects.select_for_update().get(pk=quiz.pk)
    for name, value in settings.items():
        setattr(quiz, name, value)
    quiz.save(update_fields=list(settings))
    return quiz


@transaction.atomic
def write_rule_section(
    *, quiz: Quiz, rule: Rule, heading: Heading, section: QuizSection | None = None
) -> QuizSection:
    """Add a section that draws by a rule, or change one.

    Raises:
        AuthoringRefused: ``cannot_be_filled`` with the numbers, ``foreign_category``, ``too_many_sections``.
    """
    _lock(quiz)
    if rule.category is not None and rule.category.bank_id != rule.bank.pk:
        raise AuthoringRefused(_("This category belongs to another bank."), code="foreign_category")
    row = section or QuizSection(quiz=quiz, position=_next_position(quiz))
    row.draw_from, row.draw_count, row.draw_category = rule.bank, rule.count, rule.category
    row.draw_tags, row.draw_kinds = [dict(tag) for tag in rule.tags], list(rule.kinds)
    row.draw_difficulty_from, row.draw_difficulty_to = rule.difficulty_from, rule.difficulty_to
    _put_heading(row, heading)
    row.save()
    refuse_what_cannot_be_filled(quiz=quiz)
    return row


@transaction.atomic
def write_fixed_section(
    *, quiz: Quiz, items: Sequence[Item], heading: Heading, section: QuizSection | None = None
) -> QuizSection:
    """Add a section of chosen questions, or add questions to one. A question that stands in it already stays once."""
    _lock(quiz)
    row = section or QuizSection(quiz=quiz, position=_next_position(quiz))
    _put_heading(row, heading)
    row.save()
    known = set(row.fixed_items.values_list("item_id", flat=True))
    last = row.fixed_items.aggregate(last=Max("position"))["last"] or 0
    new = [item for item in dict.fromkeys(items) if item.pk not in known]
    SectionItem.objects.bulk_create(
        SectionItem(section=row, item=item, position=position)
        for position, item in enumerate(new, start=last + 1)
    )
    refuse_what_cannot_be_filled(quiz=quiz)
    return row


@transaction.atomic
def set_item_points(*, place: SectionItem, points: Decimal | None) -> None:
    """What a chosen question is worth in this quiz; None: what its section or the bank says."""
    if points is not None and not 0 < points <= 1000:
        raise AuthoringRefused(_("Points must be above 0 and at most 1,000."), code="bad_points")
    place.points = points
    place.save(update_fields=["points"])


@transaction.atomic
def remove_item(*, place: SectionItem) -> None:
    """Take a chosen question out of a section; the bank and earlier attempts keep it."""
    quiz = place.section.quiz
    _lock(quiz)
    place.delete()
    refuse_what_cannot_be_filled(quiz=quiz)


@transaction.atomic
def remove_section(*, section: QuizSection) -> None:
    """Take a section out; the ones after it move up."""
    quiz = section.quiz
    _lock(quiz)
    section.delete()
    _renumber(quiz, list(quiz.sections.order_by("position")))


@transaction.atomic
def move_section(*, section: QuizSection, by: int) -> None:
    """Move a section up (-1) or down (1); beyond the ends it stays where it is."""
    quiz = section.quiz
    _lock(quiz)
    rows = list(quiz.sections.order_by("position"))
    place = next(number for number, row in enumerate(rows) if row.pk == section.pk)
    rows.insert(min(max(place + by, 0), len(rows) - 1), rows.pop(place))
    _renumber(quiz, rows)


def refuse_what_cannot_be_filled(*, quiz: Quiz) -> None:
    """Refuse a quiz in which some rule finds too few questions, whatever is drawn by the others.

    The drawing itself is tried: it fails only when there is no way at all. A quiz without any section is not asked yet.
    """
    rules = rules_of(quiz=quiz)
    if not any(section.draw is not None for section in rules.sections):
        return
    try:
        draw_items(rules.sections, seed="", shuffle=False)
    except PaperCannotBeFilled as shortage:
        raise AuthoringRefused(
            _(
                "Section %(section)s wants %(wanted)s questions, but only %(found)s fit that no other section needs. "
                "Widen the rule, draw fewer, or put more questions in use."
            )
            % {"section": shortage.section, "wanted": shortage.wanted, "found": shortage.found},
            code="cannot_be_filled",
        ) from shortage


@transaction.atomic
def copy_quiz(*, quiz: Quiz, title: str, now: datetime) -> Quiz:
    """The same rules and sections under another title, without attempts and accommodations."""
    kept = {
        f.name: getattr(quiz, f.name)
        for f in Quiz._meta.concrete_fields
        if f.name not in {"id", "uuid", "title", "organisation", "created_at"}
    }
    made = create_quiz(title=title, organisation=quiz.organisation, now=now, **kept)
    for section in quiz.sections.order_by("position"):
        places = list(section.fixed_items.all())
        section.pk, section._state.adding, section.quiz = None, True, made
        section.save()
        SectionItem.objects.bulk_create(
            SectionItem(section=section, item_id=p.item_id, position=p.position, points=p.points)
            for p in places
        )
    return made


def heading_of(*, section: QuizSection) -> dict[str, Any]:
    return asdict(
        Heading(title=section.title, instructions=section.instructions, points_each=section.points_each)
    )


def draw_count_of(*, quiz: Quiz) -> int | None:
    """How many questions the quiz draws from its bank."""
    return quiz.sections.exclude(draw_from=None).values_list("draw_count", flat=True).first()


def quizzes_drawn_from(*, bank: QuestionBank) -> QuerySet[Quiz]:
    """The quizzes that draw from a bank, by title."""
    return Quiz.objects.filter(sections__draw_from=bank).order_by("title").distinct()


def _lock(quiz: Quiz) -> None:
    Quiz.objects.select_for_update().get(pk=quiz.pk)


def _next_position(quiz: Quiz) -> int:
    if quiz.sections.count() >= MOST_SECTIONS:
        raise AuthoringRefused(
            _("A quiz has at most %(count)s sections.") % {"count": MOST_SECTIONS}, code="too_many_sections"
        )
    return (quiz.sections.aggregate(last=Max("position"))["last"] or 0) + 1


def _put_heading(row: QuizSection, heading: Heading) -> None:
    row.title = " ".join(heading.title.split())[:200]
    row.instructions = heading.instructions.strip()
    row.points_each = heading.points_each


def _renumber(quiz: Quiz, rows: Sequence[QuizSection]) -> None:
    """Positions are unique: first out of the way, then into place."""
    quiz.sections.update(position=F("position") + OUT_OF_THE_WAY)
    for position, row in enumerate(rows, start=1):
        QuizSection.objects.filter(pk=row.pk).update(position=position)

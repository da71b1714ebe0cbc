"""What the composer of a quiz shows: its sections in words, how many questions fit. Reads only; doors are passed already."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.sanitising import strip_all
from quizzes.models import Attempt, Item, Quiz, QuizSection, SectionItem
from quizzes.models.bank import ItemType
from quizzes.services.drawing import items_of_section

LONGEST_STEM = 140


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedRow:
    """A chosen question. ``points`` is what it is worth here, ``own_points`` what was set for this quiz alone."""

    pk: int
    code: str
    kind: str
    stem: str
    points: Decimal
    own_points: Decimal | None
    is_in_use: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRow:
    section: QuizSection
    rule: str
    """The rule in words; empty for chosen questions."""
    fitting: int
    count: int
    items: list[FixedRow]
    is_first: bool
    is_last: bool

    @property
    def position(self) -> int:
        return self.section.position


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    rows: list[SectionRow]
    questions: int
    points: Decimal | None
    """None when drawn questions may be worth different points."""
    attempts: int


def composition_of(quiz: Quiz) -> Composition:
    """The sections with their questions; the number of queries grows with the sections that draw, not with the bank."""
    places = SectionItem.objects.select_related("item__current").order_by("position", "pk")
    sections = list(
        quiz.sections.select_related("draw_from", "draw_category")
        .prefetch_related(Prefetch("fixed_items", queryset=places))
        .order_by("position")
    )
    rows = [_row(section, number, len(sections)) for number, section in enumerate(sections, start=1)]
    return Composition(
        rows=rows,
        questions=sum(row.count for row in rows),
        points=_points(rows),
        attempts=Attempt.objects.filter(quiz=quiz).count(),
    )


def _row(section: QuizSection, number: int, total: int) -> SectionRow:
    items = [_fixed(place, section) for place in section.fixed_items.all()]
    draws = section.draw_from_id is not None
    fitting = items_of_section(section=section).count() if draws else 0
    return SectionRow(
        section=section,
        rule=rule_in_words(section) if draws else "",
        fitting=fitting,
        count=section.draw_count or 0 if draws else sum(item.is_in_use for item in items),
        items=items,
        is_first=number == 1,
        is_last=number == total,
    )


def _fixed(place: SectionItem, section: QuizSection) -> FixedRow:
    version = place.item.current
    text = " ".join(strip_all(version.content.get("stem", "")).split()) if version else ""
    return FixedRow(
        pk=place.pk,
        code=place.item.code,
        kind=version.get_kind_display() if version else "",
        stem=text[:LONGEST_STEM] + ("…" if len(text) > LONGEST_STEM else ""),
        points=place.points or section.points_each or (version.points if version else Decimal(0)),
        own_points=place.points,
        is_in_use=place.item.state == Item.State.IN_USE and version is not None,
    )


def _points(rows: list[SectionRow]) -> Decimal | None:
    total = Decimal(0)
    for row in rows:
        if row.section.draw_from_id is None:
            total += sum((item.points for item in row.items if item.is_in_use), Decimal(0))
            continue
        each = row.section.points_each
        if each is None:
            worth = set(
                items_of_section(section=row.section).values_list("current__points", flat=True).distinct()
            )
            if len(worth) != 1:
                return None
            each = worth.pop()
        total += each * row.count
    return total


def rule_in_words(section: QuizSection) -> str:
    """What a section draws, as a sentence for its author."""
    bank = section.draw_from
    if bank is None:
        return ""
    parts = [_("from “%(bank)s”") % {"bank": bank.name}]
    if section.draw_category:
        parts.append(_("category “%(category)s”") % {"category": section.draw_category.name})
    if section.draw_tags:
        parts.append(_("with %(tags)s") % {"tags": ", ".join(str(tag["name"]) for tag in section.draw_tags)})
    if section.draw_kinds:
        parts.append(", ".join(str(ItemType(kind).label) for kind in section.draw_kinds))
    low, high = section.draw_difficulty_from, section.draw_difficulty_to
    if low or high:
        parts.append(_("difficulty %(low)s to %(high)s") % {"low": low or 1, "high": high or 5})
    count = section.draw_count or 0
    return (
        ngettext("%(count)s question", "%(count)s questions", count) % {"count": count}
        + ": "
        + "; ".join(parts)
    )


def fitting_in_words(*, count: int, wanted: int | None) -> str:
    """How many questions fit a rule, and whether they are enough."""
    said = ngettext("%(count)s question fits.", "%(count)s questions fit.", count) % {"count": count}
    if wanted and count < wanted:
        said += " " + _("That is too few for %(wanted)s.") % {"wanted": wanted}
    return said


def quiz_rows(quizzes: QuerySet[Quiz], words: str) -> QuerySet[Quiz]:
    """Quizzes of a list with the number of their sections; ``words`` are looked for in the title."""
    rows = quizzes.select_related("organisation").annotate(section_count=Count("sections"))
    for word in words.split():
        rows = rows.filter(Q(title__icontains=word) | Q(title_en__icontains=word))
    return rows.order_by("title", "pk")

"""From the rules of a quiz to a frozen paper."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from quizzes.errors import AttemptRefused
from quizzes.items import kind_of
from quizzes.models import Attempt, AttemptItem, ItemVersion, Quiz, QuizSection, SectionItem
from quizzes.models.bank import Item
from quizzes.selection import PaperCannotBeFilled, Section, arrangement_of, draw_items
from quizzes.services.drawing import items_of_section, lots_of_section


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSlot:
    """One question of a paper: its wording, the order of its parts, what it is worth, and the section it stands in."""

    version: ItemVersion
    arrangement: dict[str, list[str]]
    points: Decimal
    section: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    slots: list[PaperSlot]

    @property
    def max_points(self) -> Decimal:
        return sum((slot.points for slot in self.slots), Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """A quiz in ids only, so that a large bank costs one small query for each section that draws from it."""

    sections: list[Section]
    positions: list[int]
    points_each: list[Decimal | None]
    fixed_points: dict[int, Decimal]
    """Points given to a fixed question in this quiz, by item."""
    current: dict[int, int]
    """The wording in use, by item."""


def rules_of(*, quiz: Quiz, seed: str = "") -> Rules:
    """The sections of a quiz with the questions that each can hold now; with a ``seed``, as many as one paper can need.

    Enough are as many as all sections draw together, and the fixed ones: even when every other section takes its own
    out of them, this one is filled. A section that has fewer is read whole. So what can be filled is filled (Hall).
    """
    rows = QuizSection.objects.filter(quiz=quiz).select_related("draw_from", "draw_category")
    sections = list(rows.order_by("position"))
    fixed, fixed_points, current = _fixed_items(quiz)
    enough = sum(section.draw_count or 0 for section in sections) + len(current)
    rules = []
    for section in sections:
        if section.draw_from_id is None:
            rules.append(Section(items=tuple(fixed.get(section.pk, ()))))
            continue
        if seed:
            fitting = lots_of_section(section=section, seed=seed, most=enough)
        else:
            fitting = dict(items_of_section(section=section).values_list("pk", "current_id"))
        current.update(fitting)
        rules.append(Section(items=tuple(fitting), draw=section.draw_count))
    return Rules(
        sections=rules,
        positions=[section.position for section in sections],
        points_each=[section.points_each for section in sections],
        fixed_points=fixed_points,
        current=current,
    )


def _fixed_items(quiz: Quiz) -> tuple[dict[int, list[int]], dict[int, Decimal], dict[int, int]]:
    usable = Item.objects.in_use()
    fixed: dict[int, list[int]] = {}
    points: dict[int, Decimal] = {}
    current: dict[int, int] = {}
    rows = SectionItem.objects.filter(section__quiz=quiz, item__in=usable).order_by(
        "section__position", "position", "pk"
    )
    for section, item, version, own in rows.values_list(
        "section_id", "item_id", "item__current_id", "points"
    ):
        fixed.setdefault(section, []).append(item)
        current[item] = version
        if own is not None:
            points.setdefault(item, own)
    return fixed, points, current


def compose_paper(*, quiz: Quiz, seed: str) -> Paper:
    """Draw a paper, or refuse with ``no_items`` when a rule cannot be filled."""
    rules = rules_of(quiz=quiz, seed=seed)
    try:
        drawn = draw_items(rules.sections, seed=seed, shuffle=quiz.shuffle_items)
    except PaperCannotBeFilled as error:
        raise AttemptRefused(
            _(
                "This quiz does not have enough questions yet. Please tell the person in charge of the course."
            ),
            code="no_items",
        ) from error
    wanted = [rules.current[item] for section in drawn for item in section]
    versions = ItemVersion.objects.defer("key").in_bulk(wanted)
    slots = []
    for place, section in enumerate(drawn):
        for item in section:
            version = versions[rules.current[item]]
            own = rules.fixed_points.get(item) if rules.sections[place].draw is None else None
            slots.append(
                PaperSlot(
                    version=version,
                    arrangement=_arrangement(version, seed, item, shuffle=quiz.shuffle_choices),
                    points=own or rules.points_each[place] or version.points,
                    section=rules.positions[place],
                )
            )
    return Paper(slots=slots)


def _arrangement(version: ItemVersion, seed: str, item: int, *, shuffle: bool) -> dict[str, list[str]]:
    kind = kind_of(version.kind)
    content = kind.read_content(version.content)
    mixed = kind.shuffled(content, is_wanted=shuffle)
    return arrangement_of(kind.groups(content), seed=seed, item=item, shuffle=mixed)


def freeze_paper(*, attempt: Attempt, paper: Paper) -> None:
    """Write the paper down; from now on changes of items or rules do not reach this attempt."""
    AttemptItem.objects.bulk_create(
        AttemptItem(
            attempt=attempt,
            slot=number,
            section=slot.section,
            version=slot.version,
            arrangement=slot.arrangement,
            points=slot.points,
        )
        for number, slot in enumerate(paper.slots, start=1)
    )

"""From the rules of a quiz to a frozen paper."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from quizzes.errors import AttemptRefused
from quizzes.models import Attempt, AttemptItem, Item, ItemVersion, Quiz, QuizSection, SectionItem
from quizzes.selection import PaperCannotBeFilled, Section, choice_order, draw_items


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The wordings in their order, each with its choices in the order shown."""

    slots: list[tuple[ItemVersion, list[str]]]

    @property
    def max_points(self) -> Decimal:
        return sum((version.points for version, _order in self.slots), Decimal(0))


def _sections_of(quiz: Quiz) -> tuple[list[Section], dict[int, int]]:
    """The rules in ids only, and the current wording of every item in them: a large bank costs one small query."""
    sections = list(QuizSection.objects.filter(quiz=quiz).order_by("position"))
    usable = Item.objects.filter(state=Item.State.IN_USE, current__isnull=False)
    fixed: dict[int, list[int]] = {}
    current: dict[int, int] = {}
    for section_id, item_id, version_id in (
        SectionItem.objects.filter(section__quiz=quiz, item__in=usable)
        .order_by("section__position", "position", "pk")
        .values_list("section_id", "item_id", "item__current_id")
    ):
        fixed.setdefault(section_id, []).append(item_id)
        current[item_id] = version_id
    banks = {section.draw_from_id for section in sections if section.draw_from_id}
    by_bank: dict[int, list[int]] = {}
    if banks:
        rows = usable.filter(bank__in=banks).values_list("bank_id", "pk", "current_id")
        for bank_id, item_id, version_id in rows:
            by_bank.setdefault(bank_id, []).append(item_id)
            current[item_id] = version_id
    rules = [
        Section(items=tuple(by_bank.get(section.draw_from_id, ())), draw=section.draw_count)
        if section.draw_from_id
        else Section(items=tuple(fixed.get(section.pk, ())))
        for section in sections
    ]
    return rules, current


def compose_paper(*, quiz: Quiz, seed: str) -> Paper:
    """Draw the paper of one attempt, or refuse with ``no_items`` when a rule cannot be filled."""
    sections, current = _sections_of(quiz)
    try:
        items = draw_items(sections, seed=seed, shuffle=quiz.shuffle_items)
    except PaperCannotBeFilled as error:
        raise AttemptRefused(
            _(
                "This quiz does not have enough questions yet. Please tell the person in charge of the course."
            ),
            code="no_items",
        ) from error
    versions = ItemVersion.objects.defer("key").in_bulk([current[item] for item in items])
    slots = []
    for item in items:
        version = versions[current[item]]
        choice_ids = [choice["id"] for choice in version.content.get("choices", ())]
        order = choice_order(choice_ids, seed=seed, item=item, shuffle=quiz.shuffle_choices)
        slots.append((version, order))
    return Paper(slots=slots)


def freeze_paper(*, attempt: Attempt, paper: Paper) -> None:
    """Write the paper down; from now on changes of items or rules do not reach this attempt."""
    AttemptItem.objects.bulk_create(
        AttemptItem(attempt=attempt, slot=number, version=version, choice_order=order, points=version.points)
        for number, (version, order) in enumerate(paper.slots, start=1)
    )

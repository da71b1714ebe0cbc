"""Which questions a rule can draw from: asked live while a quiz is written, and once more at every start."""

from collections.abc import Mapping
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import MD5, Cast, Concat

from content.vietnamese import fold
from quizzes.models import Category, Item, ItemTag, QuestionBank, QuizSection


def items_for_rule(
    *,
    bank: QuestionBank,
    category: Category | None = None,
    tags: list[Mapping[str, Any]] | None = None,
    kinds: list[str] | None = None,
    difficulty_from: int | None = None,
    difficulty_to: int | None = None,
) -> QuerySet[Item]:
    """The questions in use that fit all parts of a rule; a category means itself and everything below it."""
    items = Item.objects.in_use().filter(bank=bank)
    if category is not None:
        items = items.filter(category__in=Category.objects.within(category))
    for tag in tags or ():
        carriers = ItemTag.objects.filter(kind=tag["kind"], folded=fold(str(tag["name"]).strip()))
        items = items.filter(pk__in=carriers.values("item"))
    if kinds:
        items = items.filter(current__kind__in=kinds)
    if difficulty_from is not None:
        items = items.filter(current__difficulty__gte=difficulty_from)
    if difficulty_to is not None:
        items = items.filter(current__difficulty__lte=difficulty_to)
    return items


def lots_of_section(*, section: QuizSection, seed: str, most: int) -> dict[int, int]:
    """At most ``most`` of the questions a section can draw from, by lot: each with its wording in use, in one query.

    The database casts the lots (MD5 of seed, section and question: even, and no secret), so that a start reads what a
    paper can need of a bank and not the whole of it.
    """
    name = Concat(Value(f"{seed} {section.pk} "), Cast("pk", CharField()))
    lots = items_of_section(section=section).annotate(lot=MD5(name)).order_by("lot", "pk")
    return dict(lots.values_list("pk", "current_id")[:most])


def items_of_section(*, section: QuizSection) -> QuerySet[Item]:
    """What a drawing section of a quiz can draw from; nothing for a section of fixed questions."""
    if section.draw_from is None:
        return Item.objects.none()
    return items_for_rule(
        bank=section.draw_from,
        category=section.draw_category,
        tags=section.draw_tags,
        kinds=section.draw_kinds,
        difficulty_from=section.draw_difficulty_from,
        difficulty_to=section.draw_difficulty_to,
    )

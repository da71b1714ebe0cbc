"""The same act on many questions: one transaction, and a report of those it was not allowed for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from people.models import User
from quizzes.errors import AuthoringRefused
from quizzes.lifecycle import Actor, refusal_of
from quizzes.models import Category, Item, ItemEvent, ItemTag, QuestionBank
from quizzes.services.describing import Tag, note_events
from quizzes.services.states import REFUSALS, actor_for

MAX_ITEMS = 5_000


@dataclass(slots=True, kw_only=True)
class BulkReport:
    """``changed``: how many questions were. ``refused``: code of a question → the sentence why it was not."""

    changed: int = 0
    unchanged: int = 0
    refused: dict[str, str] = field(default_factory=dict)


def _chosen(bank: QuestionBank, uuids: Sequence[UUID]) -> list[Item]:
    """The rows, locked; what is not of this bank is not there."""
    rows = Item.objects.select_for_update(of=("self",)).select_related("current", "category")
    return list(rows.filter(bank=bank, uuid__in=list(uuids)[:MAX_ITEMS]).order_by("pk"))


@transaction.atomic
def lead_items(
    *, bank: QuestionBank, uuids: Sequence[UUID], state: str, by: User, actor: Actor, now: datetime
) -> BulkReport:
    """Lead questions to another state; those for which the step is refused are reported, the others go."""
    report, led, details = BulkReport(), [], {}
    for item in _chosen(bank, uuids):
        if item.state == state:
            report.unchanged += 1
            continue
        known = actor_for(item=item, by=by, actor=actor)
        code = refusal_of(before=item.state, after=state, actor=known, has_wording=item.current is not None)
        if code:
            report.refused[item.code] = str(REFUSALS[code])
            continue
        details[item.pk] = {"from": item.state, "to": state}
        item.state = Item.State(state)
        led.append(item)
    Item.objects.bulk_update(led, ["state"], batch_size=500)
    note_events(items=led, kind=ItemEvent.Kind.STATE, by=by, now=now, details=details)
    report.changed = len(led)
    return report


@transaction.atomic
def shelve_items(
    *, bank: QuestionBank, uuids: Sequence[UUID], category: Category | None, by: User, now: datetime
) -> BulkReport:
    """Put questions on a shelf of their bank, or take them off (None)."""
    if category is not None and category.bank_id != bank.pk:
        raise AuthoringRefused(REFUSALS["no_such_step"], code="other_bank")
    items = _chosen(bank, uuids)
    moved = [item for item in items if item.category_id != (category.pk if category else None)]
    to = category.name if category else ""
    details = {item.pk: {"from": item.category.name if item.category else "", "to": to} for item in moved}
    for item in moved:
        item.category = category
    Item.objects.bulk_update(moved, ["category"], batch_size=500)
    note_events(items=moved, kind=ItemEvent.Kind.MOVED, by=by, now=now, details=details)
    return BulkReport(changed=len(moved), unchanged=len(items) - len(moved))


@transaction.atomic
def tag_items(
    *, bank: QuestionBank, uuids: Sequence[UUID], tags: Sequence[Tag], by: User, now: datetime
) -> BulkReport:
    """Give questions tags they do not have yet."""
    items = _chosen(bank, uuids)
    held = _held(items, tags)
    missing = {item.pk: [t for t in tags if (item.pk, t.kind, t.folded) not in held] for item in items}
    ItemTag.objects.bulk_create(
        (
            ItemTag(item_id=pk, kind=ItemTag.Kind(tag.kind), name=tag.name, folded=tag.folded)
            for pk, new in missing.items()
            for tag in new
        ),
        batch_size=500,
    )
    return _described(items, lambda item: missing[item.pk], "added", by, now)


@transaction.atomic
def untag_items(
    *, bank: QuestionBank, uuids: Sequence[UUID], tags: Sequence[Tag], by: User, now: datetime
) -> BulkReport:
    """Take tags off questions that have them."""
    items = _chosen(bank, uuids)
    held = _held(items, tags)
    gone = {item.pk: [t for t in tags if (item.pk, t.kind, t.folded) in held] for item in items}
    for tag in tags:
        ItemTag.objects.filter(item__in=items, kind=tag.kind, folded=tag.folded).delete()
    return _described(items, lambda item: gone[item.pk], "removed", by, now)


def _held(items: Sequence[Item], tags: Sequence[Tag]) -> set[tuple[int, str, str]]:
    rows = ItemTag.objects.filter(item__in=items, folded__in=[tag.folded for tag in tags])
    return set(rows.values_list("item_id", "kind", "folded"))


def _described(
    items: Sequence[Item], tags_of: Callable[[Item], Sequence[Tag]], word: str, by: User, now: datetime
) -> BulkReport:
    changed = [item for item in items if tags_of(item)]
    details = {
        item.pk: {"fields": [], "added": [], "removed": [], word: [tag.name for tag in tags_of(item)]}
        for item in changed
    }
    note_events(items=changed, kind=ItemEvent.Kind.DESCRIBED, by=by, now=now, details=details)
    return BulkReport(changed=len(changed), unchanged=len(items) - len(changed))

"""What is said about a question beside its wording: shelf, tags, language, source, legal basis; and its history."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from content.vietnamese import fold
from people.models import User
from quizzes.errors import AuthoringRefused
from quizzes.items.reading import plain
from quizzes.models import Category, Item, ItemEvent, ItemTag

MAX_TAGS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """``kind`` is a code of ``ItemTag.Kind``."""

    kind: str
    name: str

    @property
    def folded(self) -> str:
        return fold(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    category: Category | None = None
    tags: tuple[Tag, ...] = ()
    language: str = "vi"
    source: str = ""
    legal_basis: str = ""


def tags_from(*, kind: str, text: str) -> tuple[Tag, ...]:
    """Tags as people type them: several on one line, a comma or a semicolon between them."""
    names = [plain(part) for part in text.replace(";", ",").replace("\n", ",").split(",")]
    by_folded = {fold(name): name[:100] for name in reversed(names) if name}
    return tuple(Tag(kind=kind, name=name) for name in reversed(by_folded.values()))


def note_event(
    *, item: Item, kind: str, by: User | None, now: datetime, detail: Mapping[str, Any] | None = None
) -> None:
    """Add a line to a question's history."""
    ItemEvent.objects.create(item=item, kind=kind, made_by=by, made_at=now, detail=dict(detail or {}))


def note_events(
    *,
    items: Iterable[Item],
    kind: str,
    by: User | None,
    now: datetime,
    details: Mapping[int, Mapping[str, Any]],
) -> None:
    """The same act on many questions; ``details`` by the question's id."""
    ItemEvent.objects.bulk_create(
        ItemEvent(item=item, kind=kind, made_by=by, made_at=now, detail=dict(details.get(item.pk, {})))
        for item in items
    )


@transaction.atomic
def describe_item(*, item: Item, description: Description, by: User | None, now: datetime) -> Item:
    """Put a question on its shelf and say what it is about. Nothing changed: nothing is noted."""
    item = Item.objects.select_for_update(of=("self",)).get(pk=item.pk)
    _refuse_strange_shelf(item, description.category)
    if len(description.tags) > MAX_TAGS:
        raise AuthoringRefused(_("A question has at most %(count)s tags.") % {"count": MAX_TAGS}, code="tags")
    moved_from = item.category
    changed = [
        name
        for name in ("language", "source", "legal_basis")
        if getattr(item, name) != getattr(description, name)
    ]
    for name in changed:
        setattr(item, name, getattr(description, name))
    has_moved = (moved_from.pk if moved_from else None) != (
        description.category.pk if description.category else None
    )
    item.category = description.category
    item.save(update_fields=["category", "language", "source", "legal_basis"])
    if has_moved:
        detail = {"from": _name_of(moved_from), "to": _name_of(description.category)}
        note_event(item=item, kind=ItemEvent.Kind.MOVED, by=by, now=now, detail=detail)
    added, removed = _replace_tags(item, description.tags)
    if changed or added or removed:
        said = {"fields": changed, "added": added, "removed": removed}
        note_event(item=item, kind=ItemEvent.Kind.DESCRIBED, by=by, now=now, detail=said)
    return item


def _replace_tags(item: Item, tags: Sequence[Tag]) -> tuple[list[str], list[str]]:
    """Write the difference only; returns the names added and removed."""
    before = {(tag.kind, tag.folded): tag for tag in item.tags.all()}
    wanted = {(tag.kind, tag.folded): tag for tag in tags}
    gone = [tag for key, tag in before.items() if key not in wanted or wanted[key].name != tag.name]
    new = [tag for key, tag in wanted.items() if key not in before or before[key].name != tag.name]
    ItemTag.objects.filter(pk__in=[tag.pk for tag in gone]).delete()
    ItemTag.objects.bulk_create(
        ItemTag(item=item, kind=ItemTag.Kind(tag.kind), name=tag.name, folded=tag.folded) for tag in new
    )
    return [tag.name for tag in new], [tag.name for tag in gone]


def _refuse_strange_shelf(item: Item, category: Category | None) -> None:
    if category is not None and category.bank_id != item.bank_id:
        raise AuthoringRefused(_("This category belongs to another question bank."), code="other_bank")


def _name_of(category: Category | None) -> str:
    return category.name if category else ""

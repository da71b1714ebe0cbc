"""Lending the index a folded view of an object; the object itself is not touched."""

import copy
from collections.abc import Iterable
from typing import Any

from modelsearch.index import AutocompleteField, RelatedFields, SearchField

from content.search.folding import index_text


class FoldedView:
    """What a backend's indexer asks of an object: its key and its search fields, whose values come folded."""

    def __init__(self, original: Any) -> None:
        self.original = original
        self.pk = original.pk

    def get_search_fields(self) -> list[Any]:
        return [_folded(field, of=self.original) for field in self.original.get_search_fields()]


class FoldingIndex:
    """Mixed into a backend's index."""

    def add_items(self, model: Any, objs: Iterable[Any]) -> None:
        super().add_items(model, [FoldedView(obj) for obj in objs])  # type: ignore[misc]


def _folded(field: Any, *, of: Any = None) -> Any:
    """A copy of a search field that gives its value folded. The outermost fields read from ``of``."""
    if isinstance(field, RelatedFields):
        related = copy.copy(field)
        related.fields = [_folded(inner) for inner in field.fields]
        related.get_value = lambda obj: field.get_value(obj if of is None else of)
        return related
    if isinstance(field, SearchField | AutocompleteField):
        text = copy.copy(field)
        text.get_value = lambda obj: index_text(_flat(field.get_value(obj if of is None else of)))
        return text
    return field


def _flat(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(_flat(part) for part in value.values())
    if isinstance(value, list | tuple):
        return " ".join(_flat(part) for part in value)
    return str(value)

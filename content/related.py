"""Pages of other rooms that go with a page: told by the room whose editors chose them, shown by the room that owns the page.

A room registers in ``AppConfig.ready``; whoever shows the links knows titles and addresses, and no room.
"""

from collections.abc import Callable
from dataclasses import dataclass

from wagtail.models import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedLink:
    """In the language of the reader as far as there is one."""

    title: str
    language: str
    url: str


_sources: list[Callable[[Page], list[RelatedLink]]] = []


def register(source: Callable[[Page], list[RelatedLink]]) -> None:
    if source not in _sources:
        _sources.append(source)


def related_to(page: Page) -> list[RelatedLink]:
    """Of all rooms, in the order in which they registered."""
    return [link for source in _sources for link in source(page)] if page.pk else []

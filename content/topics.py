"""Topics that public pages are sorted under, told by the rooms that own them to the rooms that spread the news.

A room registers its source in ``AppConfig.ready``; whoever asks here knows codes, names and addresses, and no room.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicName:
    """In the language of the page that shows it."""

    code: str
    name: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPage:
    """A page newly published or changed. ``key`` is the same for ever; ``path`` is the address in the active language."""

    key: str
    title: str
    language: str
    path: str
    summary: str
    published_at: datetime
    changed_at: datetime


class TopicSource(Protocol):
    def names(self) -> list[TopicName]:
        """The topics that have something to read."""

    def newest(self, code: str, *, limit: int) -> list[TopicPage]:
        """Pages of a topic, the last changed first; none for a code that is somebody else's."""


_sources: list[TopicSource] = []


def register(source: TopicSource) -> None:
    if source not in _sources:
        _sources.append(source)


def topic_names() -> list[TopicName]:
    return [name for source in _sources for name in source.names()]


def newest_pages(code: str, *, limit: int = 30) -> list[TopicPage]:
    """Of all rooms, the last changed first."""
    pages = sorted(_of_all(code, limit), key=lambda page: page.changed_at, reverse=True)
    return pages[:limit]


def _of_all(code: str, limit: int) -> Iterator[TopicPage]:
    for source in _sources:
        yield from source.newest(code, limit=limit)

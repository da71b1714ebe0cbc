"""The plain document that guides and exercises are read from, whichever kind of file they came in. Pure.

``content.markdown`` and ``content.word.to_plain`` both give it; what becomes of its parts is the same for both.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A run of text, as inline HTML and as a reader sees it."""

    html: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    level: int
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a list: its lead in bold or italics, if it starts with one, and everything as HTML."""

    words: Words
    lead: str
    rest: Words
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    is_ordered: bool
    items: tuple[Item, ...]
    html: str
    start: int = 1
    """The number of the first item; more than 1 where a list goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    header: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    words: Words
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture of the file, known by its key; Markdown has none."""

    key: str
    alt: str = ""
    caption: str = ""
    is_decorative: bool = False


Part = Heading | Paragraph | Listing | Table | Quote | Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file: the facts of its front matter, its title, what stands before the first section, and the sections."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    title: str
    intro: tuple[Part, ...]
    sections: tuple[Section, ...]

    @property
    def parts(self) -> Iterator[Part]:
        """Everything in reading order, headings included."""
        yield from self.intro
        for section in self.sections:
            yield Heading(level=2, words=Words(html=section.title, text=section.title))
            yield from section.parts

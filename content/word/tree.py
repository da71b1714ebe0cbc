"""The small document tree every Word file becomes: plain frozen data, safe to hand from process to process. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "info"]
Changes = Literal["accept", "refuse"]
"""What becomes of tracked changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing the author should know. ``where`` names a place a person can find, e.g. "đoạn 12" or "bảng 2"."""

    severity: Severity
    where: str
    message: str
    code: str = ""
    detail: str = ""
    """What the sentence is about (an address, a font, a count); already part of ``message``."""
    quote: str = ""
    """How the paragraph begins that the problem was met in, at most 80 characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text in one formatting. ``text`` is NFC and may hold tabs and line breaks."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    is_underlined: bool = False
    is_struck: bool = False
    vertical: Literal["", "sub", "super"] = ""
    colour: str = ""
    """Six hex digits in upper case, "" for automatic or black."""
    highlight: str = ""
    href: str = ""
    """Target of a link that passed the scheme check, ``#name`` for a bookmark of this document, else ""."""
    is_code: bool = False
    mathml: str = ""
    """An equation as presentation MathML; ``text`` then tells it in one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPlace:
    """Where a paragraph stands in a list. ``level`` counts from 0.

    ``is_typed`` marks lists typed by hand ("- ", "+ ", "a) ", "1. "): their mark is still part of the text.
    """

    kind: Literal["bullet", "number"]
    level: int
    list_id: str
    is_typed: bool = False
    start: int = 1
    """The number this very item carries, so that a list interrupted by a picture goes on counting."""
    number_format: Literal["", "a", "A", "i", "I"] = ""
    """What a numbered item counts with: letters or Roman numbers; "" for 1, 2, 3."""
    keeps_mark: bool = False
    """The typed marks count the Vietnamese way ("d)", "đ)", "e)"), which no list of the web does: they stay text."""
    label: str = ""
    """The mark as Word shows it, such as "a)" or "1.2."; "" for bullets and typed lists (it stands in their text)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture in the text. The bytes are in ``WordDocument.media[key]``."""

    key: str
    alt: str = ""
    width_px: int = 0
    height_px: int = 0
    is_decorative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """``number`` counts body paragraphs from 1 and is what problems quote; ``heading`` is 0 for text, else 1 to 6."""

    number: int
    runs: tuple[Run, ...] = ()
    heading: int = 0
    is_fake_heading: bool = False
    is_title: bool = False
    is_caption: bool = False
    is_quote: bool = False
    has_page_break: bool = False
    alignment: Literal["", "center", "right", "justify"] = ""
    list_place: ListPlace | None = None
    pictures: tuple[Picture, ...] = ()
    style: str = ""
    anchors: tuple[str, ...] = ()
    """Names of the bookmarks that begin here, those Word makes for itself (``_GoBack``) left out."""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    blocks: tuple["Block", ...] = ()
    colspan: int = 1
    rowspan: int = 1
    is_header: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of visible cells; a cell covered by a merge does not appear. ``number`` counts tables from 1."""

    number: int
    rows: tuple[tuple[Cell, ...], ...]
    columns: int


Block = Paragraph | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A remark in the margin: never published, only offered. ``quote`` is the text it hangs on."""

    author: str
    text: str
    where: str
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    data: bytes
    content_type: str
    filename: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordDocument:
    title: str = ""
    blocks: tuple[Block, ...] = ()
    footnotes: dict[str, tuple[Paragraph, ...]] = field(default_factory=dict)
    media: dict[str, Media] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    comments: tuple[Comment, ...] = ()


def all_runs(blocks: Iterable[Block]) -> Iterator[Run]:
    """Every run of some blocks, also those in tables."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.runs
        else:
            for row in block.rows:
                for cell in row:
                    yield from all_runs(cell.blocks)


class WordRefused(ValueError):
    """The file cannot be read; ``code`` for machines, ``str()`` a sentence in English msgid form for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

"""The small document tree every Word file becomes: plain frozen data, safe to hand from process to process. Pure."""

from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing the author should know. ``where`` names a place a person can find, e.g. "đoạn 12" or "bảng 2"."""

    severity: Severity
    where: str
    message: str
    code: str = ""
    detail: str = ""
    """What the sentence is about (an address, a font, a count); already part of ``message``."""


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
    """Target of a link that passed the scheme check, else ""."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture in the text. The bytes are in ``WordDocument.media[key]``."""

    key: str
    alt: str = ""
    width_px: int = 0
    height_px: int = 0


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


class WordRefused(ValueError):
    """The file cannot be read; ``code`` for machines, ``str()`` a sentence in English msgid form for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

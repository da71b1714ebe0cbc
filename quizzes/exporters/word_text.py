"""Our HTML as pieces of Word text, shielded where it would read as a mark of a question. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import lxml.html
from lxml import etree

from content.documents.markup import MAX_PICTURE_WIDTH, PIXEL
from content.documents.page import Run
from quizzes.importers import word_grammar as grammar
from quizzes.importers.drafts import Picture
from quizzes.importers.lines import SHIELD, Line
from quizzes.importers.pictures import extension_of
from quizzes.importers.word_labels import label_at

Element = etree._Element
_LINES = frozenset("p h2 h3 h4 h5 h6 li blockquote pre figcaption div caption".split())  # noqa: SIM905
_SHOWN: dict[str, str] = {
    "strong": "is_bold",
    "b": "is_bold",
    "em": "is_italic",
    "i": "is_italic",
    "u": "is_underlined",
}
_VERTICAL = {"sub": "sub", "sup": "super"}
_PLAIN = frozenset({"p", "br", "img", "table", "tbody", "thead", "tr", "td", "th", "span", "div"})
_WORD_PICTURES = {"png", "jpg", "gif", "bmp", "tif"}
_RISKY = (
    grammar.QUESTION, grammar.NUMBERED, grammar.FIRST_LETTER, grammar.STARRED, grammar.ANSWER, grammar.EXPLANATION, grammar.GRADING,
    grammar.SAMPLE, grammar.PART, grammar.SEPARATOR, grammar.GROUP_STARTS, grammar.THE_END, grammar.KEY_TITLE, grammar.ANSWER_ALONE,
    grammar.KIND_TAG, grammar.POINTS, grammar.LEVEL, grammar.OUTCOME,
)  # fmt: skip
_RISKY_ENDS = (grammar.GROUP_ENDS, grammar.TRUE_OR_FALSE, grammar.POINTS, grammar.LEVEL, grammar.OUTCOME)
_TYPED_LIST = re.compile(r"^\s*(?:[-–+•*]|\d{1,3}[.)]|[a-zđ][.)])\s")


@dataclass(slots=True, kw_only=True)
class Written:
    """HTML as lines and tables in their order; what Word text cannot say is in ``lost``."""

    lines: list[list[Run]] = field(default_factory=list)
    tables: list[list[list[list[Run]]]] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)


def written(markup: str, pictures: Mapping[str, Picture]) -> Written:
    found = Written()
    if markup.strip():
        holder = lxml.html.fragment_fromstring(markup, create_parent="div")
        _Writing(found, pictures).block(holder, Run())
    found.lines = [line for line in found.lines if any(piece.text.strip() or piece.picture for piece in line)]
    return found


def one_line(markup: str, pictures: Mapping[str, Picture]) -> tuple[list[Run], set[str]]:
    """HTML of one line as pieces; a line break is lost."""
    found = written(markup, pictures)
    if len(found.lines) > 1 or found.tables:
        found.lost.add("formatting")
    return [piece for line in found.lines for piece in line], found.lost


def shielded(pieces: list[Run], *, ends: bool = True) -> list[Run]:
    """The line with an invisible sign before (and behind) it where it would be taken for a mark."""
    text = "".join(piece.text for piece in pieces)
    starts = any(pattern.match(text) for pattern in _RISKY) or bool(_TYPED_LIST.match(text))
    starts = starts or label_at(Line(text=text, runs=())) is not None
    behind = ends and any(
        (found := pattern.search(text)) and found.end() >= len(text.rstrip()) for pattern in _RISKY_ENDS
    )
    return [
        *([Run(text=SHIELD)] if starts else []),
        *pieces,
        *([Run(text=SHIELD)] if behind else []),
    ]


def without_whole_marks(pieces: list[Run]) -> tuple[list[Run], bool]:
    """A choice that is bold or underlined as a whole would read as marked right: then the formatting goes."""
    texts = [piece for piece in pieces if piece.text.strip()]
    changed = False
    for name in ("is_bold", "is_underlined"):
        if texts and all(getattr(piece, name) for piece in texts):
            pieces = [_with(piece, name, is_on=False) for piece in pieces]
            texts = [piece for piece in pieces if piece.text.strip()]
            changed = True
    return pieces, changed


def _with(piece: Run, name: str, *, is_on: bool) -> Run:
    changes: dict[str, Any] = {name: is_on}
    return replace(piece, **changes)


class _Writing:
    def __init__(self, found: Written, pictures: Mapping[str, Picture]) -> None:
        self._found = found
        self._pictures = pictures

    def block(self, element: Element, look: Run) -> None:
        """The lines of an element and of everything in it."""
        self._found.lines.append([])
        self._inline(element, look)
        self._found.lines.append([])

    def _inline(self, element: Element, look: Run) -> None:
        self._say(element.text or "", look)
        for child in element:
            if isinstance(child.tag, str):
                self._child(child, look)
            self._say(child.tail or "", look)

    def _child(self, child: Element, look: Run) -> None:
        name = child.tag
        if name == "table":
            self._found.tables.append(
                [[self._cell(cell, look) for cell in row.iter("td", "th")] for row in child.iter("tr")]
            )
        elif name == "br":
            self._found.lines.append([])
        elif name == "img":
            self._img(child)
        elif name == "math":
            self._found.lost.add("formula")
            self._inline(child, look)
        elif name in _LINES:
            if name not in _PLAIN:
                self._found.lost.add("formatting")
            self.block(child, look)
        elif name in _SHOWN:
            self._inline(child, _with(look, _SHOWN[name], is_on=True))
        elif name in _VERTICAL:
            self._inline(child, replace(look, vertical=_VERTICAL[name]))
        else:
            if name not in _PLAIN:
                self._found.lost.add("formatting")
            self._inline(child, look)

    def _cell(self, cell: Element, look: Run) -> list[Run]:
        if cell.get("colspan") or cell.get("rowspan"):
            self._found.lost.add("formatting")
        inner = Written()
        _Writing(inner, self._pictures).block(cell, look)
        self._found.lost |= inner.lost
        return [piece for line in inner.lines for piece in line]

    def _img(self, element: Element) -> None:
        picture = self._pictures.get(element.get("src", ""))
        if picture is None or extension_of(picture.data) not in _WORD_PICTURES:
            self._found.lost.add("picture")
            return
        width = element.get("width", "")
        self._found.lines[-1].append(
            Run(
                text=element.get("alt", ""),
                picture=picture.data,
                width=min(int(width) * PIXEL, MAX_PICTURE_WIDTH) if width.isdigit() and int(width) else None,
            )
        )

    def _say(self, text: str, look: Run) -> None:
        bare = re.sub(
            r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|[\ud800-\udfff]", "", re.sub(r"[ \t\r\n]+", " ", text)
        )
        if bare:
            self._found.lines[-1].append(replace(look, text=bare))

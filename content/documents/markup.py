"""Our own cleaned HTML as blocks for a printed page: paragraphs of runs, and tables. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import lxml.html
from lxml import etree

from content.documents.page import Run

MAX_PICTURE_WIDTH = 150.0
PIXEL = 25.4 / 96
_LINES = frozenset(
    {"p", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "figcaption", "div", "caption", "dd", "dt"}
)
_LOOKS = {
    "strong": "is_bold",
    "b": "is_bold",
    "th": "is_bold",
    "em": "is_italic",
    "i": "is_italic",
    "u": "is_underlined",
}
_VERTICAL = {"sub": "sub", "sup": "super"}


@dataclass(slots=True, kw_only=True)
class Block:
    """A paragraph (``runs``) or a table (``rows`` of cells of runs)."""

    runs: list[Run] = field(default_factory=list)
    rows: list[list[list[Run]]] = field(default_factory=list)


def blocks_of(markup: str, pictures: Mapping[str, bytes] | None = None) -> list[Block]:
    """HTML as blocks in their order. ``pictures`` are bytes by address; one that is missing is told by its words.

    >>> [run.text for block in blocks_of("<p>Số <b>30</b></p>") for run in block.runs]
    ['Số ', '30']
    """
    if not markup.strip():
        return []
    holder = lxml.html.fragment_fromstring(markup, create_parent="div")
    found: list[Block] = [Block()]
    _read(holder, Run(), found, pictures or {})
    return [
        block for block in found if block.rows or any(run.text.strip() or run.picture for run in block.runs)
    ]


def line_of(markup: str, pictures: Mapping[str, bytes] | None = None) -> list[Run]:
    """HTML as the runs of one line; paragraphs are joined by a blank."""
    runs: list[Run] = []
    for block in blocks_of(markup, pictures):
        cells = [cell for row in block.rows for cell in row] or [block.runs]
        for cell in cells:
            runs += [Run(text=" "), *cell] if runs else cell
    return runs


def _read(element: etree._Element, look: Run, found: list[Block], pictures: Mapping[str, bytes]) -> None:
    _say(element.text, look, found)
    for child in element:
        if isinstance(child.tag, str):
            _child(child, look, found, pictures)
        _say(child.tail, look, found)


def _child(child: etree._Element, look: Run, found: list[Block], pictures: Mapping[str, bytes]) -> None:
    name = etree.QName(child).localname
    if name == "table":
        found += [Block(rows=_rows_of(child, look, pictures)), Block()]
    elif name == "br":
        found.append(Block())
    elif name == "img":
        found[-1].runs.append(_picture(child, look, pictures))
    elif name in _LINES:
        found.append(Block())
        if name == "li":
            _say("– ", look, found)
        _read(child, look, found, pictures)
        found.append(Block())
    elif name in _LOOKS:
        flag: dict[str, Any] = {_LOOKS[name]: True}
        _read(child, replace(look, **flag), found, pictures)
    elif name in _VERTICAL:
        _read(child, replace(look, vertical=_VERTICAL[name]), found, pictures)
    else:
        _read(child, look, found, pictures)


def _rows_of(table: etree._Element, look: Run, pictures: Mapping[str, bytes]) -> list[list[list[Run]]]:
    rows = []
    for row in table.iter("tr"):
        cells = []
        for cell in row.iter("td", "th"):
            inside: list[Block] = [Block()]
            _read(cell, replace(look, is_bold=look.is_bold or cell.tag == "th"), inside, pictures)
            cells.append([run for block in inside for run in block.runs])
        rows.append(cells)
    return [row for row in rows if row]


def _picture(element: etree._Element, look: Run, pictures: Mapping[str, bytes]) -> Run:
    words, data = element.get("alt", ""), pictures.get(element.get("src", ""), b"")
    if not data:
        return replace(look, text=f"[Hình: {words}]" if words else "[Hình]")
    pixels = element.get("width", "")
    width = float(pixels) * PIXEL if pixels.isdigit() and int(pixels) else 80.0
    return Run(text=words, picture=data, width=min(width, MAX_PICTURE_WIDTH))


def _say(text: str | None, look: Run, found: list[Block]) -> None:
    if text:
        said = " ".join(text.split())
        lead = " " if text[:1].isspace() and found[-1].runs else ""
        tail = " " if said and text[-1:].isspace() else ""
        if said or (lead and found[-1].runs):
            found[-1].runs.append(replace(look, text=f"{lead}{said}{tail}"))

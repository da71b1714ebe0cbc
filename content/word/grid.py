"""A Word table as a grid: which cell a reader sees where, and how far it reaches. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from content.word.package import W, is_on, value, whole

MAX_SPAN = 63
"""Word's own limit of columns."""
_TRANSPARENT = {W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo"}


@dataclass(slots=True)
class Slot:
    """A visible cell. ``cell`` is None where a row begins further right than its table."""

    column: int
    cell: etree._Element | None
    colspan: int = 1
    rowspan: int = 1


@dataclass(slots=True)
class Grid:
    """Rows that show something. ``covered`` are cells below or beside a merge that hold text all the same."""

    rows: list[list[Slot]] = field(default_factory=list)
    header_rows: int = 0
    columns: int = 0
    covered: list[etree._Element] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    """Codes of rows inserted or deleted by tracked changes."""


def grid_of(table: etree._Element, *, refuses_changes: bool = False) -> Grid:
    """The grid of a table; rows that tracked changes take away are left out."""
    grid = Grid()
    open_merges: dict[int, Slot] = {}
    heads = []
    for row in _rows(table):
        properties = row.find(W + "trPr")
        change = _change(properties)
        if change:
            grid.dropped.append(change)
        if change == ("insertion" if refuses_changes else "deletion"):
            continue
        heads.append(bool(is_on(properties, "tblHeader")))
        grid.rows.append(_line(row, properties, open_merges, grid))
    grid.columns = max((slot.column + slot.colspan for line in grid.rows for slot in line), default=0)
    grid.header_rows = next((index for index, is_head in enumerate(heads) if not is_head), len(heads))
    if not grid.header_rows and len(grid.rows) > 1 and _says_first_row(table):
        grid.header_rows = 1
    grid.rows = _without_empty(grid.rows)
    return grid


def _change(properties: etree._Element | None) -> str:
    if properties is None:
        return ""
    if properties.find(W + "del") is not None:
        return "deletion"
    return "insertion" if properties.find(W + "ins") is not None else ""


def _line(
    row: etree._Element, properties: etree._Element | None, open_merges: dict[int, Slot], grid: Grid
) -> list[Slot]:
    column = whole(value(properties, "gridBefore"), most=MAX_SPAN)
    line: list[Slot] = [Slot(0, None, colspan=column)] if column else []
    met: set[int] = set()
    for cell in _cells(row):
        cell_properties = cell.find(W + "tcPr")
        span = max(whole(value(cell_properties, "gridSpan"), otherwise=1, most=MAX_SPAN), 1)
        below, beside = (_merge(cell_properties, name) for name in ("vMerge", "hMerge"))
        above = open_merges.get(column)
        if beside == "continue" and line and line[-1].cell is not None:
            line[-1].colspan += span
            _cover(cell, grid)
        elif below == "continue" and above is not None:
            above.rowspan += 1
            met.add(column)
            _cover(cell, grid)
        else:
            slot = Slot(column, cell, colspan=span)
            line.append(slot)
            if below:
                open_merges[column] = slot
                met.add(column)
        column += span
    for column in set(open_merges) - met:
        del open_merges[column]
    return line


def _merge(properties: etree._Element | None, name: str) -> str:
    """``restart``, ``continue`` or nothing; a merge without a word continues."""
    given = value(properties, name)
    return "" if given is None else given or "continue"


def _cover(cell: etree._Element, grid: Grid) -> None:
    if any((text.text or "").strip() for text in cell.iter(W + "t")):
        grid.covered.append(cell)


def _without_empty(rows: list[list[Slot]]) -> list[list[Slot]]:
    """A row of nothing but covered cells is no row on a web page: those who reach over it reach one row less."""
    is_empty = [not line for line in rows]
    if any(is_empty):
        for index, line in enumerate(rows):
            for slot in line:
                slot.rowspan -= sum(is_empty[index : index + slot.rowspan])
    return [line for line in rows if line]


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    yield from _through(table, W + "tr")


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    yield from _through(row, W + "tc")


def _through(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    waiting = list(reversed(parent))
    while waiting:
        element = waiting.pop()
        if element.tag == tag:
            yield element
        elif element.tag in _TRANSPARENT:
            waiting.extend(reversed(element))


def _says_first_row(table: etree._Element) -> bool:
    """The table's look marks its first row, and that row is set in bold: a header to everybody who sees it."""
    look = table.find(f"{W}tblPr/{W}tblLook")
    first = next(_rows(table), None)
    if look is None or first is None:
        return False
    is_marked = look.get(W + "firstRow") == "1" or _hexadecimal(look.get(W + "val", "")) & 0x20
    words = [
        run for run in first.iter(W + "r") if any((text.text or "").strip() for text in run.iter(W + "t"))
    ]
    return bool(is_marked and words and all(is_on(run.find(W + "rPr"), "b") for run in words))


def _hexadecimal(given: str) -> int:
    try:
        return int(given[:8], 16)
    except ValueError:
        return 0

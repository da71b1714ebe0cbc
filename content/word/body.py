"""Paragraphs and tables of the body, in order, each problem with the place where it was met."""

from collections.abc import Iterator

from lxml import etree

from content.word.inline import Inline, InlineReader, Report
from content.word.messages import problem
from content.word.numbering import Numbering
from content.word.package import W, is_on, value
from content.word.styles import RunFormat, StyleSheet, outline_level
from content.word.tree import Block, Cell, ListPlace, Paragraph, Problem, Run, Table

_ALIGNMENTS = {
    "center": "center",
    "right": "right",
    "end": "right",
    "both": "justify",
    "distribute": "justify",
}
_TRANSPARENT = {W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo"}
_GROUPED = {"tcvn3", "vni", "insertion", "deletion", "symbol", "comment", "form_field", "contents"}
_SHOWN_PLACES = 5
MAX_SPAN = 63  # Word's own limit of columns
MAX_NESTING = 20


class ProblemLog:
    """Problems as they come up; the same thing met in many paragraphs is told once, with its places."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, str], list[str]] = {}

    def add(self, code: str, where: str, detail: str = "") -> None:
        places = self._places.setdefault((code, detail), [])
        if where not in places:
            places.append(where)

    def problems(self) -> tuple[Problem, ...]:
        found = []
        for (code, detail), places in self._places.items():
            if code in _GROUPED:
                found.append(problem(code, _together(places), detail))
            else:
                found += [problem(code, where, detail) for where in places]
        return tuple(found)


def _together(places: list[str]) -> str:
    """Write "đoạn 3, đoạn 5" as "đoạn 3, 5"."""
    if not all(place.startswith("đoạn ") for place in places):
        return ", ".join(places[:_SHOWN_PLACES])
    numbers = ", ".join(place.removeprefix("đoạn ") for place in places[:_SHOWN_PLACES])
    return f"đoạn {numbers}" + (", …" if len(places) > _SHOWN_PLACES else "")


class BodyReader:
    def __init__(
        self, *, styles: StyleSheet, numbering: Numbering, inline: InlineReader, log: ProblemLog
    ) -> None:
        self._styles = styles
        self._numbering = numbering
        self._inline = inline
        self._log = log
        self._tables = 0
        self._paragraphs = 0
        self._depth = 0
        self.sizes: dict[int, int] = {}
        """Letter size (half points) of most of a body paragraph's text, by paragraph number."""

    def read(self, body: etree._Element) -> list[Block]:
        """The blocks of the document's body; empty paragraphs are counted and left out."""
        blocks: list[Block] = []
        for element in _children(body):
            if element.tag == W + "tbl":
                self._tables += 1
                blocks.append(self.table(element, self._tables))
            else:
                self._paragraphs += 1
                blocks += self.paragraph(element, self._paragraphs, where=f"đoạn {self._paragraphs}")
        return blocks

    def paragraph(self, element: etree._Element, number: int, *, where: str) -> list[Paragraph]:
        """A paragraph, followed by the text of the boxes that hang on it; nothing when there is nothing to read."""
        properties = element.find(W + "pPr")
        style = value(properties, "pStyle") or self._styles.default_paragraph
        if self._styles.is_contents(style):
            self._log.add("contents", where)
            return []
        report: Report = lambda code, detail: self._log.add(code, where, detail)  # noqa: E731
        inline = self._inline.read(element, base=self._base_format(style), report=report)
        found: list[Paragraph] = []
        paragraph = self._build(properties, style, number, inline)
        if number:
            self.sizes[number] = _main_size(inline, self._styles.body_format())
        if paragraph.runs or paragraph.pictures or paragraph.has_page_break:
            found.append(paragraph)
        if self._depth < MAX_NESTING:
            self._depth += 1
            for box in inline.boxes:
                for child in box.iter(W + "p"):
                    found += self.paragraph(child, number, where=where)
            self._depth -= 1
        return found

    def _base_format(self, style: str) -> RunFormat:
        """Formatting handed down by the style; that of headings, titles and quotes is their look, not emphasis."""
        found = self._styles.run_format(style).over(self._styles.body_format())
        if self._has_meaning(style):
            found.is_bold = found.is_italic = found.is_underlined = None
            found.colour = None
        return found

    def _has_meaning(self, style: str) -> bool:
        return bool(
            self._styles.heading_level(style)
            or self._styles.is_title(style)
            or self._styles.is_caption(style)
            or self._styles.is_quote(style)
        )

    def _build(self, properties: etree._Element | None, style: str, number: int, inline: Inline) -> Paragraph:
        outline = value(properties, "outlineLvl")
        heading = outline_level(outline) if outline is not None else self._styles.heading_level(style)
        has_text = bool(inline.runs)
        return Paragraph(
            number=number,
            runs=tuple(inline.runs),
            heading=heading if has_text else 0,
            is_title=self._styles.is_title(style) and has_text,
            is_caption=self._styles.is_caption(style),
            is_quote=self._styles.is_quote(style),
            has_page_break=inline.has_page_break or bool(is_on(properties, "pageBreakBefore")),
            alignment=_ALIGNMENTS.get(value(properties, "jc") or "", ""),  # type: ignore[arg-type]  # keys of Literal
            list_place=self._list_place(properties, style) if has_text and not heading else None,
            pictures=tuple(inline.pictures),
            style=self._styles.name(style),
        )

    def _list_place(self, properties: etree._Element | None, style: str) -> ListPlace | None:
        direct = properties.find(W + "numPr") if properties is not None else None
        number_id, level = self._styles.numbering(style)
        by_style = self._styles.list_level(style)
        if direct is not None and value(direct, "numId") is not None:
            number_id, level, by_style = value(direct, "numId") or "", value(direct, "ilvl") or "", None
        place = self._numbering.place(number_id, int(level) if level.isdigit() else 0)
        if place is None or not by_style:
            return place
        return ListPlace(
            kind=place.kind, level=max(place.level, by_style), list_id=place.list_id, start=place.start
        )

    def table(self, element: etree._Element, number: int) -> Table:
        """Rows of visible cells; cells merged downwards are counted into the one above them."""
        grid: list[list[tuple[int, etree._Element, int, str]]] = []
        header_rows = 0
        for row in _rows(element):
            properties = row.find(W + "trPr")
            if is_on(properties, "tblHeader") and header_rows == len(grid):
                header_rows += 1
            grid.append(_places(row, properties))
        if not header_rows and len(grid) > 1 and _says_first_row(element):
            header_rows = 1
        rows = [
            tuple(
                self._cell(cell, number, span, _height(grid, index, column), index < header_rows)
                for column, cell, span, merge in line
                if merge != "continue"
            )
            for index, line in enumerate(grid)
        ]
        columns = max((column + span for line in grid for column, _cell, span, _merge in line), default=0)
        return Table(number=number, rows=tuple(row for row in rows if row), columns=columns)

    def _cell(
        self, element: etree._Element, number: int, colspan: int, rowspan: int, is_header: bool
    ) -> Cell:
        blocks: list[Block] = []
        for child in _children(element):
            if child.tag == W + "p":
                blocks += self.paragraph(child, 0, where=f"bảng {number}")
                continue
            self._log.add("nested_table", f"bảng {number}")
            for inner in child.iter(W + "p"):
                blocks += self.paragraph(inner, 0, where=f"bảng {number}")
        return Cell(blocks=tuple(blocks), colspan=colspan, rowspan=rowspan, is_header=is_header)


def _children(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables, also those in content controls and insertions; not those deleted."""
    waiting = list(reversed(parent))
    while waiting:
        element = waiting.pop()
        if element.tag in {W + "p", W + "tbl"}:
            yield element
        elif element.tag in _TRANSPARENT:
            waiting.extend(reversed(element))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    waiting = list(reversed(table))
    while waiting:
        element = waiting.pop()
        if element.tag == W + "tr":
            yield element
        elif element.tag in _TRANSPARENT:
            waiting.extend(reversed(element))


def _places(
    row: etree._Element, properties: etree._Element | None
) -> list[tuple[int, etree._Element, int, str]]:
    """(column, cell, colspan, "" or "restart" or "continue") of each cell of a row."""
    column = _number(value(properties, "gridBefore"), 0)
    found = []
    for cell in row.iter(W + "tc"):
        if _row_of(cell) is not row:
            continue
        cell_properties = cell.find(W + "tcPr")
        span = max(_number(value(cell_properties, "gridSpan"), 1), 1)
        merge = value(cell_properties, "vMerge")
        found.append((column, cell, span, "" if merge is None else merge or "continue"))
        column += span
    return found


def _row_of(cell: etree._Element) -> etree._Element:
    return next(cell.iterancestors(W + "tr"))


def _height(grid: list[list[tuple[int, etree._Element, int, str]]], row: int, column: int) -> int:
    below = 1
    for line in grid[row + 1 :]:
        if not any(place == column and merge == "continue" for place, _cell, _span, merge in line):
            break
        below += 1
    return below


def _says_first_row(table: etree._Element) -> bool:
    """The table's look marks its first row, and that row is set in bold: a header to everybody who sees it."""
    look = table.find(f"{W}tblPr/{W}tblLook")
    first = next(_rows(table), None)
    if look is None or first is None:
        return False
    is_marked = look.get(W + "firstRow") == "1" or int(look.get(W + "val", "0") or "0", 16) & 0x20
    words = [
        run for run in first.iter(W + "r") if any((text.text or "").strip() for text in run.iter(W + "t"))
    ]
    return bool(is_marked and words and all(is_on(run.find(W + "rPr"), "b") for run in words))


def _number(given: str | None, otherwise: int) -> int:
    return min(int(given), MAX_SPAN) if given and given.isdigit() else otherwise


def _main_size(inline: Inline, body: RunFormat) -> int:
    letters: dict[int, int] = {}
    for size, count in inline.sizes:
        letters[size or body.half_points or 0] = letters.get(size or body.half_points or 0, 0) + count
    return max(letters, key=lambda size: letters[size], default=0)


def all_runs(blocks: tuple[Block, ...] | list[Block]) -> Iterator[Run]:
    """Every run of some blocks, also those in tables."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.runs
        else:
            for row in block.rows:
                for cell in row:
                    yield from all_runs(cell.blocks)

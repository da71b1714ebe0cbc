"""Paragraphs and tables of the body, in order, each problem with the place where it was met."""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from content.word import own
from content.word.grid import Slot, grid_of
from content.word.inline import MC, Inline, InlineReader, Report
from content.word.messages import problem
from content.word.numbering import Numbering
from content.word.omml import M
from content.word.package import W, is_on, value, whole
from content.word.styles import RunFormat, StyleSheet, outline_level
from content.word.tree import Block, Cell, ListPlace, Paragraph, Problem, Run, Table

_ALIGNMENTS = {
    "center": "center",
    "right": "right",
    "end": "right",
    "both": "justify",
    "distribute": "justify",
}
_SEE_THROUGH = {W + "sdt", W + "sdtContent", W + "customXml"}
_NEW, _OLD = {W + "ins", W + "moveTo"}, {W + "del", W + "moveFrom"}
_EQUATIONS = {M + "oMath", M + "oMathPara"}
_GROUPED = {"tcvn3", "vni", "insertion", "deletion", "insertion_refused", "deletion_refused"} | {
    "symbol",
    "comment",
    "form_field",
    "contents",
    "text_box",
    "nested_table",
    "unknown_part",
}
_SHOWN_PLACES = 5
MAX_NESTING = 20


class ProblemLog:
    """Problems as they come up; the same thing met in many paragraphs is told once, with its places."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, str], dict[str, str]] = {}

    def add(self, code: str, where: str, detail: str = "", quote: str = "") -> None:
        """``quote`` is how the paragraph begins; the first one met stands for a group."""
        places = self._places.setdefault((code, detail), {})
        places[where] = places.get(where) or " ".join(quote.split())[:80]

    def problems(self) -> tuple[Problem, ...]:
        found = []
        for (code, detail), places in self._places.items():
            if code in _GROUPED:
                found.append(problem(code, _together(list(places)), detail, next(iter(places.values()))))
            else:
                found += [problem(code, where, detail, quote) for where, quote in places.items()]
        return tuple(found)


def _together(places: list[str]) -> str:
    """Write "đoạn 3, đoạn 5" as "đoạn 3, 5"."""
    if not all(place.startswith("đoạn ") for place in places):
        return ", ".join(places[:_SHOWN_PLACES])
    numbers = ", ".join(place.removeprefix("đoạn ") for place in places[:_SHOWN_PLACES])
    return f"đoạn {numbers}" + (", …" if len(places) > _SHOWN_PLACES else "")


class BodyReader:
    def __init__(
        self,
        *,
        styles: StyleSheet,
        numbering: Numbering,
        inline: InlineReader,
        log: ProblemLog,
        refuses_changes: bool = False,
    ) -> None:
        self._styles = styles
        self._numbering = numbering
        self._inline = inline
        self._log = log
        self._refuses = refuses_changes
        self._waiting_anchors: list[str] = []
        self._tables = 0
        self._paragraphs = 0
        self._depth = 0
        self.sizes: dict[int, int] = {}
        """Letter size (half points) of most of a body paragraph's text, by paragraph number."""

    def read(self, body: etree._Element) -> list[Block]:
        """The blocks of the document's body; empty paragraphs are counted and left out."""
        blocks: list[Block] = []
        for element in self._children(body, where="đoạn"):
            if element.tag == W + "tbl":
                self._tables += 1
                blocks.append(self.table(element, self._tables))
            else:
                self._paragraphs += 1
                blocks += self.paragraph(element, self._paragraphs, where=f"đoạn {self._paragraphs}")
        return blocks

    def paragraph(self, element: etree._Element, number: int, *, where: str) -> list[Block]:
        """A paragraph, followed by what stands in the boxes that hang on it; nothing when there is nothing to read."""
        properties = element.find(W + "pPr")
        if self._refuses and properties is not None and properties.find(f"{W}pPrChange/{W}pPr") is not None:
            properties = properties.find(f"{W}pPrChange/{W}pPr")
        style = value(properties, "pStyle") or self._styles.default_paragraph
        if self._styles.is_contents(style):
            self._log.add("contents", where)
            return []
        report: Report = lambda code, detail: self._log.add(code, where, detail, quote_of(element))  # noqa: E731
        inline = self._inline.read(element, base=self._base_format(style), report=report)
        self._inline.places.update(dict.fromkeys(inline.comments, where))
        inline.anchors[:0], self._waiting_anchors = self._waiting_anchors, []
        found: list[Block] = []
        paragraph = self._build(properties, style, number, inline)
        if number:
            self.sizes[number] = _main_size(inline, self._styles.body_format())
        if paragraph.runs or paragraph.pictures or paragraph.has_page_break:
            found.append(paragraph)
        else:
            self._waiting_anchors = inline.anchors
        found += self._boxes(inline, number, where)
        if inline.breaks_after or _ends_a_page(properties):
            found.append(Paragraph(number=number, has_page_break=True))
        return found

    def _boxes(self, inline: Inline, number: int, where: str) -> list[Block]:
        found: list[Block] = []
        if inline.boxes and self._depth >= MAX_NESTING:
            self._log.add("too_deep", where, quote=quote_of(inline.boxes[0]))
            return []
        self._depth += 1
        for box in inline.boxes:
            for child in self._children(box, where=where):
                if child.tag == W + "tbl":
                    self._tables += 1
                    found.append(self.table(child, self._tables))
                else:
                    found += self.paragraph(child, number, where=where)
        self._depth -= 1
        return found

    def _children(self, parent: etree._Element, *, where: str) -> Iterator[etree._Element]:
        """Paragraphs and tables, also those in content controls; of tracked changes those the author keeps."""
        waiting = list(reversed(parent))
        see_through = _SEE_THROUGH | (_OLD if self._refuses else _NEW)
        while waiting:
            element = waiting.pop()
            if element.tag in {W + "p", W + "tbl"}:
                yield element
            elif element.tag in see_through:
                waiting.extend(reversed(element))
            elif element.tag in _EQUATIONS:
                holder = etree.Element(W + "p")
                holder.append(element)
                yield holder
            elif element.tag == W + "bookmarkStart":
                self._waiting_anchors.append(element.get(W + "name", "")[:60])
            elif element.tag == W + "altChunk":
                self._log.add("outside_part", self._place(where))
            elif element.tag in _OLD | _NEW:
                code = "deletion" if element.tag in _OLD else "insertion_refused"
                self._log.add(code, self._place(where), quote=quote_of(element))
            elif isinstance(element.tag, str) and quote_of(element):
                self._log.add(
                    "unknown_part", self._place(where), etree.QName(element).localname, quote_of(element)
                )
                waiting.extend(reversed(element))

    def _place(self, where: str) -> str:
        return where if where != "đoạn" else f"đoạn {self._paragraphs + 1}"

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
            or self._styles.name(style) in own.STYLES
        )

    def _build(self, properties: etree._Element | None, style: str, number: int, inline: Inline) -> Paragraph:
        outline = value(properties, "outlineLvl")
        heading = outline_level(outline) if outline is not None else self._styles.heading_level(style)
        has_text = bool(inline.runs)
        place = self._list_place(properties, style) if has_text else None
        runs = inline.runs
        if place and place.label and (heading or self._is_worded(place)):
            # "Chương II" before a heading, "Điều 3." before a paragraph: words a reader sees, not a list's mark.
            runs = _with_label(place.label, runs)
            place = None
        return Paragraph(
            number=number,
            runs=tuple(runs),
            heading=heading if has_text else 0,
            is_title=self._styles.is_title(style) and has_text,
            is_caption=self._styles.is_caption(style),
            is_quote=self._styles.is_quote(style),
            has_page_break=inline.has_page_break or bool(is_on(properties, "pageBreakBefore")),
            alignment=_ALIGNMENTS.get(value(properties, "jc") or self._styles.alignment(style), ""),  # type: ignore[arg-type]  # keys of Literal
            list_place=place if not heading else None,
            pictures=tuple(inline.pictures),
            style=self._styles.name(style),
            anchors=tuple(name for name in inline.anchors if name),
        )

    def _list_place(self, properties: etree._Element | None, style: str) -> ListPlace | None:
        direct = properties.find(W + "numPr") if properties is not None else None
        number_id, level = self._styles.numbering(style)
        by_style = self._styles.list_level(style)
        if direct is not None and value(direct, "numId") is not None:
            number_id, level, by_style = value(direct, "numId") or "", value(direct, "ilvl") or "", None
        place = self._numbering.place(number_id, whole(level))
        if place is None or not by_style:
            return place
        return replace(place, level=max(place.level, by_style))

    def _is_worded(self, place: ListPlace) -> bool:
        return self._numbering.is_worded(place.list_id.removeprefix("num"), place.level)

    def table(self, element: etree._Element, number: int) -> Table:
        """Rows of visible cells; what a merge covers is told when it holds text."""
        where = f"bảng {number}"
        grid = grid_of(element, refuses_changes=self._refuses)
        for code in grid.dropped:
            self._log.add(f"{code}_refused" if self._refuses else code, where)
        for covered in grid.covered:
            self._log.add("covered_cell", where, quote_of(covered))
        rows = tuple(
            tuple(self._cell(slot, where, is_header=index < grid.header_rows) for slot in line)
            for index, line in enumerate(grid.rows)
        )
        return Table(number=number, rows=rows, columns=grid.columns)

    def _cell(self, slot: Slot, where: str, *, is_header: bool) -> Cell:
        blocks = self._inside_cell(slot.cell, where) if slot.cell is not None else []
        first = blocks[0] if blocks else None
        is_header = is_header or (isinstance(first, Paragraph) and first.style == own.HEADER_CELL)
        return Cell(blocks=tuple(blocks), colspan=slot.colspan, rowspan=slot.rowspan, is_header=is_header)

    def _inside_cell(self, cell: etree._Element, where: str) -> list[Block]:
        blocks: list[Block] = []
        for child in self._children(cell, where=where):
            if child.tag == W + "p":
                blocks += self._flat(self.paragraph(child, 0, where=where), where)
            elif self._depth >= MAX_NESTING:
                self._log.add("too_deep", where, quote=quote_of(child))
            else:
                self._log.add("nested_table", where, quote=quote_of(child))
                self._depth += 1
                for line in grid_of(child, refuses_changes=self._refuses).rows:
                    for slot in line:
                        blocks += self._inside_cell(slot.cell, where) if slot.cell is not None else []
                self._depth -= 1
        return blocks

    def _flat(self, blocks: list[Block], where: str) -> list[Block]:
        """A table in a text box in a cell gives its paragraphs to the cell."""
        flat: list[Block] = []
        for block in blocks:
            if isinstance(block, Paragraph):
                flat.append(block)
                continue
            self._log.add("nested_table", where)
            flat += [inner for row in block.rows for cell in row for inner in cell.blocks]
        return flat


def quote_of(element: etree._Element) -> str:
    """How the text below an element begins, for the sentence of a problem."""
    said, length = [], 0
    for part in element.iter(W + "t", W + "delText", M + "t"):
        if any(True for _ in part.iterancestors(MC + "Fallback")):
            continue
        said.append(part.text or "")
        length += len(said[-1])
        if length > 80:
            break
    return " ".join("".join(said).split())[:80]


def _ends_a_page(properties: etree._Element | None) -> bool:
    """A section ends here and the next one begins on a new page."""
    section = properties.find(W + "sectPr") if properties is not None else None
    return section is not None and value(section, "type") not in {"continuous", "nextColumn"}


def _with_label(label: str, runs: list[Run]) -> list[Run]:
    label = unicodedata.normalize("NFC", label)
    if runs[0].mathml or runs[0].href:
        return [Run(text=f"{label} "), *runs]
    return [replace(runs[0], text=f"{label} {runs[0].text}"), *runs[1:]]


def _main_size(inline: Inline, body: RunFormat) -> int:
    letters: dict[int, int] = {}
    for size, count in inline.sizes:
        letters[size or body.half_points or 0] = letters.get(size or body.half_points or 0, 0) + count
    return max(letters, key=lambda size: letters[size], default=0)

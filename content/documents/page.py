"""A Word document on the paper of Decree 30/2020/NĐ-CP, Annex I, part I, section I: A4, margins, font, page numbers. Pure.

Sizes are in points, lengths in millimetres.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
BODY, NUMBER_SIZE = 14, 13
LEVELS = 6
TOP, BOTTOM, LEFT, RIGHT, HEADER = 20, 20, 30, 20, 10
SHORT, LONG = 210, 297
TEXT_WIDTH = SHORT - LEFT - RIGHT
BLACK = RGBColor(0, 0, 0)
Cell = _Cell
_SCRIPTS = ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia")
_THEMES = ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme")
MIDDLE, START, END, BOTH = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text in one look, or a picture (``picture``, bytes) with its alternative text."""

    text: str = ""
    is_bold: bool = False
    is_italic: bool = False
    is_underlined: bool = False
    vertical: str = ""
    """``sub`` or ``super``."""
    picture: bytes = b""
    width: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a paragraph stands: size, alignment, space around it in points, indents in millimetres."""

    size: float = BODY
    align: WD_ALIGN_PARAGRAPH = START
    before: float = 0
    after: float = 0
    first: float = 0
    left: float = 0
    right: float = 0
    spacing: float = 1.0
    keeps_with_next: bool = False


class Page:
    """A document being written from top to bottom; the first section is portrait A4."""

    def __init__(self, *, title: str, author: str = "") -> None:
        self.document = Document()
        core = self.document.core_properties
        core.title, core.author, core.language, core.comments = title[:250], author[:250], "vi-VN", ""
        for name in ("Normal", "Title", *(f"Heading {level}" for level in range(1, LEVELS + 1))):
            self._set_font(name)
        self._set_up(self.document.sections[0], is_wide=False)

    def _set_font(self, name: str) -> None:
        style = self.document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(BODY), BLACK
        properties = style.element.get_or_add_rPr()
        fonts = properties.get_or_add_rFonts()
        for script in _SCRIPTS:
            fonts.set(qn(script), FONT)
        for theme in _THEMES:
            fonts.attrib.pop(qn(theme), None)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "vi-VN")
        properties.append(language)
        if name != "Normal":
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(12), Pt(6)
            for line in style.element.xpath("w:pPr/w:pBdr"):
                line.getparent().remove(line)

    def _set_up(self, section: Section, *, is_wide: bool) -> None:
        section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (
            Mm(LONG if is_wide else SHORT),
            Mm(SHORT if is_wide else LONG),
        )
        section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
        section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
        section.header_distance = section.footer_distance = Mm(HEADER)
        section.different_first_page_header_footer = True
        section.header.is_linked_to_previous = False
        section.first_page_header.is_linked_to_previous = False
        number = section.header.paragraphs[0]
        number.alignment = MIDDLE
        _add_field(number, "PAGE")

    def new_part(self, *, is_wide: bool = False) -> None:
        """A new section on a new page, numbered from 1, as annexes are."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        self._set_up(section, is_wide=is_wide)
        start = OxmlElement("w:pgNumType")
        start.set(qn("w:start"), "1")
        section._sectPr.find(qn("w:pgMar")).addnext(start)  # python-docx has no name for it

    @property
    def text_width(self) -> float:
        section = self.document.sections[-1]
        is_wide = section.orientation == WD_ORIENT.LANDSCAPE
        return (LONG if is_wide else SHORT) - LEFT - RIGHT

    def paragraph(self, runs: Sequence[Run], look: Look = Look(), *, into: _Cell | None = None) -> Paragraph:
        """Write a paragraph, at the end of the document or of a cell."""
        made = into.add_paragraph() if into is not None else self.document.add_paragraph()
        return fill(made, runs, look)

    def title(self, text: str) -> None:
        """What a working document is called, in the middle; an administrative document begins with its letterhead."""
        self._styled("Title", text, Look(align=MIDDLE, before=0, after=12))

    def heading(self, text: str, level: int) -> None:
        """A heading that Word knows as one; levels beyond 6 are shown as 6."""
        name = f"Heading {min(max(level, 1), LEVELS)}"
        self._styled(name, text, Look(before=12, after=6, keeps_with_next=True))

    def _styled(self, style: str, text: str, look: Look) -> None:
        fill(self.document.add_paragraph(style=style), [Run(text=text, is_bold=True)], look)

    def grid(self, rows: Sequence[Sequence[Sequence[Run]]], *, size: float = BODY) -> None:
        """A table with lines and without a head, as wide as the text; every row has as many cells as the longest."""
        columns = max((len(row) for row in rows), default=0)
        if not columns:
            return
        made = self.document.add_table(rows=len(rows), cols=columns)
        made.style, made.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
        for line, row in zip(made.rows, rows, strict=True):
            for cell, runs in zip(line.cells, row, strict=False):
                fill(cell.paragraphs[0], runs, Look(size=size, before=2, after=2))

    def dotted(self, parts: Sequence[tuple[str, float]], look: Look = Look()) -> Paragraph:
        """A line to write on: each label is followed by dots up to its end, in millimetres from the left.

        Dots are the leader of a tab, so that they end where they should in every font; typed dots would run over.
        """
        made = self.paragraph([Run(text=f"{label} \t" if label else "\t") for label, _end in parts], look)
        for _label, end in parts:
            made.paragraph_format.tab_stops.add_tab_stop(Mm(end), WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.DOTS)
        return made

    def columns(self, *widths: float) -> list[_Cell]:
        """One row of cells side by side without borders; each begins with an empty paragraph to be filled."""
        table = self.document.add_table(rows=1, cols=len(widths))
        table.autofit = False
        _no_padding(table)
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, width in zip(table.rows[0].cells, widths, strict=True):
            cell.width = Mm(width)
        for grid, width in zip(table.columns, widths, strict=True):
            grid.width = Mm(width)
        return list(table.rows[0].cells)

    def saved(self) -> bytes:
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()


def fill(paragraph: Paragraph, runs: Sequence[Run], look: Look) -> Paragraph:
    """Put runs into a paragraph in one look; the font is set on every run, so that no theme of a reader's Word changes it."""
    shape = paragraph.paragraph_format
    paragraph.alignment = look.align
    shape.space_before, shape.space_after, shape.line_spacing = Pt(look.before), Pt(look.after), look.spacing
    shape.first_line_indent = Mm(look.first) if look.first else None
    shape.left_indent = Mm(look.left) if look.left else None
    shape.right_indent = Mm(look.right) if look.right else None
    shape.keep_with_next = look.keeps_with_next or None
    for one in runs:
        _add(paragraph, one, look.size)
    return paragraph


def _add(paragraph: Paragraph, one: Run, size: float) -> None:
    run = paragraph.add_run()
    if one.picture:
        shape = run.add_picture(io.BytesIO(one.picture), width=Mm(one.width) if one.width else None)
        shape._inline.docPr.set("descr", one.text)
        return
    run.text = one.text
    _dress(run, size)
    run.bold, run.italic, run.underline = one.is_bold, one.is_italic, one.is_underlined or None
    if one.vertical:
        run.font.superscript, run.font.subscript = one.vertical == "super", one.vertical == "sub"


def _dress(run: object, size: float) -> None:
    font = run.font  # type: ignore[attr-defined]  # python-docx has no types
    font.name, font.size, font.color.rgb = FONT, Pt(size), BLACK
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)  # type: ignore[attr-defined]


def _add_field(paragraph: Paragraph, name: str) -> None:
    """A field that Word counts itself, such as the page number."""
    for kind in ("begin", "", "end"):
        run = paragraph.add_run()
        _dress(run, NUMBER_SIZE)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = f" {name} "
        run._element.append(mark)


def _no_padding(table: object) -> None:
    properties = table._tbl.tblPr  # type: ignore[attr-defined]
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        one = OxmlElement(f"w:{side}")
        one.set(qn("w:w"), "0")
        one.set(qn("w:type"), "dxa")
        margins.append(one)
    look = properties.find(qn("w:tblLook"))
    if look is None:
        properties.append(margins)
    else:
        look.addprevious(margins)


def rule(cell: _Cell, *, width: float, length: float) -> Paragraph:
    """A solid line of some length in the middle of a cell: the top border of an empty paragraph."""
    inset = max((width - length) / 2, 0)
    made = fill(cell.add_paragraph(), (), Look(left=inset, right=inset, before=1, size=2))
    made.paragraph_format.line_spacing = Pt(3)
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in {"val": "single", "sz": "6", "space": "1", "color": "000000"}.items():
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    properties = made._p.get_or_add_pPr()
    before = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
    properties.insert_element_before(borders, *before)  # type: ignore[arg-type]  # what OxmlElement makes
    return made

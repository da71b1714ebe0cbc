"""The styles our lessons are written in, and what python-docx has no word for. Pure."""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import etree

from content.documents.page import BLACK, BODY, FONT, MIDDLE, Page
from content.word import own


def decorative() -> etree._Element:
    """What marks a picture as decoration, for whoever reads the page aloud."""
    space = "http://schemas.microsoft.com/office/drawing/2017/decorative"
    main = "http://schemas.openxmlformats.org/drawingml/2006/main"
    extensions = etree.Element(f"{{{main}}}extLst")
    one = etree.SubElement(extensions, f"{{{main}}}ext")
    one.set("uri", "{C183D7F6-B498-43B3-948B-1728B52AA6E4}")
    etree.SubElement(one, f"{{{space}}}decorative", nsmap={"adec": space}).set("val", "1")
    return extensions


def add_styles(page: Page) -> None:
    """Our styles, in the font and colour of the document; headings as in an official one: bold, black."""
    styles = page.document.styles
    for level in range(1, 7):
        _dress(styles[f"Heading {level}"], is_bold=True, is_italic=level > 4)
    _dress(styles["Title"], is_bold=True)
    title = styles["Title"]
    title.paragraph_format.alignment = MIDDLE
    for border in title.element.xpath("./w:pPr/w:pBdr"):
        border.getparent().remove(border)
    for name in sorted(own.STYLES):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.quick_style = styles["Normal"], True
        _dress(
            style,
            is_bold=name in {*own.CALLOUT_TITLES.values(), own.HEADER_CELL},
            is_italic=name in {own.QUOTE, own.SOURCE, own.PICTURE_CAPTION, own.TABLE_CAPTION},
        )
        shape = style.paragraph_format
        shape.space_before, shape.space_after = Pt(3), Pt(3)
        if name in {*own.CALLOUTS.values(), *own.CALLOUT_TITLES.values(), own.QUOTE, own.SOURCE}:
            shape.left_indent = Mm(12.7)
        if own.tone_of(name)[0]:
            _line_at_the_left(style)
        if name in {own.PICTURE_CAPTION, own.TABLE_CAPTION, own.RULE}:
            shape.alignment = MIDDLE
    code = styles.add_style(own.CODE, WD_STYLE_TYPE.CHARACTER)
    code.font.name = "Courier New"


def _line_at_the_left(style: Any) -> None:
    """What tells a callout from the text around it, on paper without colours, too."""
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:left")
    for name, value in {"val": "single", "sz": "18", "space": "8", "color": "000000"}.items():
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


def _dress(style: Any, *, is_bold: bool = False, is_italic: bool = False) -> None:
    font = style.font
    font.name, font.size, font.color.rgb, font.bold, font.italic = (
        FONT,
        Pt(BODY),
        BLACK,
        is_bold or None,
        is_italic or None,
    )
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(theme), None)


def span_of(cell: Any, name: str) -> int:
    """How many columns or rows a cell of HTML covers."""
    given = cell.get(name, "1")
    return min(max(int(given), 1), 999) if given.isascii() and given.isdigit() and len(given) < 4 else 1


def widest_row(rows: list[list[Any]]) -> int:
    """Columns a table has once cells from above are counted in."""
    taken: set[tuple[int, int]] = set()
    widest = 0
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            while (at, column) in taken:
                column += 1
            wide, high = span_of(cell, "colspan"), span_of(cell, "rowspan")
            taken |= {
                (at + down, column + right)
                for down in range(min(high, len(rows) - at))
                for right in range(wide)
            }
            column += wide
            widest = max(widest, column)
    return widest


def repeat_heads(table: Any, rows: list[list[Any]]) -> None:
    """Rows of nothing but header cells at the top are repeated on every page."""
    for made, row in zip(table.rows, rows, strict=True):
        if not row or any(cell.tag != "th" for cell in row):
            return
        made._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))

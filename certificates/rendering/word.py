"""A Word copy of the certificate, set by the conventions of Decree 30/2020. Pure.

A copy can be edited by anybody, and says so: what counts is the number, which the verification page answers for.
"""

import io
import zipfile
from datetime import UTC

from docx import Document
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from certificates.rendering.claims import Claims
from certificates.rendering.lines import MOTTO, NATION, Lines, lines_of
from content.documents.qr import qr_png

FONT = "Times New Roman"
NAVY = RGBColor(0x0B, 0x3A, 0x66)
COPY_NOTE = (
    "Bản sao để tham khảo. Giá trị của giấy chứng nhận chỉ được xác nhận theo mã xác minh tại {url} "
    "(verify by number only)."
)


def render_word(claims: Claims) -> bytes:
    """Write the certificate as a one-page .docx; the same claims give the same bytes."""
    lines = lines_of(claims)
    word = Document()
    _prepare_page(word)
    _describe(word, claims, lines)
    _heads(word, claims)
    _statement(word, claims, lines)
    _foot(word, claims, lines)
    _write(
        word.add_paragraph(),
        COPY_NOTE.format(url=claims.verify_url),
        size=10,
        italic=True,
        before=4,
    )
    out = io.BytesIO()
    word.save(out)
    return _without_clock(out.getvalue())


def _prepare_page(word: WordFile) -> None:
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(13)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    normal.element.get_or_add_rPr().append(language)


def _describe(word: WordFile, claims: Claims, lines: Lines) -> None:
    core = word.core_properties
    core.title, core.author, core.language = lines.document_title, claims.issuer_name, "vi-VN"
    core.subject, core.comments, core.last_modified_by = claims.course_title, "", claims.issuer_name
    core.created = core.modified = claims.issued_moment.astimezone(UTC).replace(tzinfo=None)


def _heads(word: WordFile, claims: Claims) -> None:
    left, right = _columns(word, Mm(117), Mm(130))
    if claims.parent_name:
        _write(left.paragraphs[0], claims.parent_name.upper(), size=12)
        _write(left.add_paragraph(), claims.issuer_name.upper(), size=12, bold=True)
    else:
        _write(left.paragraphs[0], claims.issuer_name.upper(), size=12, bold=True)
    _rule(left, inset=Mm(44))
    _write(right.paragraphs[0], NATION, size=13, bold=True)
    _write(right.add_paragraph(), MOTTO, size=14, bold=True)
    _rule(right, inset=Mm(36))


def _statement(word: WordFile, claims: Claims, lines: Lines) -> None:
    title = _write(word.add_paragraph(style="Title"), lines.title, size=28, bold=True, before=10, colour=NAVY)
    _no_border(title)
    if lines.title_en:
        _write(word.add_paragraph(), lines.title_en, size=11, after=8)
    _write(word.add_paragraph(), f"{claims.issuer_name} chứng nhận Ông/Bà", size=14, after=4)
    _write(word.add_paragraph(), claims.learner_name, size=22, bold=True, after=4)
    born = f"Sinh ngày {lines.born_on}" if lines.born_on else ""
    about = " – ".join(part for part in (born, lines.post_and_unit) if part)
    if about:
        _write(word.add_paragraph(), about, size=14, after=4)
    _write(word.add_paragraph(), "đã hoàn thành chương trình bồi dưỡng", size=14, after=4)
    _write(word.add_paragraph(), claims.course_title, size=18, bold=True, after=4, colour=NAVY)
    if claims.course_title_en:
        _write(word.add_paragraph(), claims.course_title_en, size=11, italic=True, after=4)
    facts = [f"Thời gian: {lines.period}"]
    facts += [f"Thời lượng: {lines.periods}"] if lines.periods else []
    facts += [f"Hình thức: {claims.training_kind}"] if claims.training_kind else []
    facts += [f"Kết quả: {claims.result}"] if claims.result else []
    _write(word.add_paragraph(), "; ".join(facts) + ".", size=14, after=8)


def _foot(word: WordFile, claims: Claims, lines: Lines) -> None:
    picture, numbers, signature = _columns(word, Mm(34), Mm(103), Mm(110))
    run = picture.paragraphs[0].add_run()
    shape = run.add_picture(io.BytesIO(qr_png(claims.verify_url)), width=Mm(30))
    shape._inline.docPr.set("descr", lines.qr_text)
    shape._inline.docPr.set("title", "Mã QR xác minh")
    left = WD_ALIGN_PARAGRAPH.LEFT
    _write(numbers.paragraphs[0], f"Số vào sổ: {claims.register_number}", size=13, align=left)
    _write(numbers.add_paragraph(), "Mã xác minh:", size=13, align=left)
    _write(numbers.add_paragraph(), lines.code, size=13, bold=True, align=left)
    _write(numbers.add_paragraph(), claims.verify_url, size=10, align=left)
    _write(signature.paragraphs[0], lines.place_and_date, size=14, italic=True)
    for office in claims.signatory_office.split(" / "):
        _write(signature.add_paragraph(), office.upper(), size=14, bold=True)
    for _line in range(4):
        _write(signature.add_paragraph(), "", size=12)
    _write(signature.add_paragraph(), claims.signatory_name, size=14, bold=True)


def _columns(word: WordFile, *widths: Mm) -> list[_Cell]:
    table = word.add_table(rows=1, cols=len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for cell, width in zip(table.rows[0].cells, widths, strict=True):
        cell.width = width
        cell.paragraphs[0].paragraph_format.space_after = Pt(0)
    keep = OxmlElement("w:cantSplit")
    table.rows[0]._tr.get_or_add_trPr().append(keep)
    return list(table.rows[0].cells)


def _write(
    paragraph: Paragraph,
    text: str,
    *,
    size: float,
    bold: bool = False,
    italic: bool = False,
    before: float = 0,
    after: float = 0,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.CENTER,
    colour: RGBColor | None = None,
) -> Paragraph:
    paragraph.alignment = align
    shape = paragraph.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), 1.0
    run = paragraph.add_run(text)
    run.font.name, run.font.size, run.bold, run.italic = FONT, Pt(size), bold, italic
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    run.font.color.rgb = colour or RGBColor(0, 0, 0)
    return paragraph


def _rule(cell: _Cell, *, inset: Mm) -> None:
    """A line as the top border of an empty paragraph: underscores would change with the font."""
    paragraph = cell.add_paragraph()
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = inset
    shape.space_before, shape.space_after, shape.line_spacing = Pt(2), Pt(0), Pt(2)
    _border(paragraph, "top", val="single", sz="6", space="1", color="000000")


def _no_border(paragraph: Paragraph) -> None:
    """Word's own Title style underlines the paragraph; a certificate does not."""
    _border(paragraph, "bottom", val="nil")


def _border(paragraph: Paragraph, side: str, **attributes: str) -> None:
    """Put a border where the schema wants it: before the spacing of the paragraph."""
    borders = OxmlElement("w:pBdr")
    line = OxmlElement(f"w:{side}")
    for name, value in attributes.items():
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    properties = paragraph._p.get_or_add_pPr()
    later = ("shd", "tabs", "spacing", "ind", "jc", "rPr")
    following = next((child for child in properties if child.tag in {qn(f"w:{n}") for n in later}), None)
    if following is None:
        properties.append(borders)
    else:
        following.addprevious(borders)


def _without_clock(data: bytes) -> bytes:
    """The same package with every entry dated alike."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()

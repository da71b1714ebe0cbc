"""Word by the layout of Decree 30/2020/NĐ-CP: every measure of Annex I that our documents use, read back from the file."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import etree

from content.documents.decision import Annex, Decision, write_decision
from content.documents.decree import MOTTO, NATION, Column, Letterhead, Signature, date_in_words
from content.documents.markup import blocks_of, line_of
from content.documents.sheet import Sheet, SheetColumn, SheetRefused, read_rows, text_of, write_workbook
from tests.support.pictures import one_pixel_png

CENTRE, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY


def decision(*, columns=3, rows=2, **letterhead):
    facts = {
        "issuer": "Học viện Hành chính",
        "parent": "Bộ Nội vụ",
        "symbol": "QĐ-HVHC",
        "place": "Hà Nội",
        "year": 2026,
    }
    table = [Column(title=f"Cột {n}", width=20) for n in range(columns)]
    return Decision(
        letterhead=Letterhead(**(facts | letterhead)),
        subject="Về việc công nhận kết quả kiểm tra",
        authority="Giám đốc Học viện Hành chính",
        grounds=["Căn cứ Nghị định số 30/2020/NĐ-CP", "Xét đề nghị của Trưởng phòng Đào tạo."],
        articles=["Công nhận kết quả của 2 học viên", "Quyết định có hiệu lực kể từ ngày ký"],
        signature=Signature(office="Giám đốc", name="Lê Văn Khoa"),
        receivers=["- Như Điều 2;", "- Lưu: VT, ĐT."],
        annex=Annex(title="Danh sách học viên", columns=table, rows=[["a"] * columns] * rows),
    )


@pytest.fixture(scope="module")
def word():
    return Document(io.BytesIO(write_decision(decision(number="15/QĐ-HVHC", day=date(2026, 3, 5)))))


def mm(length):
    return round(length / Mm(1), 1)


def paragraphs(document):
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs
    yield from document.paragraphs


def find(document, text):
    return next(p for p in paragraphs(document) if p.text.strip().startswith(text))


def test_paper_margins_and_header(word):
    for section in word.sections:
        assert (mm(section.page_width), mm(section.page_height)) == (210, 297)
        assert (mm(section.top_margin), mm(section.bottom_margin)) == (20, 20)
        assert (mm(section.left_margin), mm(section.right_margin)) == (30, 20)
        assert mm(section.header_distance) == 10


def test_page_numbers_are_centred_on_top_not_on_the_first_page_and_each_annex_begins_with_one(word):
    for section in word.sections:
        assert section.different_first_page_header_footer
        number = section.header.paragraphs[0]
        assert number.alignment == CENTRE
        assert "PAGE" in number._p.xml
        assert {run.font.size for run in number.runs} == {Pt(13)}
        assert "PAGE" not in section.first_page_header._element.xml
    start = word.sections[1]._sectPr.find(qn("w:pgNumType"))
    assert start.get(qn("w:start")) == "1"
    order = [etree.QName(child).localname for child in word.sections[1]._sectPr]
    assert order.index("pgMar") < order.index("pgNumType") < order.index("cols") < order.index("titlePg")


def test_everything_is_black_times_new_roman_without_theme_fonts(word):
    for paragraph in paragraphs(word):
        for run in paragraph.runs:
            fonts = run._element.rPr.rFonts
            assert (run.font.name, fonts.get(qn("w:eastAsia"))) == ("Times New Roman", "Times New Roman")
            assert str(run.font.color.rgb) == "000000"
    normal = word.styles["Normal"].element.rPr
    assert not [name for name in normal.rFonts.attrib if "heme" in name]
    assert normal.find(qn("w:lang")).get(qn("w:val")) == "vi-VN"


@pytest.mark.parametrize(
    ("text", "size", "is_bold", "is_italic", "align"),
    [
        (NATION, 12, True, False, CENTRE),
        (MOTTO, 13, True, False, CENTRE),
        ("BỘ NỘI VỤ", 12, False, False, CENTRE),
        ("HỌC VIỆN HÀNH CHÍNH", 12, True, False, CENTRE),
        ("Số: 15/QĐ-HVHC", 13, False, False, CENTRE),
        ("Hà Nội, ngày 05 tháng 3 năm 2026", 13, False, True, CENTRE),
        ("QUYẾT ĐỊNH", 14, True, False, CENTRE),
        ("Về việc công nhận", 14, True, False, CENTRE),
        ("Căn cứ Nghị định", 14, False, True, JUSTIFY),
        ("Nơi nhận:", 12, True, True, None),
        ("- Lưu: VT", 11, False, False, None),
        ("GIÁM ĐỐC", 14, True, False, CENTRE),
        ("Lê Văn Khoa", 14, True, False, CENTRE),
        ("Phụ lục", 14, True, False, CENTRE),
        ("DANH SÁCH HỌC VIÊN", 14, True, False, CENTRE),
        ("(Kèm theo Quyết định số 15/QĐ-HVHC ngày 05 tháng 3 năm 2026 của Học viện", 14, False, True, CENTRE),
    ],
)
def test_each_part_has_its_letters(word, text, size, is_bold, is_italic, align):
    paragraph = find(word, text)
    run = paragraph.runs[0]

    assert (run.font.size, run.bold, run.italic) == (Pt(size), is_bold, is_italic)
    assert paragraph.alignment in ({CENTRE} if align is CENTRE else {JUSTIFY} if align else {None, 0})


def test_articles_are_justified_with_a_first_line_of_1_27_cm_and_six_points_apart(word):
    for number, ending in ((1, "học viên."), (2, "ngày ký./.")):
        article = find(word, f"Điều {number}. ")
        shape = article.paragraph_format
        assert article.alignment == JUSTIFY
        assert mm(shape.first_line_indent) == 12.7
        assert shape.space_before >= Pt(6)
        assert 1.0 <= shape.line_spacing <= 1.5
        assert [run.bold for run in article.runs] == [True, False]
        assert article.text.endswith(ending)


def test_grounds_end_with_semicolons_and_the_last_one_with_a_full_stop(word):
    assert find(word, "Căn cứ Nghị định").text.endswith("30/2020/NĐ-CP;")
    assert find(word, "Xét đề nghị").text.endswith("Đào tạo.")


def test_the_lines_under_motto_and_issuer_have_the_length_asked(word):
    left, right = word.tables[0].rows[0].cells
    for cell, text, low, high in ((right, 53.1, 1.0, 1.0), (left, 19 * 2.75, 1 / 3, 1 / 2)):
        line = next(p for p in cell.paragraphs if p._p.find(f".//{qn('w:pBdr')}") is not None)
        length = mm(cell.width - line.paragraph_format.left_indent - line.paragraph_format.right_indent)
        assert text * low - 0.3 <= length <= text * high + 0.3


def test_what_is_not_known_stays_open():
    found = Document(io.BytesIO(write_decision(decision())))

    assert find(found, "Số:").text.split("Số:")[1].strip() == "/QĐ-HVHC"
    assert find(found, "Hà Nội").text == "Hà Nội, ngày …… tháng …… năm 2026"
    assert "số ………/QĐ-HVHC ngày …… tháng …… năm 2026" in find(found, "(Kèm theo").text.replace(" ", " ")


@pytest.mark.parametrize(("columns", "is_wide"), [(7, False), (8, True)])
def test_wide_lists_go_on_landscape_paper(columns, is_wide):
    found = Document(io.BytesIO(write_decision(decision(columns=columns))))

    assert (found.sections[1].orientation == WD_ORIENT.LANDSCAPE) is is_wide
    assert found.sections[0].orientation == WD_ORIENT.PORTRAIT


def test_the_head_of_a_list_is_repeated_and_its_rows_are_not_torn():
    found = Document(io.BytesIO(write_decision(decision(rows=200))))
    table = found.tables[-1]

    assert len(table.rows) == 201
    head, *rows = table._tbl.findall(qn("w:tr"))
    assert head.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)


def test_the_package_is_well_formed():
    with zipfile.ZipFile(io.BytesIO(write_decision(decision()))) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 1, 9), "ngày 09 tháng 01 năm 2026"),
        (date(2026, 2, 10), "ngày 10 tháng 02 năm 2026"),
        (date(2026, 3, 31), "ngày 31 tháng 3 năm 2026"),
        (date(2026, 12, 1), "ngày 01 tháng 12 năm 2026"),
    ],
)
def test_dates_have_zeros_where_the_decree_wants_them(day, said):
    assert date_in_words(day) == said


def test_markup_keeps_looks_tables_pictures_and_words():
    picture = one_pixel_png()
    html = (
        '<p>Lề <b>trái</b> H<sub>2</sub>O</p><ul><li>một</li></ul><p>xem <img src="/media/a.png" alt="Sơ đồ"></p>'
        '<table><tr><th>A</th><td>B</td></tr></table><p><img src="/mat.png" alt="Bản đồ"></p>'
    )
    blocks = blocks_of(html, {"/media/a.png": picture})

    assert ["".join(r.text for r in b.runs) for b in blocks if b.runs] == [
        "Lề trái H2O",
        "– một",
        "xem Sơ đồ",
        "[Hình: Bản đồ]",
    ]
    assert [run.text for run in blocks[0].runs if run.is_bold] == ["trái"]
    assert [run.text for run in blocks[0].runs if run.vertical == "sub"] == ["2"]
    assert blocks[2].runs[-1].picture == picture
    assert [[run.text for cell in row for run in cell] for b in blocks for row in b.rows] == [["A", "B"]]
    assert "".join(run.text for run in line_of("<p>một</p><p>hai</p>")) == "một hai"
    assert blocks_of("  ") == []


@pytest.mark.parametrize("text", ["=1+1", "+84", "-2", "@x", "\t=1", "＝1+1", '=HYPERLINK("http://x")'])
def test_abuse_23_what_looks_like_a_formula_is_text_and_comes_back_as_it_was(text):
    data = write_workbook([Sheet(title="Kết quả", columns=[SheetColumn(title="Tên")], rows=[[text]])])

    cell = openpyxl.load_workbook(io.BytesIO(data)).active["A2"]
    assert (cell.data_type, cell.value) == ("s", text)
    assert read_rows(data)[1][1][0] == text.strip()
    assert text_of(f"'{text}") in {text, f"'{text}".strip()}


def test_rows_keep_their_numbers_and_empty_ones_are_passed_over():
    book = openpyxl.Workbook()
    book.active.append(["Mã", 2.5, None, True])
    book.active.append([])
    book.active.append([3, "=A1", date(2026, 3, 5)])
    out = io.BytesIO()
    book.save(out)

    rows = [(number, row[:4]) for number, row in read_rows(out.getvalue())]
    assert rows[0] == (1, ["Mã", "2,5", "", "Đ"])
    assert rows[1][0] == 3
    assert rows[1][1][:2] == ["3", "=A1"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_xlsx"),
        (b"Ma so;Diem", "not_xlsx"),
        (b"PK\x03\x04" + b"\x00" * 50, "broken"),
        (b"PK\x03\x04" + b"\x00" * (5 * 1024 * 1024), "too_large"),
    ],
)
def test_what_is_no_workbook_is_refused(data, code):
    with pytest.raises(SheetRefused, check=lambda error: error.code == code):
        read_rows(data)


def _package(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name.replace("__", "/") + ".xml", data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (_package(xl__workbook=b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"), "has_dtd"),
        (_package(xl__workbook=b"<x/>", xl__bomb=b"0" * 150_000_000), "too_large"),
        (_package(word__document=b"<x/>"), "not_xlsx"),
        (_package(xl__workbook=b"<x/>"), "broken"),
    ],
)
def test_hostile_workbooks_are_refused(data, code):
    with pytest.raises(SheetRefused, check=lambda error: error.code == code):
        read_rows(data)

"""Word sheets of the other kinds, as teachers type them, and what stands around the questions."""

import io

import docx
import pytest
from docx.shared import Inches
from PIL import Image

from content.word import read_word
from quizzes.importers.drafts import Tag
from quizzes.importers.word import parse_word
from quizzes.importers.word_answers import gaps_in, pairs_in, quantity_in, steps_in, texts_in, truths_in
from tests.support.word import saved


def parse(document):
    return parse_word(read_word(saved(document), filename="de.docx"))


def sheet(*lines):
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return parse(document)


def picture(colour):
    out = io.BytesIO()
    Image.new("RGB", (20, 10), colour).save(out, "PNG")
    return io.BytesIO(out.getvalue())


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("52,3", ("52.3", "0", "absolute", "", "1")),
        ("1.784", ("1784", "0", "absolute", "", "1")),
        ("52.3 %", ("52.3", "0", "absolute", "%", "1")),
        ("30 mm ± 0,5", ("30", "0.5", "absolute", "mm", "1")),
        ("30 (sai số 5%)", ("30", "0.05", "relative", "", "1")),
        ("−2,5 (50%)", ("-2.5", "0", "absolute", "", "0.5")),
    ],
)
def test_a_number_is_read_with_its_tolerance_unit_and_credit(text, read):
    found = quantity_in(text)

    assert (found.value, found.tolerance, found.tolerance_kind, found.unit, found.credit) == read


@pytest.mark.parametrize("text", ["007", "một", "30/2020", "30 mm 40", ""])
def test_what_is_no_number_is_not_made_one(text):
    assert quantity_in(text) is None


def test_answers_are_cut_where_teachers_cut_them():
    assert [one.text for one in texts_in("toàn trình/một phần")] == ["toàn trình", "một phần"]
    assert [one.text for one in texts_in("Nghị định 30/2020/NĐ-CP")] == ["Nghị định 30/2020/NĐ-CP"]
    assert [(one.text, one.credit) for one in texts_in("VNeID; vneid (50%)")] == [
        ("VNeID", "1"),
        ("vneid", "0.5"),
    ]
    assert pairs_in("1-b, 2 → a; 3.c") == {"1": "b", "2": "a", "3": "c"}
    assert pairs_in("1-b, 1-c") == {}
    assert (steps_in("b → a → c"), steps_in("3-1-1")) == (["b", "a", "c"], [])
    assert truths_in("a) Đúng; b) Sai") == [("a", True), ("b", False)]
    assert truths_in("ĐSS") == [("", True), ("", False), ("", False)]
    assert gaps_in("(1) một cửa; (2) toàn trình", 2) == ["một cửa", "toàn trình"]
    assert gaps_in("một", 2) == []


def test_pairs_stand_in_a_table_or_on_lines_with_tabs():
    found = sheet(
        "Câu 1. Ghép cột A với cột B", "1. QĐ\t\ta. Báo cáo", "2. BC\t\tb. Quyết định", "Đáp án: 1-b, 2-a"
    ).drafts[0]

    assert found.content["stem"] == "<p>Ghép cột A với cột B</p>"
    assert [one["text"] for one in found.content["sources"]] == ["QĐ", "BC"]
    assert found.key["pairs"] == {"s1": "t2", "s2": "t1"}


def test_statements_in_a_table_are_ticked_true_or_false():
    document = docx.Document()
    document.add_paragraph("Câu 1. Đánh dấu x vào ô thích hợp.")
    rows = [["Phát biểu", "Đúng", "Sai"], ["a) Một", "x", ""], ["b) Hai", "", "x"]]
    table = document.add_table(rows=3, cols=3)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text

    found = parse(document).drafts[0]

    assert [one["text"] for one in found.content["statements"]] == ["Một", "Hai"]
    assert found.key["correct"] == {"s1": True, "s2": False}


def test_underlined_letters_mark_the_true_statements():
    document = docx.Document()
    document.add_paragraph("Câu 1. Xét tính đúng sai của các ý sau")
    for letter, text in (("a", "Một"), ("b", "Hai"), ("c", "Ba")):
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{letter})").underline = letter == "b"
        paragraph.add_run(f" {text}")

    found = parse(document).drafts[0]

    assert (found.kind, found.rejected) == ("true_false_group", "")
    assert found.key["correct"] == {"s1": False, "s2": True, "s3": False}


def test_a_scale_of_points_becomes_a_rubric():
    found = sheet(
        "Câu 1 (2 điểm). Nêu khái niệm văn bản điện tử.",
        "Gợi ý trả lời: Là thông điệp dữ liệu.",
        "Hướng dẫn chấm: chấm theo ý.",
        "- Nêu đúng khái niệm: 1,5 điểm",
        "- Có ví dụ (0,5 điểm)",
    ).drafts[0]

    assert (found.kind, found.points) == ("essay", "2")
    assert found.content["stem"] == "<p>Nêu khái niệm văn bản điện tử.</p>"
    assert [(line["text"], line["points"]) for line in found.key["rubric"]] == [
        ("Nêu đúng khái niệm", "1.5"),
        ("Có ví dụ", "0.5"),
    ]
    assert found.key["guidance"] == "<p>chấm theo ý.</p>"
    assert found.key["sample"] == "<p>Là thông điệp dữ liệu.</p>"


def test_pictures_come_with_the_stem_and_the_choice_they_stand_at():
    document = docx.Document()
    document.add_paragraph("Câu 1. Biển nào?").add_run().add_picture(picture("red"), width=Inches(1))
    for letter, colour in (("A", "blue"), ("B", "green")):
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{letter}. ").underline = letter == "B"
        paragraph.add_run().add_picture(picture(colour), width=Inches(0.5))

    parsed = parse(document)
    found = parsed.drafts[0]

    assert len(parsed.pictures) == 3
    assert "<img src=" in found.content["stem"]
    assert [one["text"].startswith("<img src=") for one in found.content["choices"]] == [True, True]
    assert (found.key["correct"], found.is_incomplete) == (["c2"], False)


def test_headings_levels_and_labels_describe_a_question():
    document = docx.Document()
    document.add_heading("Chương 1. Văn thư", level=1)
    document.add_heading("Soạn thảo", level=2)
    for line in (
        "Câu 1. [VD] Lề trái? (CLO1, CLO2)",
        "*A. 30 mm",
        "B. 20 mm",
        "Nguồn: Học viện",
        "Căn cứ pháp lý: Nghị định 30",
    ):
        document.add_paragraph(line)

    found = parse(document).drafts[0]

    assert found.category == ("Chương 1. Văn thư", "Soạn thảo")
    assert found.content["stem"] == "<p>Lề trái?</p>"
    assert (found.difficulty, found.source, found.legal_basis) == (3, "Học viện", "Nghị định 30")
    assert found.tags == (Tag(kind="outcome", name="CLO1"), Tag(kind="outcome", name="CLO2"))


def test_answers_of_parts_that_count_anew_are_told_apart():
    found = sheet(
        "PHẦN I. MỘT LỰA CHỌN", "Câu 1. Hỏi?", "A. một", "B. hai",
        "PHẦN II. TRẢ LỜI NGẮN", "Câu 1. Bao nhiêu?",
        "BẢNG ĐÁP ÁN", "PHẦN I", "Câu 1: B", "PHẦN II", "Câu 1: 52,3",
    ).drafts  # fmt: skip

    assert [(d.kind, d.rejected) for d in found] == [("single_choice", ""), ("numerical", "")]
    assert found[0].key["correct"] == ["c2"]


@pytest.mark.parametrize("name", ["30_2020_ND_CP.docx", "30_2020_ND_CP_phu-luc-I.docx"])
def test_a_decree_is_named_as_no_sheet_of_questions(shared, name):
    path = shared / "data" / "docx-vi" / name

    parsed = parse_word(read_word(path.read_bytes(), filename=name))

    assert parsed.drafts == ()
    assert [note.code for note in parsed.notes] == ["not_a_question_sheet"]


def test_a_single_gap_with_a_list_to_choose_from_keeps_its_list_whatever_numbers_stand_in_it():
    assert gaps_in("(1) [*văn bản 1 | Điều 5: hiệu lực 2]", 1) == ["[*văn bản 1 | Điều 5: hiệu lực 2]"]
    assert gaps_in("1.784", 1) == ["1.784"], "a number is no number of a gap"

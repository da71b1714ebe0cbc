"""Questions in Word as teachers write them: every way of marking, and every refusal to guess."""

import html
import json

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.word import read_word
from quizzes.importers import drafts as drafting
from quizzes.importers.messages import MARKS, SENTENCES, TYPES
from quizzes.importers.word import parse_word
from tests.support.word import FORMATTERS, LETTERS, add_question, saved

CHOICES = ["15–20 mm", "20–25 mm", "30–35 mm", "35–40 mm"]


def parse(document):
    return parse_word(read_word(saved(document), filename="de.docx"))


def parse_file(path):
    return parse_word(read_word(path.read_bytes(), filename=path.name))


def right_letters(draft):
    return [LETTERS[int(c[1:]) - 1] for c in draft.key["correct"]]


def test_the_sample_examination_is_read_question_by_question(shared):
    folder = shared / "content" / "docx"
    expected = json.loads((folder / "de-kiem-tra-cuoi-khoa_expected.json").read_text())["questions"]
    names = {"single": "single_choice", "multiple": "multiple_choice", "truefalse_group": "true_false_group"}

    drafts = parse_file(folder / "de-kiem-tra-cuoi-khoa.docx").drafts

    assert len(drafts) == len(expected) == 11
    for draft, wanted in zip(drafts, expected, strict=True):
        assert (draft.number, draft.kind) == (
            str(wanted["n"]),
            names.get(wanted["type"], wanted["type"]),
        )
        assert html.unescape(draft.content["stem"]).startswith(f"<p>{wanted['text']}</p>")
        if "correct" in wanted:
            assert not draft.rejected
            assert [html.unescape(c["text"]) for c in draft.content["choices"]] == wanted["options"]
            assert right_letters(draft) == wanted["correct"]
            assert set(draft.recognised_by) == {"underline", "answer_table"}
        assert draft.rejected == ""
    by_number = {draft.number: draft for draft in drafts}
    group, pairs = by_number["8"], by_number["9"]
    statements = [one["text"] for one in group.content["statements"]]
    assert [[text, group.key["correct"][f"s{n}"]] for n, text in enumerate(statements, start=1)] == expected[
        7
    ]["items"]
    texts = {one["id"]: one["text"] for one in pairs.content["sources"] + pairs.content["targets"]}
    assert [[texts[s], texts[t]] for s, t in pairs.key["pairs"].items()] == expected[8]["pairs"]
    assert by_number["10"].key["accepted"][0]["value"] == str(expected[9]["answer"])
    assert by_number["11"].key["guidance"] == f"<p>{expected[10]['grading_note']}</p>"


@pytest.mark.parametrize(
    ("name", "kinds", "right"),
    [
        ("Test_CauHoiDon.docx", ["single_choice"] * 3, ["B", "C", "B"]),
        (
            "basic_questions_sample.docx",
            ["single_choice"] * 4 + ["multiple_choice"],
            ["A", "C", "A", "B", "ABD"],
        ),
        ("fill_blank_sample.docx", ["single_choice"] * 4, ["A", "A", "B", "A"]),
    ],
)
def test_files_of_other_authors_are_read(shared, name, kinds, right):
    drafts = parse_file(shared / "data" / "docx-vi" / name).drafts

    assert [d.kind for d in drafts] == kinds
    assert ["".join(right_letters(d)) for d in drafts] == right
    assert {d.recognised_by for d in drafts} == {("underline",)}
    assert not any("CLO" in d.content["stem"] or "[<" in d.content["stem"] for d in drafts)


@pytest.mark.parametrize("on", ["letter", "text"])
@pytest.mark.parametrize("mark", [*FORMATTERS, "star", "answer_line"])
def test_every_way_of_marking_is_recognised(mark, on):
    document = docx.Document()
    for number in (1, 2, 3):
        add_question(document, number, f"Lề trái {number}?", CHOICES, [number], mark=mark, on=on)

    drafts = parse(document).drafts

    assert [right_letters(d) for d in drafts] == [["B"], ["C"], ["D"]]
    assert {d.recognised_by for d in drafts} == {(mark,)}


@pytest.mark.parametrize("start", ["Câu {n}. ", "Câu {n}: ", "CÂU {n}) ", "{n}. ", "Câu hỏi {n}. "])
@pytest.mark.parametrize("letter", ["{x}.", "{x})", "{x}:"])
@pytest.mark.parametrize("per_line", [1, 2, 4])
def test_numbers_letters_and_lines_take_many_forms(start, letter, per_line):
    if letter == "{x}:" and per_line > 1:
        pytest.skip("nobody writes several choices on a line with colons")
    document = docx.Document()
    for number in (1, 2):
        add_question(
            document, number, "Lề trái là", CHOICES, [2], start=start, letter=letter, per_line=per_line
        )

    drafts = parse(document).drafts

    assert [[c["text"] for c in d.content["choices"]] for d in drafts] == [CHOICES, CHOICES]
    assert [right_letters(d) for d in drafts] == [["C"], ["C"]]


def test_real_word_lists_carry_questions_and_choices():
    document = docx.Document()
    for number in (1, 2):
        document.add_paragraph(f"Câu nào đúng {number}?", style="List Number")
        for position, text in enumerate(CHOICES):
            run = document.add_paragraph(style="List Bullet 2").add_run(text)
            run.bold = position == number

    drafts = parse(document).drafts

    assert [d.number for d in drafts] == ["1", "2"]
    assert [right_letters(d) for d in drafts] == [["B"], ["C"]]


def test_what_all_choices_share_is_no_mark():
    document = docx.Document()
    document.add_paragraph("Câu 1. Lề trái?")
    for position, text in enumerate(CHOICES):
        paragraph = document.add_paragraph()
        label = paragraph.add_run(f"{LETTERS[position]}.")
        label.bold = True
        label.underline = position == 2
        paragraph.add_run(f" {text}")

    draft = parse(document).drafts[0]

    assert (right_letters(draft), draft.recognised_by) == (["C"], ("underline",))


def test_marks_that_disagree_refuse_the_question():
    document = docx.Document()
    add_question(document, 1, "Lề trái?", CHOICES, [1], mark="underline")
    document.add_paragraph("Đáp án: C")

    draft = parse(document).drafts[0]

    assert (draft.rejected, draft.key) == ("marks_disagree", {})
    assert "B" in draft.detail
    assert "C" in draft.detail


def test_a_question_marked_unlike_the_rest_of_its_file_is_refused():
    document = docx.Document()
    for number in range(1, 5):
        add_question(document, number, f"Câu chữ {number}?", CHOICES, [1], mark="underline")
    add_question(document, 5, "Câu khác?", CHOICES, [2], mark="bold", on="text")

    assert [d.rejected for d in parse(document).drafts] == ["", "", "", "", "marked_otherwise"]


@pytest.mark.parametrize(
    ("right", "stem", "reason"),
    [
        ([], "Lề trái?", "no_mark"),
        ([0, 1, 2], "Dấu hiệu nào? (chọn 2 phương án)", "count_disagrees"),
        ([1], "Dấu hiệu nào? (chọn hai đáp án)", "count_disagrees"),
    ],
)
def test_a_question_is_not_guessed(right, stem, reason):
    document = docx.Document()
    add_question(document, 1, stem, CHOICES, right, mark="star")

    assert parse(document).drafts[0].rejected == reason


def test_an_answer_that_names_no_choice_refuses_the_question():
    document = docx.Document()
    add_question(document, 1, "Lề trái?", CHOICES, [], mark="")
    document.add_paragraph("Đáp án: F")

    assert parse(document).drafts[0].rejected == "key_names_no_choice"


@pytest.mark.parametrize("layout", ["two_rows", "two_columns", "cells", "line"])
def test_answer_tables_are_read_in_every_layout(layout):
    document = docx.Document()
    for number in (1, 2, 3):
        add_question(document, number, f"Câu chữ {number}?", CHOICES, [], mark="")
    document.add_paragraph("BẢNG ĐÁP ÁN")
    rows = {
        "two_rows": [["Câu", "1", "2", "3"], ["Đáp án", "B", "D", "A, C"]],
        "two_columns": [["Câu", "Đáp án"], ["1", "B"], ["2", "D"], ["3", "A, C"]],
        "cells": [["1. B", "2. D", "3. A, C"]],
        "line": [],
    }[layout]
    if rows:
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    else:
        document.add_paragraph("1. B   2. D   3. A, C")

    drafts = parse(document).drafts

    assert [right_letters(d) for d in drafts] == [["B"], ["D"], ["A", "C"]]
    assert drafts[2].kind == "multiple_choice"


@pytest.mark.parametrize(
    ("lines", "kind", "reason"),
    [
        (["Câu 1. Ảnh chữ ký là chữ ký số. (S)"], "true_false", ""),
        (["Câu 1. Ảnh chữ ký là chữ ký số.", "Đáp án: Đúng"], "true_false", ""),
        (["Câu 1. Ảnh chữ ký là chữ ký số.", "A. Đúng", "*B. Sai"], "true_false", ""),
        (["Câu 1. Sắp xếp các bước.", "Đáp án: 3-1-2"], "ordering", "items_missing"),
        (["Câu 1. Sắp xếp các bước.", "1) Ký", "2) Soạn", "3) Gửi", "Đáp án: 2-1-3"], "ordering", ""),
        (["Câu 1. Sắp xếp các bước.", "1) Ký", "2) Soạn"], "ordering", "no_mark"),
        (["Câu 1. Ghép cột A với cột B.", "Đáp án: 1-c; 2-a"], "matching", "items_missing"),
        (
            ["Câu 1. Ghép.", "1) QĐ", "2) BC", "a) Báo cáo", "b) Quyết định", "Đáp án: 1-b; 2-a"],
            "matching",
            "",
        ),
        (
            ["Câu 1. Ghép.", "1) QĐ", "2) BC", "a) x", "b) y", "Đáp án: 1-b; 2-c"],
            "matching",
            "key_names_no_choice",
        ),
        (["Câu 1. Tỷ lệ là bao nhiêu?", "Đáp án: 52,3%"], "numerical", ""),
        (["Câu 1. Mã bưu chính?", "Đáp án: 010000"], "short_answer", ""),
        (["Câu 1. Viết tên miền.", "Đáp án: dichvucong.gov.vn"], "short_answer", ""),
        (["Câu 1. Lề trái từ ____ đến ____ mm."], "cloze", "no_mark"),
        (["Câu 1. Lề trái từ ____ đến ____ mm.", "Đáp án: 30; 35"], "cloze", ""),
        (["Câu 1. Lề trái từ ____ đến ____ mm.", "Đáp án: (1) 30 (2) 35"], "cloze", ""),
        (["Câu 1. Lề trái từ ____ đến ____ mm.", "Đáp án: 30"], "cloze", "gaps_disagree"),
        (["Câu 1. Trình bày hai việc."], "essay", ""),
        (
            ["Câu 1. Xét các ý:", "a) Một.", "b) Hai.", "c) Ba.", "Đáp án: a-Đ, b-S, c-Đ"],
            "true_false_group",
            "",
        ),
        (
            ["Câu 1. Xét các ý:", "a) Một. (Đ)", "b) Hai. (S)", "Đáp án: ĐĐ"],
            "true_false_group",
            "marks_disagree",
        ),
        (
            ["Câu 1. Xét đúng sai:", "a) Một. (Đ)", "b) Hai. (S)", "c) Ba."],
            "true_false_group",
            "statement_open",
        ),
        (["Câu 1. Màu của bầu trời"], "unclear", "unclear"),
        (["Câu 1. Chọn đúng sai:", "a) Một. (Đ)", "b) Hai. (S)"], "true_false_group", ""),
    ],
)
def test_every_type_is_told_apart(lines, kind, reason):
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)

    drafts = parse(document).drafts

    assert [(d.kind, d.rejected) for d in drafts] == [(kind, reason)]


def test_a_statement_says_whether_it_is_true():
    document = docx.Document()
    document.add_paragraph("Câu 1. Ảnh chữ ký là chữ ký số. (S)")
    document.add_paragraph("Câu 2. Văn bản điện tử có giá trị như bản giấy. (Đ)")

    first, second = parse(document).drafts

    assert (first.key["correct"], second.key["correct"]) == (False, True)
    assert first.content["stem"] == "<p>Ảnh chữ ký là chữ ký số.</p>"


def test_explanations_groups_tags_and_tables_are_kept_in_their_place():
    document = docx.Document()
    document.add_paragraph("[<sg>] Đọc đoạn văn sau.")
    add_question(document, 1, "Lề trái? (CLO1)", CHOICES, [2], mark="star")
    document.add_paragraph("Giải thích: theo Nghị định 30.")
    document.add_paragraph("[</sg>]")
    document.add_paragraph("Câu 2. Xem bảng.")
    document.add_table(rows=1, cols=2).rows[0].cells[0].text = "Số liệu"
    for position, text in enumerate(CHOICES):
        document.add_paragraph(f"{'*' if position == 0 else ''}{LETTERS[position]}. {text}")

    parsed = parse(document)
    first, second = parsed.drafts

    assert first.content["stem"] == "<p>Đọc đoạn văn sau.</p><p>Lề trái?</p>"
    assert first.key["feedback"] == "<p>theo Nghị định 30.</p>"
    assert "<td>Số liệu</td>" in second.content["stem"]
    assert {"outcome_tags", "group_text"} <= {note.code for note in parsed.notes}


def test_every_code_has_a_sentence_or_a_name():
    assert set(FORMATTERS) <= set(MARKS)
    assert set(drafting.IMPORTABLE) | set(drafting.RECOGNISED) == set(TYPES)
    assert all(text.strip() for text in SENTENCES.values())


words = st.sampled_from("hồ sơ văn bản ký số lề trái một cửa toàn trình mẫu đơn phí biên nhận".split())  # noqa: SIM905
phrases = st.lists(words, min_size=3, max_size=8).map(" ".join)
questions = st.tuples(phrases, st.lists(phrases, min_size=2, max_size=6, unique=True), st.integers(0, 5)).map(
    lambda q: (q[0] + "?", q[1], q[2] % len(q[1]))
)


@settings(max_examples=25, deadline=None)
@given(
    bank=st.lists(questions, min_size=1, max_size=6),
    mark=st.sampled_from([*FORMATTERS, "star", "answer_line"]),
    on=st.sampled_from(["letter", "text"]),
    per_line=st.sampled_from([1, 2]),
)
def test_any_bank_written_to_word_is_read_back_as_it_was(bank, mark, on, per_line):
    document = docx.Document()
    for number, (stem, choices, right) in enumerate(bank, start=1):
        add_question(document, number, stem, choices, [right], mark=mark, on=on, per_line=per_line)

    parsed = parse(document)

    assert [
        (d.content["stem"], [c["text"] for c in d.content["choices"]], right_letters(d), d.rejected)
        for d in parsed.drafts
    ] == [(f"<p>{stem}</p>", choices, [LETTERS[right]], "") for stem, choices, right in bank]
    assert drafting.from_json(json.loads(json.dumps(parsed.to_json()))) == parsed

"""GIFT and Aiken, sign by sign: what each way of writing means, and what is said about what cannot be read."""

import pytest

from quizzes.importers.aiken import parse_aiken
from quizzes.importers.formats import detect_format
from quizzes.importers.gift import parse_gift
from quizzes.importers.gift_reading import category_path
from quizzes.items import validate


def one(text: str):
    """The only question of a GIFT text."""
    (draft,) = parse_gift(text.encode()).drafts
    if not draft.rejected:
        assert validate(draft.kind, draft.content, draft.key) == []
    return draft


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("Hà Nội là thủ đô.{T}", "true_false", {"correct": True}),
        (
            "Huế là thủ đô.{FALSE#sai rồi#đúng}",
            "true_false",
            {"correct": False, "choice_feedback": {"true": "sai rồi", "false": "đúng"}},
        ),
        ("Hai cộng hai?{=4 ~5}", "single_choice", {"correct": ["c1"], "scoring": "all_or_nothing"}),
        (
            "Thủ đô?{=Hà Nội ~%50%Huế ~Vinh}",
            "single_choice",
            {"scoring": "weighted", "weights": {"c1": "1", "c2": "0.5"}},
        ),
        (
            "Số chẵn?{~%50%2 ~%50%4 ~%-50%5 ~%-50%7}",
            "multiple_choice",
            {"correct": ["c1", "c2"], "scoring": "right_minus_wrong"},
        ),
        (
            "Số chẵn?{~%50%2 ~%50%4 ~%-100%5}",
            "multiple_choice",
            {"scoring": "weighted", "weights": {"c1": "0.5", "c2": "0.5", "c3": "-1"}},
        ),
        ("Ghép{=a -> 1 =b -> 2 = -> 3}", "matching", {"pairs": {"s1": "t1", "s2": "t2"}}),
        ("Viết gì đó {}", "essay", {"rubric": []}),
        (
            "Sắp{>2 ALL VERTICAL ABSOLUTE_POSITION SHOW\nmột\nhai}",
            "ordering",
            {"order": ["c1", "c2"], "scoring": "position"},
        ),
    ],
)
def test_each_way_of_answering_is_its_own_type(text, kind, key):
    draft = one(text)

    assert draft.kind == kind
    assert {name: draft.key[name] for name in key} == key


@pytest.mark.parametrize(
    ("written", "value", "tolerance"),
    [
        ("3", "3", "0"),
        ("3:0.5", "3", "0.5"),
        ("1..5", "3", "2"),
        ("-5..5", "0", "5"),
        ("-3.142..-3.141", "-3.1415", "0.0005"),
        ("3,5:0,1", "3.5", "0.1"),
    ],
)
def test_numbers_are_a_value_with_a_tolerance(written, value, tolerance):
    (number,) = one(f"Số?{{#{written}}}").key["accepted"]

    assert (number["value"], number["tolerance"], number["tolerance_kind"]) == (value, tolerance, "absolute")


def test_several_numbers_earn_their_own_credit_and_others_their_remark():
    key = one("Năm?{#=1822:0#đúng =%50%1822:2#gần ~#xem lại}").key

    assert [(n["credit"], n["tolerance"], n["feedback"]) for n in key["accepted"]] == [
        ("1", "0", "đúng"),
        ("0.5", "2", "gần"),
    ]
    assert key["feedback_wrong"] == "<p>xem lại</p>"


def test_typed_answers_have_credit_stars_and_remarks():
    key = one("Con vật?{=Frog#tốt =%50%C\\*t =%0%*#sai}").key

    assert [(a["text"], a["credit"], a["is_pattern"], a["feedback"]) for a in key["accepted"]] == [
        ("Frog", "1", False, "tốt"),
        ("C*t", "0.5", False, ""),
        ("*", "0", True, "sai"),
    ]
    assert key["ignore_case"] is True


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("a\\=b \\~ \\# \\{ \\} \\: \\\\ c{T}", "<p>a=b ~ # { } : \\ c</p>"),
        ("một\\nhai{T}", "<p>một<br>hai</p>"),
        ("[html]<b>đậm</b>{T}", "<b>đậm</b>"),
        ("[plain]a < b{T}", "<p>a &lt; b</p>"),
        ("[markdown]**đậm**{T}", "<p><strong>đậm</strong></p>"),
        ("[moodle]một\nhai{T}", "<p>một<br>hai</p>"),
        ("Grant is {~buried =entombed} in it.", "<p>Grant is _____ in it.</p>"),
        ("// chú thích\nCâu?{T}", "<p>Câu?</p>"),
        ("\ufeffCâu?\r\n{T}", "<p>Câu?</p>"),
    ],
)
def test_texts_are_read_in_their_format(text, stem):
    assert one(text).content["stem"] == stem


def test_titles_codes_labels_and_categories_are_read_around_the_question():
    text = (
        "$CATEGORY: $course$/top/Kinh tế//Xã hội/Chương 1\n\n// question: 7 [id:K\\]1] "
        "[tag:dễ] [tag:topic: Thuế] [tag:difficulty: 4]\n"
        "::Tên riêng::[html]<p>Hỏi</p>{T####<p>chung</p>}\n"
    )
    draft = one(text)

    assert draft.category == ("Kinh tế/Xã hội", "Chương 1")
    assert (draft.code, draft.difficulty, draft.where) == ("K]1", 4, "dòng 4: Tên riêng")
    assert [(tag.kind, tag.name) for tag in draft.tags] == [("tag", "dễ"), ("topic", "Thuế")]
    assert [(lost.field, lost.excerpt) for lost in draft.lost] == [("title", "Tên riêng")]
    assert draft.key["feedback"] == "<p>chung</p>"


def test_several_braces_are_a_text_with_gaps():
    draft = one("Thủ đô là {=Hà Nội}, có {#5:1} sông và {~hai =ba} cầu.{#1####hết}")

    assert draft.kind == "cloze"
    assert draft.content["stem"] == "<p>Thủ đô là [[g1]], có [[g2]] sông và [[g3]] cầu.[[g4]]</p>"
    assert [gap["kind"] for gap in draft.content["gaps"]] == ["text", "number", "choice", "number"]
    assert draft.key["feedback"] == "<p>hết</p>"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Thiếu ngoặc {=a ~b", "brace_missing"),
        ("Thừa ngoặc =a}", "brace_missing"),
        ("Chỉ để đọc.", "not_a_question"),
        ("Ghép{=a -> 1 =b}", "pair_without_arrow"),
        ("Không đúng{~a ~b}", "no_right_answer"),
        ("Số?{#abc}", "no_right_answer"),
        ("Chỗ {} và {=b}", "gap_without_answer"),
    ],
)
def test_what_cannot_be_read_is_named(text, code):
    draft = one(text)

    assert (draft.rejected, draft.where) == (code, "dòng 1")


def test_a_broken_question_does_not_take_its_neighbours_along():
    drafts = parse_gift("Một{T}\n\nHai{=a ~b\n\nBa{F}\n\n::Bốn::Bốn{=x}".encode()).drafts

    assert [draft.rejected for draft in drafts] == ["", "brace_missing", "", ""]
    assert [draft.where for draft in drafts] == ["dòng 1", "dòng 3", "dòng 5", "dòng 7: Bốn"]


def test_a_blank_line_inside_braces_does_not_end_the_question():
    draft = one("Chọn {\n=một\n\n~hai\n}")

    assert [choice["text"] for choice in draft.content["choices"]] == ["một", "hai"]


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("$course$/top/A/B", ("A", "B")),
        ("$course$/A", ("A",)),
        ("$system$", ()),
        ("A//B/C", ("A/B", "C")),
        ("A\\/B/C", ("A/B", "C")),
        ("  A /  B  ", ("A", "B")),
        ("top/x", ("top", "x")),
    ],
)
def test_category_paths(written, names):
    assert category_path(written) == names


# Aiken


def test_aiken_reads_both_kinds_of_brackets_and_keeps_signs():
    parsed = parse_aiken("Lề <trái> & phải:\nA) 20\nB. 30\nANSWER: b\n".encode())
    (draft,) = parsed.drafts

    assert draft.content["stem"] == "<p>Lề &lt;trái&gt; &amp; phải:</p>"
    assert draft.key["correct"] == ["c2"]


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ("Câu\nA. 1\nB. 2\n\nSau\nA. 1\nB. 2\nANSWER: A", "no_answer_line", "dòng 1"),
        ("Câu\nA. 1\nB. 2\nANSWER: C\n", "key_names_no_choice", "dòng 1"),
        ("\n\nCâu\nA. 1\nC. 2\nANSWER: A\n", "choices_out_of_order", "dòng 3"),
        ("Câu\nANSWER: A\n", "answer_without_choices", "dòng 1"),
        ("Chỉ có chữ\n", "unclear", "dòng 1"),
        ("Câu\nA. 1\nB. 2\nANSWER:\n", "key_names_no_choice", "dòng 1"),
    ],
)
def test_aiken_says_in_which_line_something_is_wrong(text, code, where):
    draft = parse_aiken(text.encode()).drafts[0]

    assert (draft.rejected, draft.where) == (code, where)


@pytest.mark.parametrize(
    ("data", "format"),
    [
        (b"Q?\nA. a\nB. b\nANSWER: A", "aiken"),
        (b"Q?{T}", "gift"),
        (b"[html]<p>Q</p>{=a}", "gift"),
        (b"// x\nQ?{}", "gift"),
        ("Q?{=a}".encode("utf-16"), "gift"),
        (b'\xef\xbb\xbf{"questions": []}', "json"),
        (b"[{}]", "json"),
        (b"<quiz/>", "moodle_xml"),
        (b"<?xml version='1.0'?><!-- x --><quiz/>", "moodle_xml"),
        (b"<?xml version='1.0'?><questestinterop/>", "qti"),
        (b"<assessmentItem xmlns='x'/>", "qti"),
        (b"<?xml version='1.0'?><html/>", "xml"),
        (b"\x1f\x8b\x08rest", "moodle_backup"),
        (b"PK\x03\x04 moodle_backup.xml", "moodle_backup"),
        (b"PK\x03\x04 xl/workbook.xml", "xlsx"),
        (b"PK\x03\x04 imsmanifest.xml", "qti"),
        (b"PK\x03\x04 word/document.xml", "word"),
        (b"chi la van ban", "unknown"),
    ],
)
def test_the_format_shows_in_the_content(data, format):
    assert detect_format(data) == format

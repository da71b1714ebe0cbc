"""What every kind promises of its JSON: it reads what it wrote, keeps old wordings equal, and lets no key travel."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.items import KINDS, ShapeError, kind_of, read_content, read_key, validate
from quizzes.items.reading import decimal, plain, plain_lines, read_alike
from quizzes.items.wording import SENTENCES, sentence_for
from tests.support.wordings import GOOD, REMARKS

everywhere = pytest.mark.parametrize("kind", sorted(KINDS))


def marked(text):
    return f"({text})"


@everywhere
def test_a_good_wording_is_read_and_written_as_it_is_and_can_be_asked(kind):
    content, key = GOOD[kind]

    assert read_content(kind, content).to_json() == content
    assert read_key(kind, key).to_json() == key
    assert validate(kind, content, key) == []


@everywhere
def test_the_remarks_of_every_key_are_kept_and_cleaned(kind):
    key = {**GOOD[kind][1], **REMARKS}
    read = read_key(kind, key)

    assert read.to_json() == key
    assert read.feedback == REMARKS["feedback"]
    cleaned = read.cleaned(rich=marked, inline=marked).to_json()
    assert cleaned["feedback_wrong"] == "(<p>Sai</p>)"
    assert cleaned["hints"] == ["(<p>Gợi ý</p>)"]


@everywhere
def test_a_key_smuggled_into_content_stays_behind_at_every_depth(kind):
    content, key = copy.deepcopy(GOOD[kind])
    smuggled = {**key, **content, "answer": key}
    for value in content.values():
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict):
                inner["is_right"] = True

    assert read_content(kind, smuggled).to_json() == GOOD[kind][0]


@everywhere
def test_every_text_a_learner_reads_is_cleaned_and_found(kind):
    content = read_content(kind, GOOD[kind][0])
    cleaned = content.cleaned(rich=marked, inline=marked)

    assert cleaned.stem == marked(content.stem)
    assert KINDS[kind].texts(content) == content.texts
    assert content.texts[0].startswith("<p>")
    assert cleaned.cleaned(rich=str, inline=str) == cleaned
    html = {"choices", "statements", "sources", "targets"} & set(GOOD[kind][0])
    for name in html:
        assert all(one["text"].startswith("(") for one in cleaned.to_json()[name])
        assert all(one["text"] in content.texts for one in GOOD[kind][0][name])


def test_texts_that_are_no_html_are_made_plain():
    hotspot = copy.deepcopy(GOOD["hotspot"][0])
    hotspot["regions"][0]["label"] = "Góc\x00\n phải\u202e"
    numerical = {**GOOD["numerical"][0], "units": ["  mm "]}

    clean = read_content("hotspot", hotspot).cleaned(rich=str, inline=marked)
    assert clean.to_json()["regions"][0]["label"] == "Góc phải"
    assert read_content("numerical", numerical).cleaned(rich=str, inline=str).to_json()["units"] == ["mm"]


def test_the_remarks_on_parts_are_cleaned_where_they_are():
    short = read_key("short_answer", GOOD["short_answer"][1]).cleaned(rich=str, inline=marked).to_json()
    number = read_key("numerical", GOOD["numerical"][1]).cleaned(rich=str, inline=marked).to_json()
    cloze = read_key("cloze", GOOD["cloze"][1]).cleaned(rich=str, inline=marked).to_json()
    essay = read_key("essay", GOOD["essay"][1]).cleaned(rich=marked, inline=marked).to_json()

    assert short["accepted"][0]["feedback"] == "(Đúng.)"
    assert number["accepted"][0]["feedback"] == "(Đúng.)"
    assert cloze["gaps"]["g3"]["choice_feedback"] == {"c1": "(Cấp trung ương.)"}
    assert essay["rubric"][0]["text"] == "(Đủ ý)"
    assert essay["sample"] == "(<p>Bài mẫu.</p>)"


def test_the_words_of_a_gap_text_are_found_without_its_marks():
    texts = read_content("cloze", GOOD["cloze"][0]).texts
    assert "[[" not in texts[0]
    assert texts[1:] == ("bộ", "sở")


def test_a_wording_stored_before_there_were_hints_and_weights_stays_equal_to_itself():
    old = {"correct": ["c1"], "scoring": "all_or_nothing", "feedback": "", "choice_feedback": {}}
    assert read_key("single_choice", old).to_json() == old
    assert read_key("true_false", {"correct": True, "feedback": "x"}).to_json() == {
        "correct": True,
        "feedback": "x",
    }


@pytest.mark.parametrize(
    ("kind", "wanted", "unwanted"),
    [
        ("single_choice", {"choices"}, set()),
        ("ordering", {"choices"}, {"choices"}),
        ("matching", {"sources", "targets"}, {"targets"}),
        ("true_false_group", {"statements"}, set()),
        ("cloze", {"g1", "g2", "g3"}, set()),
        ("hotspot", set(), set()),
        ("essay", set(), set()),
    ],
)
def test_the_kind_says_which_groups_are_mixed(kind, wanted, unwanted):
    content = read_content(kind, GOOD[kind][0])
    assert kind_of(kind).shuffled(content, is_wanted=True) == wanted
    assert kind_of(kind).shuffled(content, is_wanted=False) == unwanted


def test_only_essays_wait_for_a_person():
    assert [code for code, kind in KINDS.items() if kind.needs_marking] == ["essay"]


@pytest.mark.parametrize(
    ("value", "read"),
    [("0.05", "0.05"), ("-1", "-1"), ("1e3", "1E+3"), (2, "2"), ("+0.50", "0.50")],
)
def test_decimals_travel_as_text(value, read):
    assert str(decimal(value)) == read


@pytest.mark.parametrize(
    "value", ["", "1,5", "0x1", "nan", "Infinity", 0.5, True, None, "1" * 31, "1e999", "٣"]
)
def test_what_is_no_decimal_is_refused_by_code(value):
    with pytest.raises(ShapeError) as refused:
        decimal(value)
    assert refused.value.code == "bad_number"


@given(text=st.text(max_size=40))
def test_plain_texts_are_plain_at_once_and_hold_no_controls(text):
    for clean in (plain(text), plain_lines(text)):
        assert not any(c < " " and c not in "\n\t" for c in clean)
        clean.encode()
    assert plain(plain(text)) == plain(text)
    assert plain_lines(plain_lines(text)) == plain_lines(text)


def test_lines_stay_lines():
    assert plain_lines("a\r\nb\rc\u2028d\t\x00e  \n") == "a\nb\nc\nd\te"


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ("<b>Ký số</b>", "ký  số", True),
        ("má", "mà", False),
        ("a &amp; b", "A &amp; B", True),
        ('<img src="/media/a.png">', '<img src="/media/b.png">', False),
        ("Ho\u0300a", "Hòa", True),
    ],
)
def test_what_a_reader_cannot_tell_apart(first, second, alike):
    assert read_alike(first, second) is alike


def test_every_sentence_is_a_sentence():
    assert all(text.endswith(".") and text[0].isupper() for text in SENTENCES.values())
    assert sentence_for("mark_twice") == SENTENCES["mark_twice"]

"""Answers in their one stored form: what is kept, what is put in order, what is refused by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.grading import AnswerMalformed, clean_answer, is_blank
from quizzes.shown import from_shown, to_shown

PAPERS = {
    "true_false_group": {"statements": ["s2", "s1"]},
    "matching": {"sources": ["s2", "s1"], "targets": ["t3", "t1", "t2"]},
    "ordering": {"choices": ["c3", "c1", "c2"]},
    "cloze": {"g1": [], "g2": ["c2", "c1"], "g3": []},
    "hotspot": {"choices": ["r1", "r2"]},
}
FILE = "6f1c7f0e-6d3b-4f0a-9d6e-0c7b1d2a3e4f"


def clean(kind, answer):
    return clean_answer(kind, PAPERS.get(kind, {}), answer)


@pytest.mark.parametrize(
    ("kind", "answer", "stored"),
    [
        ("true_false_group", {"values": {"s1": True, "s2": False}}, {"values": {"s2": False, "s1": True}}),
        ("true_false_group", {"values": {"s1": True}}, {"values": {"s1": True}}),
        ("true_false_group", {"values": {}}, {}),
        ("matching", {"pairs": {"s1": "t3", "s2": "t3"}}, {"pairs": {"s2": "t3", "s1": "t3"}}),
        ("matching", {"pairs": {}}, {}),
        ("ordering", {"order": ["c1", "c2", "c3"]}, {"order": ["c1", "c2", "c3"]}),
        ("ordering", {"order": []}, {}),
        ("hotspot", {"choices": ["r2", "r1"]}, {"choices": ["r1", "r2"]}),
        ("short_answer", {"text": "  Ha\u0300  No\u0323\u0302i\n"}, {"text": "Hà Nội"}),
        ("short_answer", {"text": "a\x00b\ud800c\u202ed"}, {"text": "a b cd"}),
        ("short_answer", {"text": " \t "}, {}),
        ("numerical", {"text": " 52,3 "}, {"text": "52,3"}),
        ("numerical", {"text": "52", "unit": " mm "}, {"text": "52", "unit": "mm"}),
        ("numerical", {"text": "52", "unit": ""}, {"text": "52"}),
        ("numerical", {"text": "", "unit": "mm"}, {}),
        ("numerical", {"text": " ", "unit": "mm"}, {}),
        ("cloze", {"gaps": {"g3": " x ", "g2": "c1", "g1": ""}}, {"gaps": {"g2": "c1", "g3": "x"}}),
        ("cloze", {"gaps": {"g1": " ", "g2": ""}}, {}),
        ("cloze", {"gaps": {"g2": ["c1", "c2"]}}, {"gaps": {"g2": ["c2", "c1"]}}),
        ("cloze", {"gaps": {"g2": ["c1"], "g1": []}}, {"gaps": {"g2": "c1"}}),
        ("essay", {"text": "a\r\nb  \n", "files": []}, {"text": "a\nb", "files": []}),
        ("essay", {"text": "a"}, {"text": "a", "files": []}),
        ("essay", {"files": [FILE.upper()]}, {"text": "", "files": [FILE]}),
        ("essay", {"text": " \n", "files": []}, {}),
    ],
)
def test_an_answer_has_one_stored_form(kind, answer, stored):
    assert clean(kind, answer) == stored
    assert list(clean(kind, answer)) == list(stored)
    assert clean(kind, clean(kind, answer)) == stored


@pytest.mark.parametrize(
    ("kind", "answer", "field"),
    [
        ("true_false_group", {"values": {"s9": True}}, "answer.values"),
        ("true_false_group", {"values": {"s1": 1}}, "answer.values"),
        ("true_false_group", {"values": [True]}, "answer.values"),
        ("true_false_group", {"values": {"s1": True}, "x": 1}, "answer.values"),
        ("matching", {"pairs": {"s1": "t9"}}, "answer.pairs"),
        ("matching", {"pairs": {"s9": "t1"}}, "answer.pairs"),
        ("matching", {"pairs": {"s1": None}}, "answer.pairs"),
        ("ordering", {"order": ["c1", "c2"]}, "answer.order"),
        ("ordering", {"order": ["c1", "c2", "c2"]}, "answer.order"),
        ("ordering", {"choices": ["c1"]}, "answer.order"),
        ("hotspot", {"choices": ["r9"]}, "answer.choices"),
        ("hotspot", {"choices": [[]]}, "answer.choices"),
        ("short_answer", {"text": 4}, "answer.text"),
        ("short_answer", {"text": "x", "unit": "y"}, "answer.text"),
        ("short_answer", {"text": "x" * 60_001}, "answer.text"),
        ("short_answer", {"text": "\u0958" * 59_999}, "answer.text"),
        ("numerical", {"text": "x" * 1_001}, "answer.text"),
        ("numerical", {"text": "5", "unit": 5}, "answer.unit"),
        ("cloze", {"gaps": {"g9": "x"}}, "answer.gaps"),
        ("cloze", {"gaps": {"g2": "x"}}, "answer.gaps"),
        ("cloze", {"gaps": {"g1": 4}}, "answer.gaps"),
        ("cloze", {"gaps": {"g1": ["a", "b"]}}, "answer.gaps"),
        ("cloze", {"gaps": {"g2": ["c1", "c1"]}}, "answer.gaps"),
        ("cloze", {"gaps": {"g2": ["c1", "c9"]}}, "answer.gaps"),
        ("cloze", {"gaps": {"g2": ["c1", 4]}}, "answer.gaps"),
        ("cloze", {"gaps": {"g1": "x" * 1_001}}, "answer.gaps"),
        ("cloze", {"gaps": {f"g{n}": "x" for n in range(201)}}, "answer.gaps"),
        ("essay", {"text": 4}, "answer.text"),
        ("essay", {"text": "x" * 60_001}, "answer.text"),
        ("essay", {"text": "x", "more": 1}, "answer.text"),
        ("essay", {"text": "x", "files": ["a.pdf"]}, "answer.files"),
        ("essay", {"text": "x", "files": [4]}, "answer.files"),
        ("essay", {"text": "x", "files": [FILE, FILE]}, "answer.files"),
        ("essay", {"text": "x", "files": FILE}, "answer.files"),
        ("essay", {"text": "x", "files": [FILE] * 21}, "answer.files"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(kind, answer, field):
    with pytest.raises(AnswerMalformed) as refused:
        clean(kind, answer)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("answer", "blank"),
    [
        ({"text": "", "files": []}, True),
        ({"text": "", "unit": "mm"}, True),
        ({"gaps": {}}, True),
        ({"value": False}, False),
        ({"text": "0"}, False),
        ({"x": ""}, False),
        ([], False),
    ],
)
def test_when_nothing_was_answered(answer, blank):
    assert is_blank(answer) is blank


@pytest.mark.parametrize(
    ("kind", "stored", "shown"),
    [
        ("true_false_group", {"values": {"s2": False, "s1": True}}, {"values": {"a": False, "b": True}}),
        ("matching", {"pairs": {"s1": "t3"}}, {"pairs": {"b": "a"}}),
        ("ordering", {"order": ["c1", "c3", "c2"]}, {"order": ["b", "a", "c"]}),
        ("cloze", {"gaps": {"g1": "a", "g2": "c1"}}, {"gaps": {"g1": "a", "g2": "b"}}),
        ("cloze", {"gaps": {"g2": ["c2", "c1"]}}, {"gaps": {"g2": ["a", "b"]}}),
        ("hotspot", {"choices": ["r2"]}, {"choices": ["b"]}),
        ("short_answer", {"text": "a"}, {"text": "a"}),
        ("essay", {"text": "a", "files": [FILE]}, {"text": "a", "files": [FILE]}),
        ("matching", {}, {}),
    ],
)
def test_the_browser_sees_letters_by_group(kind, stored, shown):
    paper = PAPERS.get(kind, {})
    assert to_shown(stored, paper) == shown
    assert from_shown(shown, paper) == stored


@pytest.mark.parametrize(
    ("kind", "shown", "field"),
    [
        ("true_false_group", {"values": {"s1": True}}, "answer.values"),
        ("matching", {"pairs": {"a": "t1"}}, "answer.pairs"),
        ("matching", {"pairs": {"a": []}}, "answer.pairs"),
        ("ordering", {"order": ["c1", "a", "b"]}, "answer.order"),
        ("cloze", {"gaps": {"g2": "c1"}}, "answer.gaps"),
        ("cloze", {"gaps": {"g2": ["a", "c1"]}}, "answer.gaps"),
        ("short_answer", {"choices": ["a"]}, "answer.choices"),
    ],
)
def test_an_id_sent_in_place_of_a_letter_is_refused(kind, shown, field):
    with pytest.raises(AnswerMalformed) as refused:
        from_shown(shown, PAPERS.get(kind, {}))
    assert refused.value.field == field


def test_a_gap_left_open_and_one_without_letters_pass_as_they_are():
    shown = {"gaps": {"g1": "c1", "g2": "", "g9": "x", "g3": 4}}
    assert from_shown(shown, PAPERS["cloze"]) == shown


@given(text=st.text(max_size=80))
def test_texts_of_any_kind_are_kept_in_one_form_that_a_database_holds(text):
    for kind in ("short_answer", "essay"):
        kept = clean(kind, {"text": text})
        assert clean(kind, kept) == kept
        kept.get("text", "").encode()
        assert "\x00" not in kept.get("text", "")

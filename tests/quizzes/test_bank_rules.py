"""Pure rules of the desk: steps of a question's life, likeness, marks of gaps, typed texts."""

import itertools
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quizzes.editors.gap_marks import MarkError, Rules, read_gaps, shown_gaps
from quizzes.editors.markup import alike, html_of_lines, line_of, lines_of
from quizzes.lifecycle import STATES, STEPS, Actor, refusal_of, state_after_edit, steps_for
from quizzes.likeness import likeness, nearest, pairs_alike, shingles

AUTHOR, REVIEWER = Actor(is_author=True), Actor(is_reviewer=True)
ADMINISTRATOR = Actor(is_author=True, is_reviewer=True, is_administrator=True)


@pytest.mark.parametrize(
    ("before", "after", "author", "reviewer", "administrator"),
    [
        ("draft", "reviewed", "needs_reviewer", "", ""),
        ("draft", "in_use", "needs_administrator", "needs_administrator", ""),
        ("draft", "retired", "", "needs_author", ""),
        ("reviewed", "draft", "needs_reviewer", "", ""),
        ("reviewed", "in_use", "", "needs_author", ""),
        ("reviewed", "retired", "", "needs_author", ""),
        ("in_use", "draft", "", "needs_author", ""),
        ("in_use", "retired", "", "needs_author", ""),
        ("retired", "draft", "", "needs_author", ""),
    ],
)
def test_who_may_take_which_step(before, after, author, reviewer, administrator):
    told = [refusal_of(before=before, after=after, actor=who) for who in (AUTHOR, REVIEWER, ADMINISTRATOR)]
    assert told == [author, reviewer, administrator]
    assert refusal_of(before=before, after=after, actor=Actor()) != ""


def test_every_other_step_is_refused_for_everybody():
    for before, after in itertools.product(STATES, STATES):
        if (before, after) not in STEPS:
            assert refusal_of(before=before, after=after, actor=ADMINISTRATOR) == "no_such_step"


def test_nobody_reviews_a_wording_of_their_own_not_even_an_administrator():
    for who in (Actor(is_reviewer=True, wrote_it=True), Actor(is_administrator=True, wrote_it=True)):
        assert refusal_of(before="draft", after="reviewed", actor=who) == "own_wording"
        assert "reviewed" not in steps_for(state="draft", actor=who)


def test_a_question_without_a_wording_is_not_put_in_use():
    assert refusal_of(before="draft", after="reviewed", actor=REVIEWER, has_wording=False) == "no_version"


@pytest.mark.parametrize(("state", "keeps", "after"), [
    ("draft", True, "draft"), ("reviewed", True, "draft"), ("in_use", True, "in_use"),
    ("in_use", False, "draft"), ("retired", True, "draft"),
])  # fmt: skip
def test_a_new_wording_takes_the_review_back(state, keeps, after):
    assert state_after_edit(state=state, keeps_use=keeps) == after


WORDS = st.lists(
    st.sampled_from(
        ["van", "ban", "so", "ky", "hieu", "trich", "yeu", "noi", "nhan", "le", "trai", "phai", "duoi"]
    ),
    max_size=12,
)


@given(
    st.dictionaries(st.integers(0, 99), WORDS.map(" ".join), max_size=25),
    st.sampled_from([0.5, 0.6, 0.8, 1.0]),
)
def test_the_search_finds_exactly_what_comparing_everything_finds(texts, at_least):
    pairs = pairs_alike(texts, at_least=at_least, most_each=99)
    found = {frozenset((pair.first, pair.second)) for pair in pairs}
    sets = {name: shingles(text) for name, text in texts.items()}
    wanted = {
        frozenset((a, b))
        for a, b in itertools.combinations(texts, 2)
        if likeness(sets[a], sets[b]) >= at_least
    }
    assert found == wanted


def test_five_thousand_questions_are_compared_in_seconds():
    syllables = [
        a + b for a in "bcdghklmntvx" for b in ("a", "e", "i", "o", "u", "anh", "inh", "ong", "uyen", "oan")
    ]
    texts = {
        n: " ".join(syllables[(n * 7919 + k * (n % 89 + 3) * 31) % len(syllables)] for k in range(40))
        for n in range(5000)
    }
    texts[5000] = texts[17] + " them"
    began = time.perf_counter()
    pairs = pairs_alike(texts)
    assert time.perf_counter() - began < 15, "5 s on a quiet machine"
    assert {17, 5000} in [{pair.first, pair.second} for pair in pairs]


def test_a_bank_written_from_one_mould_is_searched_as_fast():
    texts = {number: f"noi dung so {number} cua van ban hanh chinh" for number in range(5000)}
    began = time.perf_counter()
    pairs = pairs_alike(texts)
    assert time.perf_counter() - began < 30, "3 s on a quiet machine"
    assert {number for pair in pairs for number in (pair.first, pair.second)} == set(texts)
    assert len(pairs) <= 5000 * 20


def test_the_nearest_come_first_and_nothing_is_like_nothing():
    texts = [("a", "le trai cua van ban"), ("b", "le trai cua van ban giay"), ("c", "noi nhan")]
    assert [name for name, _value in nearest("le trai cua van ban", texts)] == ["a", "b"]
    assert nearest("", texts) == []


@pytest.mark.parametrize(
    ("mark", "gap", "key"),
    [
        ("Hà Nội", {"kind": "text"}, {"accepted": [{"text": "Hà Nội", "credit": "1"}]}),
        (
            "a|b=50%",
            {"kind": "text"},
            {"accepted": [{"text": "a", "credit": "1"}, {"text": "b", "credit": "0.5"}]},
        ),
        ("#12,5±0,1", {"kind": "number"}, {"accepted": [{"value": "12.5", "tolerance": "0.1"}]}),
        ("#200±5%", {"kind": "number"}, {"accepted": [{"tolerance": "0.05", "tolerance_kind": "relative"}]}),
        ("+đúng|sai|sai nữa", {"kind": "choice"}, {"correct": ["c1"]}),
        ("+một|+hai|ba", {"kind": "choices"}, {"correct": ["c1", "c2"], "scoring": "right_minus_wrong"}),
        ("++một|hai", {"kind": "choices"}, {"correct": ["c1"], "takes_several": True}),
        ("2*x", {"kind": "text"}, {"weight": "2"}),
        (r"a \| b", {"kind": "text"}, {"accepted": [{"text": "a | b"}]}),
        (r"\#5", {"kind": "text"}, {"accepted": [{"text": "#5"}]}),
    ],
)
def test_marks_of_gaps(mark, gap, key):
    read = read_gaps(f"<p>x [[{mark}]] y</p>", Rules())
    assert read.stem == "<p>x [[g1]] y</p>"
    assert gap.items() <= read.gaps[0].items()
    for name, value in key.items():
        stored = read.keys["g1"][name]
        if name == "accepted":
            assert all(want.items() <= have.items() for want, have in zip(value, stored, strict=True))
        else:
            assert stored == value
    assert shown_gaps(read.stem, read.gaps, read.keys) == f"<p>x [[{mark}]] y</p>"


@pytest.mark.parametrize(
    ("mark", "code"),
    [
        ("", "gap_mark_empty"), ("|", "gap_mark_empty"), ("+a", "gap_mark_one_choice"),
        ("#mười", "gap_mark_number"), ("#1±-2", "gap_mark_number"),
    ],
)  # fmt: skip
def test_marks_that_cannot_be_read(mark, code):
    with pytest.raises(MarkError) as refused:
        read_gaps(f"[[{mark}]]", Rules())
    assert refused.value.code == code


def test_a_gap_left_as_it_was_keeps_what_marks_cannot_say():
    gaps = [{"id": "g7", "kind": "number", "number_format": "en", "size": 9}]
    keys = {
        "g7": {
            "weight": "1",
            "accepted": [
                {"value": "5", "tolerance": "0", "tolerance_kind": "absolute", "credit": "1", "feedback": "!"}
            ],
            "units": [{"text": "mm", "factor": "1"}],
            "unit_policy": "required",
        }
    }
    read = read_gaps("<p>[[mới]] [[#5]]</p>", Rules(), gaps_before=gaps, keys_before=keys)
    assert read.stem == "<p>[[g1]] [[g7]]</p>"
    assert read.keys["g7"] == keys["g7"]
    assert read.gaps[1] == gaps[0]


ANSWERS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs")), min_size=1, max_size=12
)


@example(["\\"], "1")
@example(["a\\", "|\\="], "0.5")
@given(st.lists(ANSWERS, min_size=1, max_size=4), st.sampled_from(["1", "0.5"]))
def test_any_word_of_a_gap_survives_being_shown_and_typed_again(answers, credit):
    key = {
        "weight": "1",
        "accepted": [{"text": a, "credit": credit, "is_pattern": False, "feedback": ""} for a in answers],
    }
    gap = {"id": "g1", "kind": "text", "size": 6}
    shown = shown_gaps("<p>[[g1]]</p>", [gap], {"g1": key})
    read = read_gaps(shown, Rules())
    (made,) = read.keys.values()
    assert [(form["text"], form["credit"]) for form in made["accepted"]] == [(a, credit) for a in answers]


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=60))
def test_any_line_survives_being_stored_and_typed_again(text):
    html = html_of_lines(text)
    assert alike(html_of_lines(lines_of(html)), html)


def test_a_line_with_tags_shows_its_tags_and_one_without_its_words():
    assert line_of("H<sub>2</sub>O") == "H<sub>2</sub>O"
    assert line_of("a &lt; b &amp; c") == "a < b & c"
    assert html_of_lines("<họ tên>") == "<p>&lt;họ tên&gt;</p>"

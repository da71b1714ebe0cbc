"""Groups of true or false. Proportional: right / all. A scale: the fraction written for so many right ones."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.grading import earned_by, score_of

D = Decimal
CORRECT = {"s1": True, "s2": False, "s3": True, "s4": True}
SCALE = ["0", "0.1", "0.25", "0.5", "1"]
sides = st.dictionaries(st.sampled_from(sorted(CORRECT)), st.booleans())


def answer(right):
    """The first so many statements right, the rest wrong."""
    return {"values": {s: side if n < right else not side for n, (s, side) in enumerate(CORRECT.items())}}


@pytest.mark.parametrize(
    ("scoring", "scores"),
    [
        ("scale", ["0", "0.2", "0.5", "1", "2"]),
        ("proportional", ["0", "0.5", "1", "1.5", "2"]),
        ("all_or_nothing", ["0", "0", "0", "0", "2"]),
    ],
)
def test_so_many_right_earn_so_much(scoring, scores):
    key = {"correct": CORRECT, "scoring": scoring, "scale": SCALE}
    found = [score_of("true_false_group", key, answer(right), D(2)) for right in range(5)]
    assert found == [D(score) for score in scores]


def test_a_statement_left_open_is_not_right_and_says_nothing():
    key = {"correct": CORRECT, "scoring": "scale", "scale": SCALE, "choice_feedback": {"s1": "A", "s2": "B"}}
    earned = earned_by("true_false_group", key, {"values": {"s1": True, "s4": False}}, D(1))

    assert earned.points == D("0.10")
    assert {s: part.is_right for s, part in earned.parts.items()} == {
        "s1": True,
        "s2": False,
        "s3": False,
        "s4": False,
    }
    assert [part.feedback for part in earned.parts.values()] == ["A", "", "", ""]


def test_a_scale_that_is_too_short_gives_nothing_beyond_its_end():
    key = {"correct": CORRECT, "scoring": "scale", "scale": ["0", "0.5"]}
    assert score_of("true_false_group", key, answer(1), D(1)) == D("0.5")
    assert score_of("true_false_group", key, answer(3), D(1)) == 0


@given(values=sides, scoring=st.sampled_from(["scale", "proportional", "all_or_nothing"]))
def test_one_more_right_never_earns_less(values, scoring):
    key = {"correct": CORRECT, "scoring": scoring, "scale": SCALE}
    score = score_of("true_false_group", key, {"values": values}, D(4))
    for statement, side in CORRECT.items():
        better = {"values": {**values, statement: side}}
        assert score_of("true_false_group", key, better, D(4)) >= score

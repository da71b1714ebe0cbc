"""Choices with weights of their own, and what the review is told of each choice.

IMS QTI 2.2, ``mapResponse``: the mapped values of the picks are summed, kept between the bounds 0 and 1.
"""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.grading import earned_by, score_of

D = Decimal
WEIGHTS = {"c1": "0.5", "c2": "0.5", "c3": "-0.25", "c4": "-1"}
MULTIPLE = {"correct": ["c1", "c2"], "scoring": "weighted", "weights": WEIGHTS}
SINGLE = {"correct": ["c1"], "scoring": "weighted", "weights": {"c1": "1", "c2": "0.25", "c3": "-0.5"}}


@pytest.mark.parametrize(
    ("picked", "expected"),
    [
        (["c1", "c2"], "4.00"),
        (["c1"], "2.00"),
        (["c1", "c3"], "1.00"),
        (["c1", "c2", "c3"], "3.00"),
        (["c3"], "0"),
        (["c1", "c4"], "0"),
        (["c1", "c5"], "2.00"),
        ([], "0"),
    ],
)
def test_weights_are_summed_and_kept_between_none_and_all(picked, expected):
    assert score_of("multiple_choice", MULTIPLE, {"choices": picked}, D(4)) == D(expected)


@pytest.mark.parametrize(
    ("picked", "expected"),
    [(["c1"], "4"), (["c2"], "1"), (["c3"], "0"), (["c4"], "0"), (["c1", "c2"], "0"), ([], "0")],
)
def test_a_single_choice_is_worth_its_own_weight(picked, expected):
    assert score_of("single_choice", SINGLE, {"choices": picked}, D(4)) == D(expected)


def test_three_thirds_make_a_whole_however_they_were_rounded():
    key = {"correct": ["a", "b", "c"], "scoring": "weighted", "weights": dict.fromkeys("abc", "0.33333")}
    assert score_of("multiple_choice", key, {"choices": ["a", "b", "c"]}, D(1000)) == 1000
    assert score_of("multiple_choice", key, {"choices": ["a", "b"]}, D(1000)) == D("666.66")


def test_more_is_never_earned_than_all():
    key = {"correct": ["a"], "scoring": "weighted", "weights": {"a": "1", "b": "1"}}
    assert score_of("multiple_choice", key, {"choices": ["a", "b"]}, D(2)) == 2


@given(picked=st.lists(st.sampled_from(sorted(WEIGHTS)), unique=True))
def test_a_right_choice_more_never_costs_and_a_wrong_one_never_helps(picked):
    score = score_of("multiple_choice", MULTIPLE, {"choices": picked}, D(4))
    for more in set(WEIGHTS) - set(picked):
        changed = score_of("multiple_choice", MULTIPLE, {"choices": [*picked, more]}, D(4))
        assert changed >= score if D(WEIGHTS[more]) > 0 else changed <= score


def test_the_review_hears_of_every_choice_picked_or_missed():
    key = {"correct": ["c1", "c3"], "choice_feedback": {"c1": "Đúng.", "c2": "Sai.", "c3": "Thiếu."}}
    parts = earned_by("multiple_choice", key, {"choices": ["c2", "c1"]}, D(1)).parts

    assert {one: part.is_right for one, part in parts.items()} == {"c1": True, "c2": False, "c3": False}
    assert {one: part.feedback for one, part in parts.items()} == {"c1": "Đúng.", "c2": "Sai.", "c3": ""}


def test_the_side_taken_hears_its_own_remark():
    key = {"correct": True, "choice_feedback": {"true": "Phải.", "false": "Xem lại."}}
    wrong = earned_by("true_false", key, {"value": False}, D(1)).parts["value"]
    right = earned_by("true_false", key, {"value": True}, D(1)).parts["value"]
    silent = earned_by("true_false", key, {}, D(1)).parts["value"]

    assert (wrong.is_right, wrong.feedback) == (False, "Xem lại.")
    assert (right.is_right, right.feedback) == (True, "Phải.")
    assert (silent.is_right, silent.feedback) == (False, "")


@pytest.mark.parametrize(
    ("scoring", "picked", "expected"),
    [
        ("all_or_nothing", ["r1", "r2"], "2"),
        ("all_or_nothing", ["r1"], "0"),
        ("proportional", ["r1"], "1"),
        ("proportional", ["r1", "r2", "r3", "r4"], "1"),
        ("right_minus_wrong", ["r1", "r2", "r3"], "1"),
        ("right_minus_wrong", ["r1", "r3"], "0"),
    ],
)
def test_regions_of_a_picture_count_as_choices_do(scoring, picked, expected):
    key = {"correct": ["r1", "r2"], "scoring": scoring}
    assert score_of("hotspot", key, {"choices": picked}, D(2)) == D(expected)


def test_a_kind_nobody_knows_fails_loudly():
    with pytest.raises(KeyError):
        score_of("telepathy", {}, {}, D(1))

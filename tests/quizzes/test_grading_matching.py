"""Matching: right pairs / number of sources, or all pairs or nothing."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.grading import earned_by, score_of

D = Decimal
PAIRS = {"s1": "t1", "s2": "t2", "s3": "t1"}
targets = st.sampled_from(["t1", "t2", "t3"])


@pytest.mark.parametrize(
    ("given_pairs", "proportional", "whole"),
    [
        ({"s1": "t1", "s2": "t2", "s3": "t1"}, "3", "3"),
        ({"s1": "t1", "s2": "t2", "s3": "t3"}, "2", "0"),
        ({"s1": "t1"}, "1", "0"),
        ({"s1": "t2", "s2": "t1"}, "0", "0"),
        ({}, "0", "0"),
    ],
)
def test_pairs_are_counted_by_their_rule(given_pairs, proportional, whole):
    answer = {"pairs": given_pairs} if given_pairs else {}
    for scoring, expected in (("proportional", proportional), ("all_or_nothing", whole)):
        key = {"pairs": PAIRS, "scoring": scoring}
        assert score_of("matching", key, answer, D(3)) == D(expected)


def test_a_third_of_a_point_is_rounded_to_two_places():
    assert score_of("matching", {"pairs": PAIRS}, {"pairs": {"s2": "t2"}}, D(1)) == D("0.33")


def test_the_review_hears_of_every_source():
    key = {"pairs": PAIRS, "choice_feedback": {"s1": "Xã.", "s2": "Công an."}}
    parts = earned_by("matching", key, {"pairs": {"s1": "t3"}}, D(1)).parts
    assert {s: (part.is_right, part.feedback) for s, part in parts.items()} == {
        "s1": (False, "Xã."),
        "s2": (False, ""),
        "s3": (False, ""),
    }


@pytest.mark.parametrize("scoring", ["proportional", "all_or_nothing"])
def test_a_key_without_pairs_earns_nobody_anything(scoring):
    assert score_of("matching", {"pairs": {}, "scoring": scoring}, {"pairs": {"s1": "t1"}}, D(1)) == 0


@given(pairs=st.dictionaries(st.sampled_from(sorted(PAIRS)), targets))
def test_one_more_right_pair_never_earns_less(pairs):
    score = score_of("matching", {"pairs": PAIRS}, {"pairs": pairs}, D(3))
    for source, target in PAIRS.items():
        assert score_of("matching", {"pairs": PAIRS}, {"pairs": {**pairs, source: target}}, D(3)) >= score

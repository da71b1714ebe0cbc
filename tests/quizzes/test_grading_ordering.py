"""Ordering. ``pairwise`` is one minus the normalised Kendall tau distance (Kendall, Biometrika 30, 1938).

Worked by hand for the order 1 2 3 4, which has six pairs:

=========  ============  =====================================  =========
answer     in place      pairs in order                         pairwise
=========  ============  =====================================  =========
1 2 3 4    4 of 4        6                                      1
1 2 4 3    2 of 4        all but (3,4)                          5/6
2 3 4 1    0 of 4        (2,3) (2,4) (3,4)                      3/6
4 3 2 1    0 of 4        none                                   0
4 2 3 1    2 of 4        (2,3)                                  1/6
=========  ============  =====================================  =========
"""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.grading import earned_by, score_of

D = Decimal
ORDER = ["c1", "c2", "c3", "c4"]


def key(scoring, order=ORDER):
    return {"order": order, "scoring": scoring}


@pytest.mark.parametrize(
    ("given_order", "exact", "position", "pairwise"),
    [
        ("1234", "6", "6", "6"),
        ("1243", "0", "3", "5"),
        ("2341", "0", "0", "3"),
        ("4321", "0", "0", "0"),
        ("4231", "0", "3", "1"),
    ],
)
def test_orders_are_scored_as_worked_by_hand(given_order, exact, position, pairwise):
    answer = {"order": [f"c{n}" for n in given_order]}
    for scoring, expected in (("exact", exact), ("position", position), ("pairwise", pairwise)):
        assert score_of("ordering", key(scoring), answer, D(6)) == D(expected)


@pytest.mark.parametrize("order", [["c1", "c2", "c3"], ["c1", "c2", "c3", "c9"], [*ORDER, "c5"], []])
@pytest.mark.parametrize("scoring", ["exact", "position", "pairwise"])
def test_what_is_no_order_of_the_things_earns_nothing(order, scoring):
    assert score_of("ordering", key(scoring), {"order": order}, D(6)) == 0


def test_a_single_thing_is_always_in_order():
    assert score_of("ordering", key("pairwise", ["c1"]), {"order": ["c1"]}, D(1)) == 1


def test_the_review_hears_what_stands_in_its_place():
    parts = earned_by("ordering", key("exact"), {"order": ["c1", "c3", "c2", "c4"]}, D(1)).parts
    assert {one: part.is_right for one, part in parts.items()} == {
        "c1": True,
        "c2": False,
        "c3": False,
        "c4": True,
    }
    silent = earned_by("ordering", key("exact"), {}, D(1)).parts
    assert not any(part.is_right for part in silent.values())


@given(order=st.permutations(ORDER), place=st.integers(0, 2))
def test_setting_two_neighbours_right_earns_one_pair_more(order, place):
    first, second = order[place : place + 2]
    swapped = [*order[:place], second, first, *order[place + 2 :]]
    gain = 1 if first > second else -1
    before = score_of("ordering", key("pairwise"), {"order": order}, D(6))
    assert score_of("ordering", key("pairwise"), {"order": swapped}, D(6)) == before + gain


@given(order=st.permutations(ORDER))
def test_an_order_and_its_reverse_share_the_pairs(order):
    both = [score_of("ordering", key("pairwise"), {"order": o}, D(6)) for o in (order, order[::-1])]
    assert sum(both) == 6

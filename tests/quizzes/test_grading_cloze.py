"""Gaps: the mean of what each gap earns, weighted as the key says.

By hand, for weights 2, 1 and 1: the first gap alone earns 2/4, the second alone 1/4, a half credit in the first 1/4.
"""

from decimal import Decimal
from fractions import Fraction

import pytest

from quizzes.grading import earned_by, score_of
from quizzes.items import validate
from tests.support.wordings import GOOD

D = Decimal
CONTENT, KEY = GOOD["cloze"]


@pytest.mark.parametrize(
    ("gaps", "expected"),
    [
        ({"g1": "hà nội", "g2": "12", "g3": "c2"}, "4"),
        ({"g1": "Ha Noi"}, "2"),
        ({"g2": "12,0"}, "1"),
        ({"g3": "c2"}, "1"),
        ({"g3": "c1"}, "0"),
        ({"g1": "Huế", "g2": "13", "g3": "c2"}, "1"),
        ({"g9": "Hà Nội"}, "0"),
    ],
)
def test_gaps_are_counted_by_their_weights(gaps, expected):
    assert score_of("cloze", KEY, {"gaps": gaps}, D(4), CONTENT) == D(expected)


def test_a_gap_to_choose_in_may_have_weights_of_its_own():
    gap = {"correct": ["c2"], "weights": {"c2": "1", "c1": "0.5"}}
    key = {"gaps": {"g1": gap}}
    assert score_of("cloze", key, {"gaps": {"g1": "c1"}}, D(2)) == 1
    assert score_of("cloze", key, {"gaps": {"g1": "c2"}}, D(2)) == 2


def test_a_number_gap_is_read_in_its_own_format_with_its_unit_behind():
    gap = {
        "accepted": [{"value": "1784"}],
        "units": [{"text": "m"}],
        "unit_policy": "required",
        "unit_penalty": "0.5",
    }
    content = {"stem": "[[g1]]", "gaps": [{"id": "g1", "kind": "number", "number_format": "en"}]}
    scores = [
        score_of("cloze", {"gaps": {"g1": gap}}, {"gaps": {"g1": typed}}, D(2), content)
        for typed in ("1,784 m", "1,784", "1.784 m")
    ]
    assert scores == [2, 1, 0]


def test_the_review_hears_of_every_gap():
    parts = earned_by("cloze", KEY, {"gaps": {"g2": "12", "g3": "c1"}}, D(4), CONTENT).parts
    assert {gap: part.is_right for gap, part in parts.items()} == {"g1": False, "g2": True, "g3": False}
    assert parts["g3"].feedback == "Cấp trung ương."


def test_a_key_without_gaps_earns_nobody_anything():
    assert score_of("cloze", {"gaps": {}}, {"gaps": {"g1": "x"}}, D(1)) == 0


TICKS = {
    "stem": "<p>Hồ sơ gồm [[g1]] và [[g2]].</p>",
    "gaps": [
        {"id": "g1", "kind": "choices", "choices": [{"id": f"c{n}", "text": f"tờ {n}"} for n in (1, 2, 3, 4)], "size": 0},
        {"id": "g2", "kind": "choice", "choices": [{"id": "c1", "text": "a"}, {"id": "c2", "text": "b"}], "size": 0},
    ],
}  # fmt: skip


def _ticks(scoring, **more):
    several = {"weight": "3", "takes_several": True, "correct": ["c1", "c2"], "scoring": scoring}
    one = {"weight": "1", "correct": ["c1"], "scoring": "weighted", "weights": {"c1": "1", "c2": "0.5"}}
    return {"gaps": {"g1": several | {"choice_feedback": {"c1": "đúng", "c3": "thừa"}} | more, "g2": one}}


@pytest.mark.parametrize(
    ("scoring", "more", "ticked", "fraction"),
    [
        ("right_minus_wrong", {}, ["c1", "c2"], 1),
        ("right_minus_wrong", {}, "c1", Fraction(1, 2)),
        ("right_minus_wrong", {}, ["c1", "c2", "c3"], Fraction(1, 2)),
        ("right_minus_wrong", {}, ["c3", "c4"], 0),
        ("proportional", {}, ["c1", "c2", "c3"], Fraction(2, 3)),
        ("all_or_nothing", {}, ["c1", "c2", "c3"], 0),
        ("weighted", {"weights": {"c1": "0.7", "c2": "0.3", "c4": "-0.5"}}, ["c1", "c4"], Fraction(1, 5)),
    ],
)
def test_ticks_in_a_gap_are_counted_as_the_key_says(scoring, more, ticked, fraction):
    key = _ticks(scoring, **more)
    assert validate("cloze", TICKS, key) == []
    earned = earned_by("cloze", key, {"gaps": {"g1": ticked}}, Decimal(4), TICKS)

    assert earned.parts["g1"].fraction == fraction
    assert earned.fraction == fraction * Fraction(3, 4)


def test_each_tick_in_a_gap_has_its_remark():
    earned = earned_by("cloze", _ticks("proportional"), {"gaps": {"g1": ["c1", "c3"]}}, Decimal(4), TICKS)

    assert earned.parts["g1"].feedback == "đúng thừa"


def test_several_picks_in_a_gap_that_takes_one_earn_nothing():
    earned = earned_by("cloze", _ticks("proportional"), {"gaps": {"g2": ["c1", "c2"]}}, Decimal(4), TICKS)

    assert earned.points == 0


def test_a_gap_and_its_key_agree_on_whether_several_are_ticked():
    key = _ticks("proportional")
    del key["gaps"]["g1"]["takes_several"]

    assert validate("cloze", TICKS, key) == ["more_than_one_correct", "gap_key_of_other_kind"]

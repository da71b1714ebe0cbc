"""Several people's marks of one answer: the whole table of the difference rule, and rubrics in another quiz's points."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.grading import Mark, sum_of_rubric, verdict_of, worths_of
from quizzes.items.essay import Criterion


def marks(*points):
    return [
        Mark(round=number, points=D(one)) for number, one in enumerate(points, start=1) if one is not None
    ]


@pytest.mark.parametrize(
    ("given_points", "needed", "percent", "points", "rounds"),
    [
        ((), 1, 20, None, (1,)),
        (("7",), 1, 20, "7.00", ()),
        ((), 2, 20, None, (1, 2)),
        (("7",), 2, 20, None, (2,)),
        ((None, "7"), 2, 20, None, (1,)),
        (("7", "7"), 2, 0, "7.00", ()),
        (("7", "7.01"), 2, 0, None, (3,)),
        (("6", "7"), 2, 20, "6.50", ()),
        (("6", "8"), 2, 20, "7.00", ()),  # exactly the allowed share: still the mean
        (("6", "8.01"), 2, 20, None, (3,)),
        (("8.01", "6"), 2, 20, None, (3,)),
        (("0", "10"), 2, 100, "5.00", ()),
        (("6.33", "6.34"), 2, 20, "6.34", ()),  # 6.335: a half goes up
        (("2", "9", "5.5"), 2, 20, "5.50", ()),  # the third person decides alone
        (("2", "9", "0"), 2, 20, "0.00", ()),
        (("7", "2"), 1, 20, "7.00", ()),  # two had marked before the quiz came to need one only
    ],
)
def test_the_difference_rule(given_points, needed, percent, points, rounds):
    verdict = verdict_of(
        marks(*given_points), markers_needed=needed, max_points=D(10), difference_percent=percent
    )

    assert verdict.points == (None if points is None else D(points))
    assert verdict.rounds == rounds


cents = st.integers(0, 1000).map(lambda n: D(n) / 100)


@given(first=cents, second=cents, percent=st.integers(0, 100))
def test_two_marks_give_the_mean_or_ask_a_third_and_never_depend_on_who_was_first(first, second, percent):
    def of(a, b):
        return verdict_of(marks(a, b), markers_needed=2, max_points=D(10), difference_percent=percent)

    one, other = of(first, second), of(second, first)
    assert one == other
    assert one.is_settled == (abs(first - second) <= D(percent) / 10)
    if one.is_settled:
        assert min(first, second) <= one.points <= max(first, second)


def rubric(*points):
    return tuple(Criterion(id=f"r{n}", text="x", points=D(one)) for n, one in enumerate(points, start=1))


@pytest.mark.parametrize(
    ("lines", "most", "worths"),
    [
        (("4", "6"), "10", ["4.00", "6.00"]),
        (("4", "6"), "5", ["2.00", "3.00"]),
        (("1", "1", "1"), "1", ["0.33", "0.33", "0.34"]),
        ((), "10", []),
    ],
)
def test_a_rubric_keeps_its_shares_when_the_quiz_gives_other_points(lines, most, worths):
    assert list(worths_of(rubric(*lines), D(most)).values()) == [D(one) for one in worths]


@given(
    lines=st.lists(st.integers(1, 500).map(lambda n: D(n) / 10), min_size=1, max_size=8),
    most=st.integers(10, 100_000).map(lambda n: D(n) / 100),
)
def test_the_lines_of_a_rubric_sum_up_to_the_points(lines, most):
    worths = worths_of(rubric(*lines), most)

    assert all(worth >= 0 for worth in worths.values())
    assert abs(sum_of_rubric(worths) - most) <= D("0.05")

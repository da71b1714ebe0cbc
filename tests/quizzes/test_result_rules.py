"""Which attempt counts: highest, last, first, or the mean of all."""

from decimal import Decimal

import pytest

from quizzes.grading import SittingScore, Standing, result_of


def sat(number: int, points: str | None) -> SittingScore:
    standing = None if points is None else Standing(points=Decimal(points), max_points=Decimal(10))
    return SittingScore(number=number, standing=standing)


ATTEMPTS = [sat(1, "6"), sat(2, "9"), sat(3, None), sat(4, "7")]


@pytest.mark.parametrize(
    ("method", "percent", "number"),
    [("highest", "90.00", 2), ("last", "70.00", 4), ("first", "60.00", 1), ("mean", "73.33", 4)],
)
def test_the_method_names_the_result(method, percent, number):
    result = result_of(ATTEMPTS, method=method, pass_percent=70)
    assert (result.percent, result.counting_attempt) == (Decimal(percent), number)
    assert result.is_passed is (Decimal(percent) >= 70)


def test_the_mean_that_is_shown_decides():
    """(70.00 + 69.99) / 2 = 69.995, shown as 70.00: whoever reads the pass mark has passed."""
    scores = [sat(1, "7.000"), sat(2, "6.999")]
    assert result_of(scores, method="mean", pass_percent=70).is_passed
    assert result_of([sat(1, None)], method="mean", pass_percent=70) is None

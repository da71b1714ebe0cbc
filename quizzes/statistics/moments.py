"""Mean, median, spread and shape of scores, exactly from how many attempts had which score. Pure.

All functions take a distribution {value: count}. Sums are fractions; only the last step is a floating-point number.
"""

import math
from collections.abc import Mapping
from fractions import Fraction

from quizzes.statistics.tally import Tally

Distribution = Mapping[Fraction, int]


def percents_of(tally: Tally) -> dict[Fraction, int]:
    """How many attempts had which per cent of their paper's points."""
    found: dict[Fraction, int] = {}
    for (most, points), count in tally.under("scores"):
        value = Fraction(100 * int(points), int(most)) if int(most) else Fraction(0)
        found[value] = found.get(value, 0) + count
    return found


def size_of(values: Distribution) -> int:
    return sum(values.values())


def mean_of(values: Distribution) -> Fraction | None:
    size = size_of(values)
    return Fraction(sum(v * n for v, n in values.items()), size) if size else None


def median_of(values: Distribution) -> Fraction | None:
    """The middle value; with an even number of attempts the mean of the two in the middle."""
    size = size_of(values)
    if not size:
        return None
    low = high = None
    passed = 0
    for value in sorted(values):
        passed += values[value]
        if low is None and passed >= (size + 1) // 2:
            low = value
        if passed >= size // 2 + 1:
            high = value
            break
    return (low + high) / 2 if low is not None and high is not None else None


def central_moment(values: Distribution, power: int) -> Fraction:
    """The mean of (value - mean) to a power; 0 for no values."""
    mean = mean_of(values)
    if mean is None:
        return Fraction(0)
    return Fraction(sum((v - mean) ** power * n for v, n in values.items()), size_of(values))


def sd_of(values: Distribution) -> float | None:
    """The sample standard deviation (divisor n - 1); None for fewer than two values."""
    size = size_of(values)
    if size < 2:
        return None
    return math.sqrt(central_moment(values, 2) * Fraction(size, size - 1))


def skewness_of(values: Distribution) -> float | None:
    """The adjusted Fisher-Pearson coefficient G1 = sqrt(n(n-1))/(n-2) * m3/m2^1.5; None below three or without spread.

    Source: Joanes & Gill (1998), The Statistician 47(1), 183-189; the same as SciPy's ``skew(bias=False)`` and as the
    k-statistics of Moodle's quiz report.
    """
    size, second = size_of(values), central_moment(values, 2)
    if size < 3 or not second:
        return None
    return math.sqrt(size * (size - 1)) / (size - 2) * float(central_moment(values, 3)) / float(second) ** 1.5


def kurtosis_of(values: Distribution) -> float | None:
    """The excess kurtosis G2 = (n-1)/((n-2)(n-3)) * ((n+1) g2 + 6), g2 = m4/m2^2 - 3; None below four.

    Source: Joanes & Gill (1998); the same as SciPy's ``kurtosis(bias=False)``.
    """
    size, second = size_of(values), central_moment(values, 2)
    if size < 4 or not second:
        return None
    plain = central_moment(values, 4) / second**2 - 3
    return float(Fraction(size - 1, (size - 2) * (size - 3)) * ((size + 1) * plain + 6))

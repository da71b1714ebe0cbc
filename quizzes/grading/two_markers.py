"""What several people's marks of one answer come to, and who is asked next. Pure.

One marker: their mark counts. Two: the mean of both, to two places, a half goes up, when they differ by no more than the
allowed share of the points; otherwise a third person, who is neither of them, decides alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from quizzes.grading.rounding import two_places
from quizzes.items.essay import Criterion

FIRST, SECOND, THIRD = 1, 2, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One person's final points for an answer, in the round they marked it."""

    round: int
    points: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """``points`` once the answer has its mark; until then ``rounds`` are those that wait for a person."""

    points: Decimal | None
    rounds: tuple[int, ...] = ()

    @property
    def is_settled(self) -> bool:
        return self.points is not None


def verdict_of(
    marks: Sequence[Mark], *, markers_needed: int, max_points: Decimal, difference_percent: int
) -> Verdict:
    """Where an answer stands after these marks. A difference of exactly the allowed share still gives the mean.

    >>> two = [Mark(round=1, points=Decimal("6")), Mark(round=2, points=Decimal("7"))]
    >>> verdict_of(two, markers_needed=2, max_points=Decimal(10), difference_percent=20).points
    Decimal('6.50')
    >>> verdict_of(two, markers_needed=2, max_points=Decimal(10), difference_percent=5).rounds
    (3,)
    """
    given = {mark.round: mark.points for mark in marks}
    if THIRD in given:
        return Verdict(points=two_places(given[THIRD]))
    waiting = tuple(number for number in (FIRST, SECOND) if number <= markers_needed and number not in given)
    if markers_needed == 1 and given:
        return Verdict(points=two_places(given[min(given)]))
    if waiting:
        return Verdict(points=None, rounds=waiting)
    first, second = given[FIRST], given[SECOND]
    if abs(first - second) * 100 > difference_percent * max_points:
        return Verdict(points=None, rounds=(THIRD,))
    return Verdict(points=two_places((first + second) / 2))


def worth_of(line: Criterion, rubric: Sequence[Criterion], max_points: Decimal) -> Decimal:
    """The points a line of the rubric is worth at most in a paper where the question has ``max_points``.

    A rubric is written for the question's own points; where a quiz gives the question other points the lines keep their
    shares. The last line takes what rounding leaves, so that the lines always sum up to the points.
    """
    total = sum((one.points for one in rubric), Decimal(0))
    if line is not rubric[-1]:
        return two_places(line.points * max_points / total)
    others = sum((worth_of(one, rubric, max_points) for one in rubric[:-1]), Decimal(0))
    return two_places(max(max_points - others, Decimal(0)))


def worths_of(rubric: Sequence[Criterion], max_points: Decimal) -> dict[str, Decimal]:
    """By line of the rubric, the points it is worth at most."""
    return {line.id: worth_of(line, rubric, max_points) for line in rubric}


def sum_of_rubric(given: Mapping[str, Decimal]) -> Decimal:
    """Points by criterion, summed."""
    return two_places(sum(given.values(), Decimal(0)))

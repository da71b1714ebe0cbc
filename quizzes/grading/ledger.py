"""The ledger of an attempt read as a story, and a learner's result out of all their attempts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from quizzes.grading.rounding import ZERO, two_places


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    kind: str
    points: Decimal
    max_points: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What an attempt is worth after its last ledger line."""

    points: Decimal
    max_points: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingScore:
    """One closed attempt: its number and what it is worth; ``standing`` is None when it was annulled or not graded.

    An attempt that waits for a marker is worth what is scored so far: more can come, nothing is taken away.
    """

    number: int
    standing: Standing | None
    is_waiting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    percent: Decimal
    is_passed: bool
    counting_attempt: int
    is_provisional: bool = False
    """Whether a marker can still change it."""


def standing_of(lines: Iterable[LedgerLine]) -> Standing | None:
    """Fold the lines in the order they were written; an annulled attempt is worth nothing until scored again."""
    standing: Standing | None = None
    for line in lines:
        standing = (
            None if line.kind == "annulled" else Standing(points=line.points, max_points=line.max_points)
        )
    return standing


def percent_of(standing: Standing) -> Decimal:
    """Two places, a half goes up, between 0 and 100. A paper worth no points gives 0."""
    if standing.max_points <= 0:
        return ZERO
    share = standing.points * 100 / standing.max_points
    return two_places(min(max(share, ZERO), Decimal(100)))


def result_of(scores: Sequence[SittingScore], *, method: str, pass_percent: int) -> Result | None:
    """The result that counts: the highest attempt (the earliest of equals), the last, the first, or the mean of all.

    Attempts that were annulled or are not graded yet do not count. The percentage that is shown decides: whoever reads
    70.00 with a pass mark of 70 has passed. The mean names the last attempt as the counting one. While a marker is
    awaited the result is provisional; it is passed already only when the points scored so far are enough.
    """
    counted = [(percent_of(score.standing), score.number) for score in scores if score.standing is not None]
    if not counted:
        return None
    percent, number = _counting(counted, method)
    waiting = {score.number for score in scores if score.standing is not None and score.is_waiting}
    return Result(
        percent=percent,
        is_passed=percent >= pass_percent,
        counting_attempt=number,
        is_provisional=number in waiting if method in {"first", "last"} else bool(waiting),
    )


def _counting(counted: list[tuple[Decimal, int]], method: str) -> tuple[Decimal, int]:
    last = max(counted, key=lambda pair: pair[1])
    if method == "last":
        return last
    if method == "first":
        return min(counted, key=lambda pair: pair[1])
    if method == "mean":
        return two_places(sum((percent for percent, _number in counted), Decimal(0)) / len(counted)), last[1]
    return max(counted, key=lambda pair: (pair[0], -pair[1]))

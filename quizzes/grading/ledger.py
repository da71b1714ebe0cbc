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
    """One closed attempt: its number and what it is worth; ``standing`` is None when it was annulled or not graded."""

    number: int
    standing: Standing | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    percent: Decimal
    is_passed: bool
    counting_attempt: int


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
    """The result that counts: the highest attempt (the earliest of equals) or the last one.

    The percentage that is shown decides: whoever reads 70.00 with a pass mark of 70 has passed.
    """
    counted = [(percent_of(score.standing), score.number) for score in scores if score.standing is not None]
    if not counted:
        return None
    if method == "last":
        percent, number = max(counted, key=lambda pair: pair[1])
    else:
        percent, number = max(counted, key=lambda pair: (pair[0], -pair[1]))
    return Result(percent=percent, is_passed=percent >= pass_percent, counting_attempt=number)

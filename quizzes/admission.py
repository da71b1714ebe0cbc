"""May this learner start an attempt now, and until when would it last? Pure: facts in, a refusal or nothing out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """One accommodation that applies to the learner."""

    time_factor: Decimal = Decimal(1)
    closes_at: datetime | None = None
    extra_attempts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The conditions of a quiz for one learner. ``limit`` and the attempts are None where there is no limit."""

    opens_at: datetime | None
    closes_at: datetime | None
    limit: timedelta | None
    attempts: int | None
    wait: timedelta
    code: str
    needs_honour: bool
    goes_on_when_recognised: bool = False
    """Whether one may go on sitting when a decision has recognised one's result."""

    def due_at(self, started_at: datetime) -> datetime | None:
        """The earlier of the time limit and the closing of the quiz; None when there is neither."""
        ends = [self.closes_at] if self.closes_at else []
        if self.limit is not None:
            ends.append(started_at + self.limit)
        return min(ends, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """An attempt that was started before. An annulled one keeps its number and is not counted."""

    number: int
    is_counted: bool
    closed_at: datetime | None
    is_recognised: bool = False
    """Whether a decision has recognised the learner's result in this quiz; the same for all of their attempts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why no attempt may start now: a code of ``AttemptRefused``, and from when one may, where that is known."""

    code: str
    until: datetime | None = None


def with_allowances(terms: Terms, allowances: Iterable[Allowance]) -> Terms:
    """The kindest of all that apply: the largest factor, the latest end, the most attempts. None makes terms harder."""
    granted = list(allowances)
    factor = max((a.time_factor for a in granted), default=Decimal(1))
    later = [a.closes_at for a in granted if a.closes_at is not None]
    extra = max((a.extra_attempts for a in granted), default=0)
    return Terms(
        opens_at=terms.opens_at,
        closes_at=max([terms.closes_at, *later]) if terms.closes_at is not None else None,
        limit=terms.limit * float(max(factor, Decimal(1))) if terms.limit is not None else None,
        attempts=terms.attempts + extra if terms.attempts is not None else None,
        wait=terms.wait,
        code=terms.code,
        needs_honour=terms.needs_honour,
        goes_on_when_recognised=terms.goes_on_when_recognised,
    )


def is_settled(terms: Terms, earlier: Sequence[Earlier]) -> bool:
    """Whether the result stands by decision: a further attempt could change nothing of it."""
    return not terms.goes_on_when_recognised and any(attempt.is_recognised for attempt in earlier)


def attempts_left(terms: Terms, earlier: Sequence[Earlier]) -> int | None:
    """How many more may be started; None when there is no limit. A running one is used up."""
    if is_settled(terms, earlier):
        return 0
    if terms.attempts is None:
        return None
    return max(terms.attempts - sum(attempt.is_counted for attempt in earlier), 0)


def refusal_to_start(*, terms: Terms, earlier: Sequence[Earlier], now: datetime) -> Refusal | None:
    """What stands against a start, the lasting first: closed, recognised, none left, not open yet, wait a while."""
    if terms.closes_at is not None and now >= terms.closes_at:
        return Refusal(code="closed")
    if is_settled(terms, earlier):
        return Refusal(code="recognised")
    if attempts_left(terms, earlier) == 0:
        return Refusal(code="no_attempts_left")
    if terms.opens_at is not None and now < terms.opens_at:
        return Refusal(code="not_open", until=terms.opens_at)
    ended = [a.closed_at for a in earlier if a.is_counted and a.closed_at is not None]
    if ended and terms.wait and now < max(ended) + terms.wait:
        return Refusal(code="wait", until=max(ended) + terms.wait)
    return None

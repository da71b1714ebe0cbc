"""When does a lesson open for somebody, when may it be finished, and what runs in a circle? Pure: facts in, answer out.

A lesson may wait for a day, for another lesson, or be meant for the people of one organisation. What somebody has opened once
stays open: a rule made stricter takes nothing back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

LONGEST_GAP = timedelta(minutes=2)
"""Between two signs of life, at most so much counts as reading: somebody who went to lunch has not read for an hour."""


class Lock(StrEnum):
    DAY = "day"
    LESSON = "lesson"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRule:
    opens_on: date | None = None
    after: int | None = None
    """Key of the lesson that must be finished first."""
    within: str = ""
    """Tree path of the organisation it is meant for, with all below it; empty: for everybody."""

    @property
    def is_free(self) -> bool:
        return self.opens_on is None and self.after is None and not self.within


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnerFacts:
    """What is known of one learner on one day."""

    today: date
    done: frozenset[int] = frozenset()
    """Keys of the lessons finished."""
    paths: tuple[str, ...] = ()
    """Tree paths of the organisations the learner belongs to today."""
    passed: frozenset[int] = field(default=frozenset())
    """Keys of the quizzes passed."""


def locks_of(rule: ReleaseRule, facts: LearnerFacts) -> tuple[Lock, ...]:
    """Everything that keeps a lesson closed, what cannot be changed by learning first; empty: it is open."""
    locks: list[Lock] = []
    if rule.within and not any(path.startswith(rule.within) for path in facts.paths):
        locks.append(Lock.ORGANISATION)
    if rule.opens_on is not None and facts.today < rule.opens_on:
        locks.append(Lock.DAY)
    if rule.after is not None and rule.after not in facts.done:
        locks.append(Lock.LESSON)
    return tuple(locks)


def seconds_read(*, before: int, last_sign: datetime, now: datetime) -> int:
    """Seconds of reading after one more sign of life; a clock that went backwards takes nothing away."""
    gap = min(max(now - last_sign, timedelta()), LONGEST_GAP)
    return before + int(gap.total_seconds())


def seconds_missing(*, min_minutes: int, seconds: int) -> int:
    """How long a lesson must still be read before it may be finished."""
    return max(0, min_minutes * 60 - seconds)


def circle_of(start: int, wanted: Iterable[int], edges: Mapping[int, Iterable[int]]) -> list[int]:
    """The circle that would arise if ``start`` came to wait for ``wanted``: ``[start, …, start]``; empty: there is none.

    ``edges`` says for each key which keys it waits for already; what it says of ``start`` is replaced by ``wanted``.
    """
    ways = [[start, key] for key in wanted]
    seen: set[int] = set()
    while ways:
        way = ways.pop(0)
        here = way[-1]
        if here == start:
            return way
        if here in seen:
            continue
        seen.add(here)
        ways.extend([*way, key] for key in edges.get(here, ()))
    return []

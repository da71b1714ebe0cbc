"""Deadlines, without a clock: the moment is always an argument and always the server's."""

from dataclasses import dataclass
from datetime import datetime, timedelta

GRACE = timedelta(seconds=60)
"""For packets on their way: an answer that arrives this long after the deadline still counts."""

LATE_WINDOW = timedelta(hours=1)
"""Where late answers are graded: how long after deadline and grace they are still taken, marked as late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """When an attempt is due, and what happens to answers after that."""

    due_at: datetime | None
    grace: timedelta = GRACE
    grades_late: bool = False

    def is_past(self, now: datetime) -> bool:
        """Whether what arrives now is late: the deadline and its grace are over."""
        return self.due_at is not None and now > self.due_at + self.grace

    def is_over(self, now: datetime) -> bool:
        """Whether nothing that arrives now can count any more."""
        last = self.grace + (LATE_WINDOW if self.grades_late else timedelta())
        return self.due_at is not None and now > self.due_at + last


def is_overdue(*, due_at: datetime | None, now: datetime, grace: timedelta = GRACE) -> bool:
    """Whether the deadline and its grace are over."""
    return Deadline(due_at=due_at, grace=grace).is_past(now)


def remaining_ms(*, due_at: datetime | None, now: datetime) -> int | None:
    """What is left until the deadline itself; the grace is nobody's working time."""
    return None if due_at is None else max(0, round((due_at - now).total_seconds() * 1000))


def minutes_left(remaining: int | None) -> int | None:
    """Rounded up: the last minute reads 1, not 0."""
    return None if remaining is None else -(-remaining // 60_000)

"""Deadlines, without a clock: the moment is always an argument and always the server's."""

from datetime import datetime, timedelta

GRACE = timedelta(seconds=60)
"""For packets on their way: an answer that arrives this long after the deadline still counts."""


def due_at(*, started_at: datetime, limit_minutes: int | None, closes_at: datetime | None) -> datetime | None:
    """The earlier of the time limit and the closing of the quiz; None when there is neither."""
    ends = [closes_at] if closes_at else []
    if limit_minutes:
        ends.append(started_at + timedelta(minutes=limit_minutes))
    return min(ends, default=None)


def is_overdue(*, due_at: datetime | None, now: datetime) -> bool:
    """Whether the deadline and its grace are over, so that nothing more can count."""
    return due_at is not None and now > due_at + GRACE


def remaining_ms(*, due_at: datetime | None, now: datetime) -> int | None:
    """What is left until the deadline itself; the grace is nobody's working time."""
    return None if due_at is None else max(0, round((due_at - now).total_seconds() * 1000))


def minutes_left(remaining: int | None) -> int | None:
    """Rounded up: the last minute reads 1, not 0."""
    return None if remaining is None else -(-remaining // 60_000)

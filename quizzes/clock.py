"""The server's moment for deadlines: it does not jump when somebody sets the machine's clock.

Time goes on by the monotonic clock. When the wall clock has left it by more than five seconds, an alarm is logged and
the old time is kept for two minutes; then the wall clock is believed, but only if the database's clock agrees.
So a backward step closes nothing and gives nobody more time, and a step of an hour forward closes nothing before an
operator or NTP could put it right. A process that starts later begins with the database's time.
"""

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import Error, connection

logger = logging.getLogger("lms.clock")
TOLERANCE = timedelta(seconds=5)

Moment = Callable[[], datetime]


def _wall() -> datetime:
    return datetime.now(tz=UTC)


def database_now() -> datetime | None:
    """The clock of the database; None where it is this machine's (SQLite) or cannot be asked now."""
    if connection.vendor != "postgresql":
        return None
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            return cursor.fetchone()[0]
    except Error:
        return None


class SteadyClock:
    """One for each process. ``hold`` is how long a step is not believed."""

    def __init__(
        self,
        *,
        hold: timedelta,
        wall: Moment = _wall,
        monotonic: Callable[[], float] = time.monotonic,
        witness: Callable[[], datetime | None] = database_now,
    ) -> None:
        self.hold, self.wall, self.monotonic, self.witness = hold, wall, monotonic, witness
        self.lock = threading.Lock()
        self.base: datetime | None = None
        """What the clock reads when the monotonic one reads zero."""
        self.ask_again_at = 0.0
        self.is_held = False

    def now(self) -> datetime:
        passed = timedelta(seconds=self.monotonic())
        wall = self.wall()
        with self.lock:
            if self.base is None:
                self.base = self._first(wall) - passed
            kept = self.base + passed
            if abs(wall - kept) <= TOLERANCE:
                self.base, self.is_held = wall - passed, False
                return wall
            return self._stepped(wall, kept, passed)

    def _first(self, wall: datetime) -> datetime:
        told = self.witness()
        return told if told is not None and abs(told - wall) > TOLERANCE else wall

    def _stepped(self, wall: datetime, kept: datetime, passed: timedelta) -> datetime:
        """The old time, until the hold is over and the database says the same as the wall clock."""
        at = passed.total_seconds()
        if not self.is_held:
            self.is_held = True
            self.ask_again_at = at + self.hold.total_seconds()
            logger.error("clock.stepped", extra={"seconds": round((wall - kept).total_seconds(), 1)})
        if at < self.ask_again_at:
            return kept
        told = self.witness()
        if told is not None and abs(told - wall) > TOLERANCE:
            self.ask_again_at = at + self.hold.total_seconds()
            return kept
        self.base, self.is_held = wall - passed, False
        logger.warning("clock.step_believed")
        return wall


_clock = SteadyClock(hold=timedelta(seconds=settings.QUIZZES_CLOCK_HOLD_SECONDS))


def now() -> datetime:
    """The moment that decides about deadlines. Views, the save door and the sweep ask here; services are told."""
    return _clock.now()

"""A ticket stands in for the session on one path only: saving answers of one attempt of one person.

What it holds, what it is worth and what ends it: docs/explanation/saving-answers.md, "The ticket".
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from quizzes.models import Attempt
from quizzes.timing import LATE_WINDOW

SALT = "quizzes.ticket"
HEADER = "X-Attempt-Ticket"
LONGEST = timedelta(hours=12)
"""Even an attempt without a deadline asks for a new ticket after this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A ticket whose signature and age are right. Whether it still counts, the attempt's own row says."""

    attempt: UUID
    learner_id: int
    epoch: int
    stamp: str

    def fits(self, *, epoch: int, password: str, is_active: bool) -> bool:
        """Not after a sign-out (``epoch``), not after another password, not for a closed account."""
        return (
            is_active and self.epoch == epoch and constant_time_compare(self.stamp, password_stamp(password))
        )


def password_stamp(password: str) -> str:
    """16 hex digits of SHA-256 over the stored (salted, Argon2) form of a password: tells only that it changed."""
    return hashlib.sha256(f"{SALT}:{password}".encode()).hexdigest()[:16]


def issue_ticket(*, attempt: Attempt, password: str, now: datetime) -> str:
    """A ticket for the owner of a running attempt, good until its deadline and grace, at most twelve hours.

    ``password`` is the owner's stored one. The caller has passed the owner's door.
    """
    until = now + LONGEST
    if attempt.due_at is not None:
        late = LATE_WINDOW if attempt.grades_late else timedelta()
        until = min(until, attempt.due_at + timedelta(seconds=attempt.grace_seconds) + late)
    claims = (
        attempt.uuid.hex,
        str(attempt.learner_id),
        str(attempt.ticket_epoch),
        str(int(until.timestamp()) + 1),
        password_stamp(password),
    )
    return signing.Signer(salt=SALT).sign(".".join(claims))


def read_ticket(text: str, *, now: datetime) -> Ticket | None:
    """The ticket, or None when it is forged, mutilated or too old. Keys that were rotated out still count while named."""
    try:
        attempt, learner, epoch, until, stamp = signing.Signer(salt=SALT).unsign(text).split(".")
    except (signing.BadSignature, ValueError):
        return None
    if now > datetime.fromtimestamp(int(until), tz=UTC):
        return None
    return Ticket(attempt=UUID(attempt), learner_id=int(learner), epoch=int(epoch), stamp=stamp)


def device_key(attempt: Attempt) -> str:
    """The 256-bit key (hex) under which a browser keeps this attempt's unsent answers; the same at every sign-in."""
    return salted_hmac("quizzes.device_key", attempt.uuid.hex, algorithm="sha256").hexdigest()

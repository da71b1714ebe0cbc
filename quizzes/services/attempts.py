"""The life of a started attempt: answer, submit, or be closed at its deadline. services.starting begins it."""

import logging
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max, Q
from django.utils.translation import gettext_lazy as _

from quizzes.errors import AttemptClosed, SubmissionHeld
from quizzes.models import Attempt, AttemptItem, Response
from quizzes.receipts import canonical_answers, sha256_of
from quizzes.services.grading import grade_attempt
from quizzes.services.saving import Outcome, Save, SavedAnswer, record_save
from quizzes.shown import to_shown
from quizzes.tickets import Ticket
from quizzes.timing import LATE_WINDOW

logger = logging.getLogger("lms.quizzes")

__all__ = [
    "Save",
    "SavedAnswer",
    "close_if_overdue",
    "close_overdue_attempts",
    "keep_answer",
    "mark_slot",
    "save_response",
    "submit_attempt",
    "void_tickets",
]


def _locked(attempt: Attempt) -> Attempt:
    """The row as it is now, held until the transaction ends. One learner's lock never waits for another's."""
    rows = Attempt.objects.select_for_update(of=("self",)).select_related("quiz", "learner")
    return rows.get(pk=attempt.pk)


def save_response(
    *,
    attempt: Attempt,
    slot: int,
    answer: object,
    client: str,
    sequence: int,
    base_revision: int,
    now: datetime,
) -> SavedAnswer:
    """Keep an answer given in stored form; see :func:`keep_answer`."""
    save = Save(slot=slot, answer=answer, client=client, sequence=sequence, base_revision=base_revision)
    return keep_answer(attempt=attempt.uuid, learner_id=attempt.learner_id, save=save, now=now)


def keep_answer(
    *, attempt: UUID, learner_id: int, save: Save, now: datetime, ticket: Ticket | None = None
) -> SavedAnswer:
    """Keep an answer; the caller acknowledges it only after this has returned, that is, after commit.

    The same save again is acknowledged again. An older page does not overwrite a newer answer: both come back.
    After the deadline and its grace the answer is kept as late and not graded, and the attempt is closed; where the
    quiz grades late answers it counts for an hour more and the attempt is marked as late.
    """
    saved = record_save(attempt=attempt, learner_id=learner_id, save=save, now=now, ticket=ticket)
    if saved.must_close:
        close_if_overdue(attempt=Attempt.objects.get(uuid=attempt), now=now)
    return saved


def void_tickets(*, learner_id: int) -> None:
    """Somebody signed out: what their open pages hold is worth nothing until they sign in again."""
    running = Attempt.objects.filter(learner=learner_id, status=Attempt.Status.IN_PROGRESS)
    running.update(ticket_epoch=F("ticket_epoch") + 1)


@transaction.atomic
def mark_slot(*, attempt: Attempt, slot: int, is_flagged: bool, now: datetime) -> None:
    """Mark a question to look at again, or take the mark away."""
    locked = _locked(attempt)
    if locked.is_closed or locked.deadline.is_over(now):
        raise AttemptClosed(_("This attempt is closed."))
    AttemptItem.objects.filter(attempt=locked, slot=slot).update(is_flagged=is_flagged)


def submit_attempt(*, attempt: Attempt, now: datetime, unacked: Sequence[Save] = ()) -> Attempt:
    """Close an attempt and grade it, with the answers that were still on their way in the same transaction.

    Submitting twice is harmless: the second call returns the graded attempt with the same receipt; answers that come
    with it are kept as late.
    When an answer on its way is older than what another window saved, the newer one stands, nothing is closed,
    and :class:`SubmissionHeld` carries both; sending the same again submits.
    """
    with transaction.atomic():
        locked = _locked(attempt)
        saved = [
            record_save(attempt=locked.uuid, learner_id=locked.learner_id, save=save, now=now)
            for save in unacked
        ]
        if locked.is_closed:
            return locked
        conflicts = [s for s in saved if s.outcome == Outcome.CONFLICT and not s.is_replay]
        if locked.deadline.is_over(now):
            return _expire(locked, now)
        if not conflicts:
            return _close(locked, status=Attempt.Status.SUBMITTED, at=now, now=now)
    raise SubmissionHeld(conflicts)


def close_if_overdue(*, attempt: Attempt, now: datetime) -> Attempt:
    """Close an attempt whose deadline and grace are over; whoever looks at it first does this."""
    if attempt.is_closed or not attempt.deadline.is_over(now):
        return attempt
    with transaction.atomic():
        locked = _locked(attempt)
        return locked if locked.is_closed else _expire(locked, now)


def close_overdue_attempts(*, now: datetime, limit: int = 1000) -> int:
    """Close what nobody came back to. Each in its own transaction, so that one broken row does not hold up the rest."""
    in_window = Q(grades_late=True, due_at__gte=now - LATE_WINDOW)
    overdue = Attempt.objects.filter(status=Attempt.Status.IN_PROGRESS, due_at__lt=now).exclude(in_window)
    closed = 0
    for attempt in overdue.order_by("due_at")[:limit]:
        if not attempt.deadline.is_over(now):
            continue
        try:
            close_if_overdue(attempt=attempt, now=now)
        except Exception:
            logger.exception("attempt.closing_failed", extra={"attempt": str(attempt.uuid)})
        else:
            closed += 1
    return closed


def _expire(attempt: Attempt, now: datetime) -> Attempt:
    """Close at the deadline, not at the moment somebody noticed; with late answers, at the last of them."""
    at = attempt.due_at or now
    if attempt.is_late:
        saved = Response.objects.filter(attempt_item__attempt=attempt).aggregate(last=Max("saved_at"))
        at = max(at, saved["last"] or at)
    return _close(attempt, status=Attempt.Status.EXPIRED, at=at, now=now)


def _close(attempt: Attempt, *, status: str, at: datetime, now: datetime) -> Attempt:
    slots = list(attempt.slots.select_related("version", "response").order_by("slot"))
    attempt.status = status
    attempt.closed_at = at
    if attempt.deadline.is_past(at) and not attempt.is_late:
        attempt.is_late = True
        attempt.save(update_fields=["is_late"])
    attempt.receipt_sha256 = sha256_of(receipt_of(attempt=attempt, slots=slots))
    grade_attempt(attempt=attempt, slots=slots, now=now)
    return attempt


def receipt_of(*, attempt: Attempt, slots: Sequence[AttemptItem]) -> bytes:
    """The canonical answers of a closed attempt, in the letters the learner saw."""
    answers = []
    for slot in slots:
        response = getattr(slot, "response", None)
        answers.append((slot.slot, to_shown(response.answer if response else {}, slot.arrangement)))
    return canonical_answers(
        attempt=str(attempt.uuid), closed_at=attempt.closed_at or attempt.started_at, answers=answers
    )

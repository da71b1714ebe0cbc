"""The life of an attempt: start, answer, submit, or be closed at its deadline. The only writer of attempts."""

import logging
import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from people.models import User
from quizzes.errors import AttemptClosed, AttemptRefused, SubmissionHeld
from quizzes.models import Attempt, AttemptItem, Quiz
from quizzes.receipts import canonical_answers, sha256_of
from quizzes.services.grading import grade_attempt
from quizzes.services.papers import compose_paper, freeze_paper
from quizzes.services.saving import Outcome, Save, SavedAnswer, record_save
from quizzes.shown import to_shown
from quizzes.timing import GRACE, due_at, is_overdue

logger = logging.getLogger("lms.quizzes")

__all__ = [
    "Save",
    "SavedAnswer",
    "close_if_overdue",
    "close_overdue_attempts",
    "mark_slot",
    "save_response",
    "start_attempt",
    "submit_attempt",
]


def start_attempt(*, quiz: Quiz, learner: User, now: datetime, return_url: str = "") -> Attempt:
    """Begin an attempt with a paper of its own, or return the one that is running.

    Two windows that start at the same moment get the same attempt: the database holds one running
    attempt per learner and quiz. The caller (the host) has checked that this person may take the quiz.
    """
    for _try in range(3):
        running = _running_attempt(quiz, learner)
        if running is not None:
            running = close_if_overdue(attempt=running, now=now)
            if not running.is_closed:
                return running
        number = _next_number(quiz, learner, now)
        if number is None:
            continue
        try:
            with transaction.atomic():
                return _create_attempt(quiz, learner, number, now, return_url)
        except IntegrityError:
            continue  # another window was quicker: look again at what it left
    raise AttemptRefused(
        _("The quiz is being started in another window. Please try again."), code="try_again"
    )


def _running_attempt(quiz: Quiz, learner: User) -> Attempt | None:
    return (
        Attempt.objects.filter(quiz=quiz, learner=learner, status=Attempt.Status.IN_PROGRESS)
        .select_related("quiz", "learner")
        .first()
    )


def _next_number(quiz: Quiz, learner: User, now: datetime) -> int | None:
    """The number of the next attempt, or a refusal. An annulled attempt keeps its number but is not counted.

    None: another window has started one since we looked. It must not be counted as a used one here, or the
    slower of two windows would be told that nothing is left.
    """
    if quiz.opens_at and now < quiz.opens_at:
        raise AttemptRefused(_("This quiz is not open yet."), code="not_open")
    if quiz.closes_at and now >= quiz.closes_at:
        raise AttemptRefused(_("This quiz is closed."), code="not_open")
    earlier = list(Attempt.objects.filter(quiz=quiz, learner=learner).values_list("number", "status"))
    if any(status == Attempt.Status.IN_PROGRESS for _number, status in earlier):
        return None
    counted = [number for number, status in earlier if status != Attempt.Status.ANNULLED]
    if quiz.attempts_allowed is not None and len(counted) >= quiz.attempts_allowed:
        raise AttemptRefused(_("You have used all attempts of this quiz."), code="no_attempts_left")
    return max((number for number, _status in earlier), default=0) + 1


def _create_attempt(quiz: Quiz, learner: User, number: int, now: datetime, return_url: str) -> Attempt:
    seed = secrets.token_hex(16)
    paper = compose_paper(quiz=quiz, seed=seed)
    attempt = Attempt.objects.create(
        quiz=quiz,
        learner=learner,
        number=number,
        seed=seed,
        started_at=now,
        due_at=due_at(started_at=now, limit_minutes=quiz.time_limit_minutes, closes_at=quiz.closes_at),
        max_points=paper.max_points,
        return_url=_own_path(return_url),
    )
    freeze_paper(attempt=attempt, paper=paper)
    return attempt


def _own_path(url: str) -> str:
    """Only a path of this site; anything else is forgotten."""
    is_ours = url.startswith("/") and len(url) <= 300 and url_has_allowed_host_and_scheme(url, None)
    return url if is_ours else ""


def _locked(attempt: Attempt) -> Attempt:
    """The row as it is now, held until the transaction ends. One learner's lock never waits for another's."""
    rows = Attempt.objects.select_for_update(of=("self",)).select_related("quiz", "learner")
    return rows.get(pk=attempt.pk)


@transaction.atomic
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
    """Keep an answer; the caller acknowledges it only after this has returned, that is, after commit.

    The same save again is acknowledged again. An older page does not overwrite a newer answer: both come back.
    After the deadline and its grace the answer is kept as late and not graded, and the attempt is closed.
    """
    locked = _locked(attempt)
    save = Save(slot=slot, answer=answer, client=client, sequence=sequence, base_revision=base_revision)
    saved = record_save(attempt=locked, save=save, now=now)
    if saved.outcome == Outcome.LATE and not locked.is_closed:
        _expire(locked, now)
    return saved


@transaction.atomic
def mark_slot(*, attempt: Attempt, slot: int, is_flagged: bool, now: datetime) -> None:
    """Mark a question to look at again, or take the mark away."""
    locked = _locked(attempt)
    if locked.is_closed or is_overdue(due_at=locked.due_at, now=now):
        raise AttemptClosed(_("This attempt is closed."))
    AttemptItem.objects.filter(attempt=locked, slot=slot).update(is_flagged=is_flagged)


def submit_attempt(*, attempt: Attempt, now: datetime, unacked: Sequence[Save] = ()) -> Attempt:
    """Close an attempt and grade it, with the answers that were still on their way in the same transaction.

    Submitting twice is harmless: the second call returns the graded attempt with the same receipt.
    When an answer on its way is older than what another window saved, the newer one stands, nothing is closed,
    and :class:`SubmissionHeld` carries both; sending the same again submits.
    """
    with transaction.atomic():
        locked = _locked(attempt)
        if locked.is_closed:
            return locked
        saved = [record_save(attempt=locked, save=save, now=now) for save in unacked]
        conflicts = [s for s in saved if s.outcome == Outcome.CONFLICT and not s.is_replay]
        if is_overdue(due_at=locked.due_at, now=now):
            return _expire(locked, now)
        if not conflicts:
            return _close(locked, status=Attempt.Status.SUBMITTED, at=now, now=now)
    raise SubmissionHeld(conflicts)


def close_if_overdue(*, attempt: Attempt, now: datetime) -> Attempt:
    """Close an attempt whose deadline and grace are over; whoever looks at it first does this."""
    if attempt.is_closed or not is_overdue(due_at=attempt.due_at, now=now):
        return attempt
    with transaction.atomic():
        locked = _locked(attempt)
        return locked if locked.is_closed else _expire(locked, now)


def close_overdue_attempts(*, now: datetime, limit: int = 1000) -> int:
    """Close what nobody came back to. Each in its own transaction, so that one broken row does not hold up the rest."""
    overdue = Attempt.objects.filter(status=Attempt.Status.IN_PROGRESS, due_at__lt=now - GRACE)
    closed = 0
    for attempt in overdue.order_by("due_at")[:limit]:
        try:
            close_if_overdue(attempt=attempt, now=now)
        except Exception:
            logger.exception("attempt.closing_failed", extra={"attempt": str(attempt.uuid)})
        else:
            closed += 1
    return closed


def _expire(attempt: Attempt, now: datetime) -> Attempt:
    """Close at the deadline, not at the moment somebody noticed."""
    return _close(attempt, status=Attempt.Status.EXPIRED, at=attempt.due_at or now, now=now)


def _close(attempt: Attempt, *, status: str, at: datetime, now: datetime) -> Attempt:
    slots = list(attempt.slots.select_related("version", "response").order_by("slot"))
    attempt.status = status
    attempt.closed_at = at
    attempt.receipt_sha256 = sha256_of(receipt_of(attempt=attempt, slots=slots))
    grade_attempt(attempt=attempt, slots=slots, now=now)
    return attempt


def receipt_of(*, attempt: Attempt, slots: Sequence[AttemptItem]) -> bytes:
    """The canonical answers of a closed attempt, in the letters the learner saw."""
    answers = []
    for slot in slots:
        response = getattr(slot, "response", None)
        answers.append((slot.slot, to_shown(response.answer if response else {}, slot.choice_order)))
    return canonical_answers(
        attempt=str(attempt.uuid), closed_at=attempt.closed_at or attempt.started_at, answers=answers
    )

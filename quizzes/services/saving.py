"""Keeping one answer (docs/explanation/saving-answers.md): one transaction, three statements, a fourth for the counts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from quizzes.errors import AnswerRefused, TicketRefused
from quizzes.grading import AnswerMalformed, clean_answer
from quizzes.models import Attempt, ResponseEvent
from quizzes.services import saving_rows
from quizzes.services.saving_rows import Place
from quizzes.shown import from_shown
from quizzes.tickets import Ticket
from quizzes.timing import Deadline

Outcome = ResponseEvent.Outcome
TRIES = 3
MAX_COUNT = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Save:
    """One answer as a browser sends it: numbered by the page that made it, over the revision that page knew.

    ``is_shown``: the answer is in the letters of the learner's screen, not in stored ids. ``seconds``, ``focus_losses``
    and ``pastes`` are what the page has counted so far, from what the server had told it: never less than before.
    """

    slot: int
    answer: object
    client: str
    sequence: int
    base_revision: int
    is_shown: bool = False
    seconds: int = 0
    focus_losses: int = 0
    pastes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedAnswer:
    """What became of a save. ``answer`` is what counts now; ``offered`` is what was sent, in stored form."""

    slot: int
    outcome: str
    revision: int
    answer: dict[str, Any]
    saved_at: datetime | None
    offered: dict[str, Any]
    arrangement: dict[str, Any]
    status: str
    due_at: datetime | None
    is_replay: bool = False
    must_close: bool = False
    """The attempt runs on although nothing can count any more: whoever called closes it."""

    @property
    def is_saved(self) -> bool:
        return self.outcome == Outcome.ACCEPTED


class _Overtaken(Exception):
    """Another save of this attempt was quicker than the decision on this one."""


def record_save(
    *, attempt: UUID, learner_id: int, save: Save, now: datetime, ticket: Ticket | None = None
) -> SavedAnswer:
    """Keep an answer, or the news that it came too late or over a newer one. Nothing that arrives is dropped.

    ``Http404`` when the attempt is not this learner's, ``TicketRefused`` when a ticket is worth nothing any more,
    ``AnswerRefused`` naming the field when the answer cannot belong to the question.
    """
    if saving_rows.can_keep_at_once():
        kept = _record_at_once(attempt, learner_id, save, now, ticket)
        if kept is not None:
            return kept
    for _try in range(TRIES):
        try:
            with transaction.atomic():
                return _record(attempt, learner_id, save, now, ticket)
        except _Overtaken:
            continue
    raise AnswerRefused(_("This question is being changed in another window."), field="base_revision")


def _record_at_once(
    attempt: UUID, learner_id: int, save: Save, now: datetime, ticket: Ticket | None
) -> SavedAnswer | None:
    """The plain case without a transaction of several statements; None, and nothing written, for every other one."""
    place = _place_of(attempt, learner_id, save, ticket, is_locked=False)
    answer = _clean(place, save)
    decision = _decision(place, save, answer, now)
    if (
        place.event_received_at is not None
        or not decision.is_new
        or decision.is_late
        or _has_news(place, save)
    ):
        return None
    try:
        is_kept = saving_rows.keep_at_once(
            place=place,
            slot=save.slot,
            answer=answer,
            client=save.client,
            sequence=save.sequence,
            now=now,
            seconds=_seconds(place, save, now),
        )
    except IntegrityError:
        return None
    return _saved(place, save, answer, decision, now) if is_kept else None


def _record(attempt: UUID, learner_id: int, save: Save, now: datetime, ticket: Ticket | None) -> SavedAnswer:
    place = _place_of(attempt, learner_id, save, ticket)
    answer = _clean(place, save)
    if place.event_received_at is not None:
        return _replayed(place, save, answer)
    decision = _decision(place, save, answer, now)
    if not saving_rows.add_event(
        item_id=place.item_id,
        client=save.client,
        sequence=save.sequence,
        outcome=decision.outcome,
        revision=decision.revision,
        answer=answer,
        now=now,
    ):
        raise _Overtaken
    if decision.outcome == Outcome.ACCEPTED:
        _write(place, save, answer if decision.is_new else None, now)
        _count(place, save, is_late=decision.is_late)
    return _saved(place, save, answer, decision, now)


def _place_of(
    attempt: UUID, learner_id: int, save: Save, ticket: Ticket | None, *, is_locked: bool = True
) -> Place:
    place = saving_rows.read_place(
        uuid=attempt,
        learner_id=learner_id,
        slot=save.slot,
        client=save.client,
        sequence=save.sequence,
        is_locked=is_locked,
    )
    if place is None:
        raise Http404
    if ticket is not None and not ticket.fits(
        epoch=place.ticket_epoch, password=place.password, is_active=place.is_active
    ):
        raise TicketRefused
    if not place.item_id:
        raise AnswerRefused(_("This paper has no such question."), field="slot")
    return place


def _clean(place: Place, save: Save) -> dict[str, Any]:
    try:
        answer = from_shown(save.answer, place.arrangement) if save.is_shown else save.answer
        return clean_answer(place.kind, place.arrangement, answer)
    except AnswerMalformed as error:
        raise AnswerRefused(_("This answer does not fit the question."), field=error.field) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decision:
    """What becomes of a save: its outcome, the revision the page is told, whether the answer is another one, and late."""

    outcome: str
    revision: int
    is_new: bool
    is_late: bool
    is_over: bool


def _decision(place: Place, save: Save, answer: dict[str, Any], now: datetime) -> _Decision:
    deadline = Deadline(
        due_at=place.due_at,
        grace=timedelta(seconds=place.grace_seconds),
        grades_late=bool(place.grades_late),
    )
    outcome, is_new = Outcome.ACCEPTED, False
    is_over = deadline.is_over(now)
    if place.status != Attempt.Status.IN_PROGRESS or is_over:
        outcome = Outcome.LATE
    elif save.slot < place.open_from:
        outcome = Outcome.PASSED
    elif place.answer != answer:
        # A page is no rival of itself: the newer answer may be its own, whose acknowledgement it never saw.
        is_own = place.answer is not None and place.own_revision == place.revision
        is_new = save.base_revision == place.revision or is_own
        outcome = Outcome.ACCEPTED if is_new else Outcome.CONFLICT
    return _Decision(
        outcome=outcome,
        revision=place.revision + is_new,
        is_new=is_new,
        is_late=deadline.is_past(now),
        is_over=is_over,
    )


def _saved(
    place: Place, save: Save, answer: dict[str, Any], decision: _Decision, now: datetime
) -> SavedAnswer:
    is_running = place.status == Attempt.Status.IN_PROGRESS
    return SavedAnswer(
        slot=save.slot,
        outcome=decision.outcome,
        revision=decision.revision,
        answer=answer if decision.is_new else place.answer or {},
        saved_at=now if decision.outcome == Outcome.ACCEPTED else place.saved_at,
        offered=answer,
        arrangement=place.arrangement,
        status=place.status,
        due_at=place.due_at,
        must_close=decision.is_over and is_running,
    )


def _seconds(place: Place, save: Save, now: datetime) -> int:
    """The time used, never less than before and never more than has passed since the start."""
    return max(place.seconds, min(save.seconds, int((now - place.started_at).total_seconds())), 0)


def _write(place: Place, save: Save, answer: dict[str, Any] | None, now: datetime) -> None:
    """The new answer, or the time used with the one that stays; decided again when it is no longer the newest."""
    seconds = _seconds(place, save, now)
    if answer is not None:
        is_kept = saving_rows.put_answer(
            item_id=place.item_id, over=place.revision, answer=answer, now=now, seconds=seconds
        )
    else:
        is_kept = not place.revision or saving_rows.put_seconds(
            item_id=place.item_id, revision=place.revision, seconds=seconds
        )
    if not is_kept:
        raise _Overtaken


def _has_news(place: Place, save: Save) -> bool:
    """Whether the page has counted more than is written."""
    return save.focus_losses > place.focus_losses or save.pastes > place.pastes


def _count(place: Place, save: Save, *, is_late: bool) -> None:
    """Counts only grow; an unchanged row is not written."""
    if _has_news(place, save) or (is_late and not place.is_late):
        saving_rows.put_counts(
            attempt_id=place.attempt_id,
            focus_losses=max(place.focus_losses, min(save.focus_losses, MAX_COUNT)),
            pastes=max(place.pastes, min(save.pastes, MAX_COUNT)),
            is_late=is_late or bool(place.is_late),
        )


def _replayed(place: Place, save: Save, answer: dict[str, Any]) -> SavedAnswer:
    """The same save again: the same acknowledgement. The same number with another answer is a forgery or a fault."""
    if place.event_answer != answer:
        raise AnswerRefused(
            _("This answer carries a number that was used for another one. Please choose it again."),
            field="sequence",
        )
    at = place.event_received_at
    if place.event_outcome != Outcome.ACCEPTED and place.answer is not None:
        at = place.saved_at
    return SavedAnswer(
        slot=save.slot,
        outcome=place.event_outcome,
        revision=place.event_revision,
        answer=place.answer or {},
        saved_at=at,
        offered=answer,
        arrangement=place.arrangement,
        status=place.status,
        due_at=place.due_at,
        is_replay=True,
    )

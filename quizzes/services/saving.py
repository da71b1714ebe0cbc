"""Keeping one answer (docs/explanation/saving-answers.md). Call with the attempt's row locked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from quizzes.errors import AnswerRefused
from quizzes.grading import AnswerMalformed, clean_answer
from quizzes.models import Attempt, AttemptItem, Response, ResponseEvent
from quizzes.timing import is_overdue

Outcome = ResponseEvent.Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Save:
    """One answer as a browser sends it: numbered by the page that made it, over the revision that page knew."""

    slot: int
    answer: object
    client: str
    sequence: int
    base_revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedAnswer:
    """What became of a save. ``answer`` is what counts now; ``offered`` is what was sent."""

    slot: int
    outcome: str
    revision: int
    answer: dict[str, Any]
    saved_at: datetime | None
    offered: dict[str, Any]
    choice_order: list[str]
    is_replay: bool = False

    @property
    def is_saved(self) -> bool:
        return self.outcome == Outcome.ACCEPTED


def record_save(*, attempt: Attempt, save: Save, now: datetime) -> SavedAnswer:
    """Keep an answer, or the news that it came too late or over a newer one. Nothing that arrives is dropped."""
    item = _slot_of(attempt, save)
    answer = _clean(item, save)
    current: Response | None = getattr(item, "response", None)
    revision = current.revision if current else 0
    earlier = ResponseEvent.objects.filter(
        attempt_item=item, client=save.client, sequence=save.sequence
    ).first()
    if earlier is not None:
        return _replayed(item, earlier, current, answer)
    saved_at: datetime | None = now
    if attempt.is_closed or is_overdue(due_at=attempt.due_at, now=now):
        outcome = Outcome.LATE
        saved_at = current.saved_at if current else None
    elif current is not None and current.answer == answer:
        outcome = Outcome.ACCEPTED
    elif save.base_revision != revision and not _is_own_later_save(item, current, save):
        outcome = Outcome.CONFLICT
        saved_at = current.saved_at if current else None
    else:
        outcome = Outcome.ACCEPTED
        current = _write(item, current, answer, now)
        revision = current.revision
    ResponseEvent.objects.create(
        attempt_item=item,
        client=save.client,
        sequence=save.sequence,
        outcome=outcome,
        revision=revision,
        answer=answer,
        received_at=now,
    )
    return _saved(item, outcome=outcome, revision=revision, current=current, at=saved_at, offered=answer)


def _slot_of(attempt: Attempt, save: Save) -> AttemptItem:
    rows = AttemptItem.objects.select_related("version", "response").defer("version__key", "version__content")
    item = rows.filter(attempt=attempt, slot=save.slot).first()
    if item is None:
        raise AnswerRefused(_("This paper has no such question."), field="slot")
    return item


def _clean(item: AttemptItem, save: Save) -> dict[str, Any]:
    try:
        return clean_answer(item.version.kind, item.choice_order, save.answer)
    except AnswerMalformed as error:
        raise AnswerRefused(_("This answer does not fit the question."), field=error.field) from error


def _is_own_later_save(item: AttemptItem, current: Response | None, save: Save) -> bool:
    """Whether the newer answer is the same page's own earlier one, whose acknowledgement it never saw."""
    return (
        current is not None
        and ResponseEvent.objects.filter(
            attempt_item=item,
            outcome=Outcome.ACCEPTED,
            revision=current.revision,
            client=save.client,
            sequence__lt=save.sequence,
        ).exists()
    )


def _write(item: AttemptItem, current: Response | None, answer: dict[str, Any], now: datetime) -> Response:
    if current is None:
        return Response.objects.create(attempt_item=item, revision=1, answer=answer, saved_at=now)
    current.revision += 1
    current.answer = answer
    current.saved_at = now
    current.save(update_fields=["revision", "answer", "saved_at"])
    return current


def _replayed(
    item: AttemptItem, event: ResponseEvent, current: Response | None, answer: dict[str, Any]
) -> SavedAnswer:
    """The same save again: the same acknowledgement. The same number with another answer is a forgery or a fault."""
    if event.answer != answer:
        raise AnswerRefused(
            _("This answer carries a number that was used for another one. Please choose it again."),
            field="sequence",
        )
    at = event.received_at
    if event.outcome != Outcome.ACCEPTED and current is not None:
        at = current.saved_at
    return _saved(
        item,
        outcome=event.outcome,
        revision=event.revision,
        current=current,
        at=at,
        offered=answer,
        is_replay=True,
    )


def _saved(
    item: AttemptItem,
    *,
    outcome: str,
    revision: int,
    current: Response | None,
    at: datetime | None,
    offered: dict[str, Any],
    is_replay: bool = False,
) -> SavedAnswer:
    return SavedAnswer(
        slot=item.slot,
        outcome=outcome,
        revision=revision,
        answer=current.answer if current else {},
        saved_at=at,
        offered=offered,
        choice_order=item.choice_order,
        is_replay=is_replay,
    )

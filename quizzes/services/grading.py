"""Scores into the ledger, the ledger into the result."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from jobs.services import enqueue
from people.models import User
from quizzes.grading import LedgerLine, SittingScore, Standing, is_blank, result_of, score_of, standing_of
from quizzes.models import Attempt, AttemptItem, Grade, GradeEvent, Quiz, Response
from quizzes.services.counting import promise_counting
from quizzes.signals import attempt_graded

ANNOUNCE_GRADE = "quizzes.announce_grade"


def grade_attempt(*, attempt: Attempt, slots: Sequence[AttemptItem], now: datetime) -> None:
    """Score a closed attempt once: every answer, one ledger line, the learner's result, and the news of it.

    Answers that a person has to mark have no score yet: the attempt waits for a marker, and its result is provisional.
    Call inside the closing transaction with the attempt locked; ``slots`` carry their version and response.
    """
    responses = []
    for slot in slots:
        response: Response | None = getattr(slot, "response", None)
        if response is None:
            continue
        response.score = (
            Decimal(0)
            if is_blank(response.answer)
            else score_of(
                slot.version.kind, slot.version.key, response.answer, slot.points, slot.version.content
            )
        )
        responses.append(response)
    Response.objects.bulk_update(responses, ["score"], batch_size=200)
    attempt.score = total_of(responses=responses)
    attempt.needs_marking = any(response.score is None for response in responses)
    GradeEvent.objects.create(
        attempt=attempt,
        kind=GradeEvent.Kind.SCORED,
        points=attempt.score,
        max_points=attempt.max_points,
        recorded_at=now,
    )
    attempt.save(update_fields=["status", "closed_at", "score", "needs_marking", "receipt_sha256"])
    recompute_grade(quiz=attempt.quiz, learner=attempt.learner, now=now)
    _promise_announcement(attempt, f"{ANNOUNCE_GRADE}:{attempt.uuid}", now)


def total_of(*, responses: Iterable[Response]) -> Decimal:
    """The points of the answers; what waits for a marker counts nothing yet."""
    return sum((response.score or Decimal(0) for response in responses), Decimal(0))


def record_standing(
    *,
    attempt: Attempt,
    kind: str,
    points: Decimal,
    now: datetime,
    by: User | None = None,
    reason: str = "",
) -> GradeEvent:
    """Write what a closed attempt is worth from now on: a new ledger line, the result, and the news of it.

    Call in a transaction with the attempt locked, after its answers were written. Every line is told by a job of its own.
    """
    waiting = Response.objects.filter(attempt_item__attempt=attempt, score=None)
    attempt.score = points
    attempt.needs_marking = attempt.status != Attempt.Status.ANNULLED and waiting.exists()
    event = GradeEvent.objects.create(
        attempt=attempt,
        kind=kind,
        points=points,
        max_points=attempt.max_points,
        reason=reason,
        recorded_by=by,
        recorded_at=now,
    )
    attempt.save(update_fields=["status", "score", "needs_marking"])
    recompute_grade(quiz=attempt.quiz, learner=attempt.learner, now=now)
    _promise_announcement(attempt, f"{ANNOUNCE_GRADE}:{attempt.uuid}:{event.pk}", now)
    return event


def recompute_grade(*, quiz: Quiz, learner: User, now: datetime) -> Grade | None:
    """Fold the ledgers of all closed attempts into the learner's result; None, and no row, when nothing stands.

    A result that was recognised by a decision stays as it was recognised, whatever happens to the attempts.
    """
    current = Grade.objects.select_for_update().filter(quiz=quiz, learner=learner).first()
    if current is not None and current.decision_id is not None:
        return current
    scores = sittings_of(quiz=quiz, learner=learner)
    result = result_of(scores, method=quiz.grading_method, pass_percent=quiz.pass_percent)
    if result is None:
        Grade.objects.filter(quiz=quiz, learner=learner).delete()
        return None
    grade, _created = Grade.objects.update_or_create(
        quiz=quiz,
        learner=learner,
        defaults={
            "percent": result.percent,
            "is_passed": result.is_passed,
            "is_provisional": result.is_provisional,
            "attempts_closed": len(scores),
            "updated_at": now,
        },
    )
    return grade


def sittings_of(*, quiz: Quiz, learner: User) -> list[SittingScore]:
    """The closed attempts of a learner with what each is worth by its ledger."""
    closed = (
        Attempt.objects.filter(quiz=quiz, learner=learner)
        .exclude(status__in=[Attempt.Status.IN_PROGRESS, Attempt.Status.ANNULLED])
        .prefetch_related("grade_events")
    )
    return [
        SittingScore(number=attempt.number, standing=_standing_of(attempt), is_waiting=attempt.needs_marking)
        for attempt in closed
    ]


def _standing_of(attempt: Attempt) -> Standing | None:
    return standing_of(
        LedgerLine(kind=line.kind, points=line.points, max_points=line.max_points)
        for line in sorted(attempt.grade_events.all(), key=lambda line: line.pk)
    )


def _promise_announcement(attempt: Attempt, key: str, now: datetime) -> None:
    """Tell the floors above at once after commit, and again by a job, should this process die in between."""
    enqueue(kind=ANNOUNCE_GRADE, key=key, payload={"attempt": str(attempt.uuid)}, now=now)
    transaction.on_commit(partial(attempt_graded.send_robust, sender=Attempt, attempt=attempt))


def announce_grade(payload: Mapping[str, Any]) -> None:
    """The job's side of the promise: a receiver that fails makes the job be tried again."""
    attempt = Attempt.objects.select_related("quiz", "learner").get(uuid=payload["attempt"])
    promise_counting(attempt=attempt, now=timezone.now())
    attempt_graded.send(sender=Attempt, attempt=attempt)

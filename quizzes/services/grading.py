"""Scores into the ledger, the ledger into the result."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import transaction

from jobs.services import enqueue
from people.models import User
from quizzes.grading import LedgerLine, SittingScore, is_blank, result_of, score_of, standing_of
from quizzes.models import Attempt, AttemptItem, Grade, GradeEvent, Quiz, Response
from quizzes.signals import attempt_graded

ANNOUNCE_GRADE = "quizzes.announce_grade"


def grade_attempt(*, attempt: Attempt, slots: Sequence[AttemptItem], now: datetime) -> None:
    """Score a closed attempt once: every answer, one ledger line, the learner's result, and the news of it.

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
            else score_of(slot.version.kind, slot.version.key, response.answer, slot.points)
        )
        responses.append(response)
    Response.objects.bulk_update(responses, ["score"], batch_size=200)
    attempt.score = sum((response.score or Decimal(0) for response in responses), Decimal(0))
    GradeEvent.objects.create(
        attempt=attempt,
        kind=GradeEvent.Kind.SCORED,
        points=attempt.score,
        max_points=attempt.max_points,
        recorded_at=now,
    )
    attempt.save(update_fields=["status", "closed_at", "score", "receipt_sha256"])
    recompute_grade(quiz=attempt.quiz, learner=attempt.learner, now=now)
    _promise_announcement(attempt, now)


def recompute_grade(*, quiz: Quiz, learner: User, now: datetime) -> Grade | None:
    """Fold the ledgers of all closed attempts into the learner's result; None, and no row, when nothing stands."""
    closed = (
        Attempt.objects.filter(quiz=quiz, learner=learner)
        .exclude(status__in=[Attempt.Status.IN_PROGRESS, Attempt.Status.ANNULLED])
        .prefetch_related("grade_events")
    )
    scores = [
        SittingScore(
            number=attempt.number,
            standing=standing_of(
                LedgerLine(kind=line.kind, points=line.points, max_points=line.max_points)
                for line in sorted(attempt.grade_events.all(), key=lambda line: line.pk)
            ),
        )
        for attempt in closed
    ]
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
            "attempts_closed": len(scores),
            "updated_at": now,
        },
    )
    return grade


def _promise_announcement(attempt: Attempt, now: datetime) -> None:
    """Tell the floors above at once after commit, and again by a job, should this process die in between."""
    enqueue(
        kind=ANNOUNCE_GRADE,
        key=f"{ANNOUNCE_GRADE}:{attempt.uuid}",
        payload={"attempt": str(attempt.uuid)},
        now=now,
    )
    transaction.on_commit(partial(attempt_graded.send_robust, sender=Attempt, attempt=attempt))


def announce_grade(payload: Mapping[str, Any]) -> None:
    """The job's side of the promise: a receiver that fails makes the job be tried again."""
    attempt = Attempt.objects.select_related("quiz", "learner").get(uuid=payload["attempt"])
    attempt_graded.send(sender=Attempt, attempt=attempt)

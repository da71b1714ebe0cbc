"""What every change of a mark begins with: the attempt locked, the result not frozen, and the change written down."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from people.models import User
from quizzes.errors import MarkingRefused
from quizzes.models import Attempt, AttemptItem, Grade, ItemVersion, MarkEvent, Response


def lock_attempt(*, attempt: Attempt) -> Attempt:
    """The row as it is now with quiz and learner, held until the transaction ends."""
    rows = Attempt.objects.select_for_update(of=("self",)).select_related("quiz", "learner")
    return rows.get(pk=attempt.pk)


def is_recognised(*, attempt: Attempt) -> bool:
    """Whether the learner's result in this quiz was recognised by a decision."""
    grades = Grade.objects.filter(quiz=attempt.quiz_id, learner=attempt.learner_id)
    return grades.exclude(decision=None).exists()


def refuse_recognised(*, attempt: Attempt) -> None:
    """Raise ``MarkingRefused`` (``recognised``) when the result is frozen. Holds the result's row for this transaction."""
    rows = Grade.objects.select_for_update().filter(quiz=attempt.quiz_id, learner=attempt.learner_id)
    if any(grade.decision_id is not None for grade in rows):
        raise MarkingRefused(
            _("This result was recognised by a decision. It is frozen and cannot be changed."),
            code="recognised",
        )


def set_points(
    *,
    item: AttemptItem,
    response: Response,
    kind: str,
    points: Decimal,
    now: datetime,
    by: User | None = None,
    reason: str = "",
    version: ItemVersion | None = None,
) -> MarkEvent:
    """Write an answer's points and the line that says where they come from. The attempt must be locked."""
    event = MarkEvent.objects.create(
        attempt_item=item,
        kind=kind,
        points_before=response.score,
        points=points,
        version=version,
        reason=reason,
        recorded_by=by,
        recorded_at=now,
    )
    response.score = points
    response.save(update_fields=["score"])
    return event


def response_of(*, item: AttemptItem, now: datetime) -> Response:
    """The answer of a slot; one that was left blank gets an empty row, so that its points have a place."""
    response, _created = Response.objects.get_or_create(
        attempt_item=item, defaults={"revision": 0, "answer": {}, "saved_at": now, "score": Decimal(0)}
    )
    return response


def has_own_total(*, attempt: Attempt) -> bool:
    """Whether the attempt's total was set by a person and is no longer the sum of its answers."""
    if attempt.needs_marking or attempt.score is None:
        return False
    scores = Response.objects.filter(attempt_item__attempt=attempt).values_list("score", flat=True)
    return attempt.score != sum((score or Decimal(0) for score in scores), Decimal(0))


def refuse_out_of_range(*, points: Decimal, most: Decimal) -> None:
    """Raise ``MarkingRefused`` (``out_of_range``) for what is no number of points from 0 to ``most``, two decimals."""
    exponent = points.as_tuple().exponent
    if not points.is_finite() or not 0 <= points <= most or (isinstance(exponent, int) and exponent < -2):
        raise MarkingRefused(
            _("Points are from 0 to %(most)s, with at most two decimals.") % {"most": most},
            code="out_of_range",
        )

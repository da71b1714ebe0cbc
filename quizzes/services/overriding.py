"""Points changed by a person with a reason; the value before is kept. Recognised results are never changed."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from people.models import User
from quizzes.errors import MarkingRefused
from quizzes.models import Attempt, AttemptItem, GradeEvent, MarkEvent, Response
from quizzes.services.grading import record_standing, total_of
from quizzes.services.standing import (
    has_own_total,
    lock_attempt,
    refuse_out_of_range,
    refuse_recognised,
    response_of,
    set_points,
)

MAX_REASON = 300


@transaction.atomic
def override_answer(
    *, item: AttemptItem, points: Decimal, reason: str, by: User, now: datetime
) -> MarkEvent | None:
    """Give one answer other points; None when it has them already. An essay that waited is settled by this.

    Refused with ``total_set`` when the attempt's total was set by hand: then the total is what counts.
    """
    attempt = _open_for_change(item.attempt, by)
    reason = checked_reason(reason=reason)
    refuse_out_of_range(points=points, most=item.points)
    if has_own_total(attempt=attempt):
        raise MarkingRefused(
            _("The total of this attempt was set by hand. Change the total instead."), code="total_set"
        )
    response = response_of(item=item, now=now)
    if response.score == points:
        return None
    event = set_points(
        item=item,
        response=response,
        kind=MarkEvent.Kind.OVERRIDDEN,
        points=points,
        reason=reason,
        by=by,
        now=now,
    )
    total = total_of(responses=Response.objects.filter(attempt_item__attempt=attempt))
    record_standing(
        attempt=attempt, kind=GradeEvent.Kind.OVERRIDDEN, points=total, reason=reason, by=by, now=now
    )
    return event


@transaction.atomic
def override_attempt(
    *, attempt: Attempt, points: Decimal, reason: str, by: User, now: datetime
) -> GradeEvent | None:
    """Give a whole attempt other points; None when it has them already. Not while an answer waits for a marker."""
    locked = _open_for_change(attempt, by)
    reason = checked_reason(reason=reason)
    refuse_out_of_range(points=points, most=locked.max_points)
    if locked.needs_marking:
        raise MarkingRefused(
            _("Answers of this attempt wait for a marker. Mark them first."), code="not_marked"
        )
    if locked.score == points:
        return None
    return record_standing(
        attempt=locked, kind=GradeEvent.Kind.OVERRIDDEN, points=points, reason=reason, by=by, now=now
    )


@transaction.atomic
def annul_attempt(*, attempt: Attempt, reason: str, by: User, now: datetime) -> GradeEvent:
    """Take an attempt out of the result, as after a breach of the rules. Its answers and its ledger stay readable."""
    locked = _open_for_change(attempt, by)
    reason = checked_reason(reason=reason)
    locked.status = Attempt.Status.ANNULLED
    points = locked.score or Decimal(0)
    return record_standing(
        attempt=locked, kind=GradeEvent.Kind.ANNULLED, points=points, reason=reason, by=by, now=now
    )


def _open_for_change(attempt: Attempt, by: User) -> Attempt:
    locked = lock_attempt(attempt=attempt)
    if not locked.is_closed:
        raise MarkingRefused(_("This attempt is still in progress."), code="not_closed")
    if locked.status == Attempt.Status.ANNULLED:
        raise MarkingRefused(_("This attempt was annulled."), code="annulled")
    if locked.learner_id == by.pk:
        raise MarkingRefused(_("Nobody marks their own work."), code="own_work")
    refuse_recognised(attempt=locked)
    return locked


def checked_reason(*, reason: str) -> str:
    """The reason in one line; refused when there is none."""
    text = " ".join(reason.split())
    if not text:
        raise MarkingRefused(_("Give a reason: it is kept with the change."), code="reason_missing")
    if len(text) > MAX_REASON:
        raise MarkingRefused(
            _("A reason has at most %(count)s characters.") % {"count": MAX_REASON}, code="reason_missing"
        )
    return text

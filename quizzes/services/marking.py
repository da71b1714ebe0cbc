"""Marks given by people: claim an answer, keep a draft, finish; the answer's points follow from all marks given.

Whoever marks works on a row of their own, so that two markers never overwrite each other; two pages of one marker are
told apart by the row's revision. Locks are taken in one order: attempt, then markings.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from people.models import User
from quizzes.errors import MarkingRefused
from quizzes.grading import Mark, Verdict, sum_of_rubric, verdict_of, worths_of
from quizzes.items.essay import EssayKey, read_key
from quizzes.models import Attempt, AttemptItem, GradeEvent, MarkEvent, Marking, Response
from quizzes.services.grading import record_standing, total_of
from quizzes.services.standing import lock_attempt, refuse_out_of_range, refuse_recognised, set_points

CLAIM_ENDS = timedelta(hours=1)
"""An untouched claim this old does not keep an answer from others."""
MAX_COMMENT = 5_000
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a marker has put down: points by criterion where there is a rubric, else ``points``; None where still open."""

    points: Decimal | None
    rubric: Mapping[str, Decimal]
    comment: str


def claim_marking(*, item: AttemptItem, marker: User, now: datetime) -> Marking:
    """The marker's own marking of an answer, begun now if need be; nobody else works in it.

    Refused with ``own_work``, ``settled`` (nothing waits here), or ``taken`` (all markers it needs are at work).
    """
    with transaction.atomic():
        attempt = lock_attempt(attempt=item.attempt)
        if attempt.learner_id == marker.pk:
            raise MarkingRefused(_("Nobody marks their own work."), code="own_work")
        response = Response.objects.filter(attempt_item=item).first()
        own = Marking.objects.filter(attempt_item=item, marker=marker).first()
        if own is not None:
            return own
        if response is None or response.score is not None or not attempt.needs_marking:
            raise MarkingRefused(_("This answer has its points already."), code="settled")
        _forget_empty_claims(item, now)
        begun = _begin(attempt, item, marker, now)
        if begun is None:  # the rule was changed since: the marks that are there may be enough now
            _settle_if_agreed(attempt, item, response, marker, now)
    if begun is None:
        raise MarkingRefused(_("Others are marking this answer, or have marked it."), code="taken")
    return begun


def _begin(attempt: Attempt, item: AttemptItem, marker: User, now: datetime) -> Marking | None:
    taken = set(Marking.objects.filter(attempt_item=item).values_list("round", flat=True))
    free = [number for number in _verdict(attempt, item).rounds if number not in taken]
    if not free:
        return None
    try:
        with transaction.atomic():
            return Marking.objects.create(attempt_item=item, marker=marker, round=free[0], saved_at=now)
    except IntegrityError:  # where the database has no row locks, somebody may have been quicker
        return None


def _forget_empty_claims(item: AttemptItem, now: datetime) -> None:
    """Claims of people who looked and went away without a word."""
    stale = Marking.objects.filter(attempt_item=item, state=Marking.State.DRAFT, revision=0)
    stale.filter(saved_at__lt=now - CLAIM_ENDS).delete()


def _verdict(attempt: Attempt, item: AttemptItem) -> Verdict:
    final = Marking.objects.filter(attempt_item=item, state=Marking.State.FINAL).values_list(
        "round", "points"
    )
    return verdict_of(
        [Mark(round=number, points=points) for number, points in final if points is not None],
        markers_needed=attempt.quiz.markers_needed,
        max_points=item.points,
        difference_percent=attempt.quiz.marker_difference_percent,
    )


@transaction.atomic
def save_marking(*, marking: Marking, draft: Draft, revision: int, now: datetime) -> Marking:
    """Keep a draft; committed when this returns. ``out_of_date`` when another page of the same marker was quicker."""
    checked = _checked(marking, draft)
    changed = Marking.objects.filter(pk=marking.pk, state=Marking.State.DRAFT, revision=revision).update(
        **_columns(checked), revision=revision + 1, saved_at=now
    )
    if not changed:
        raise _why_not_saved(marking)
    marking.refresh_from_db()
    return marking


def _why_not_saved(marking: Marking) -> MarkingRefused:
    current = Marking.objects.filter(pk=marking.pk).first()
    if current is None:
        return MarkingRefused(
            _("This marking was given back. Open the answer again to go on."), code="out_of_date"
        )
    if current.state == Marking.State.FINAL:
        return MarkingRefused(
            _("This marking is finished. Change the points with a reason."), code="finished"
        )
    return MarkingRefused(
        _("You changed this marking in another window. Load the page again to go on."), code="out_of_date"
    )


@transaction.atomic
def finish_marking(*, marking: Marking, draft: Draft, revision: int, by: User, now: datetime) -> Marking:
    """Make a marking final. When the rule has its marks the answer gets its points, and with the last answer the attempt.

    Pressing twice is harmless. Refused with ``incomplete``, ``out_of_range``, ``settled``, ``recognised`` or as a save is.
    """
    item = AttemptItem.objects.select_related("attempt", "version").get(pk=marking.attempt_item_id)
    attempt = lock_attempt(attempt=item.attempt)
    current = Marking.objects.filter(pk=marking.pk).first()
    if current is not None and current.state == Marking.State.FINAL:
        return current
    refuse_recognised(attempt=attempt)
    response = Response.objects.get(attempt_item=item)
    if response.score is not None or attempt.status == Attempt.Status.ANNULLED:
        raise MarkingRefused(_("This answer has its points already."), code="settled")
    saved = save_marking(marking=marking, draft=draft, revision=revision, now=now)
    if saved.points is None or set(saved.rubric) != set(worths_of(_key_of(item).rubric, item.points)):
        raise MarkingRefused(_("Give points first, for every criterion."), code="incomplete")
    saved.state = Marking.State.FINAL
    saved.save(update_fields=["state"])
    _settle_if_agreed(attempt, item, response, by, now)
    return saved


def _settle_if_agreed(
    attempt: Attempt, item: AttemptItem, response: Response, by: User, now: datetime
) -> None:
    verdict = _verdict(attempt, item)
    if verdict.points is None:
        return
    set_points(
        item=item, response=response, kind=MarkEvent.Kind.MARKED, points=verdict.points, by=by, now=now
    )
    others = list(Response.objects.filter(attempt_item__attempt=attempt))
    if all(one.score is not None for one in others):
        points = total_of(responses=others)
        record_standing(attempt=attempt, kind=GradeEvent.Kind.MARKED, points=points, by=by, now=now)


@transaction.atomic
def release_marking(*, marking: Marking) -> None:
    """Give a draft back, so that somebody else can mark. What is final stays."""
    lock_attempt(attempt=marking.attempt_item.attempt)
    deleted, _rows = Marking.objects.filter(pk=marking.pk, state=Marking.State.DRAFT).delete()
    if not deleted:
        raise MarkingRefused(_("This marking is finished. Change the points with a reason."), code="finished")


def _key_of(item: AttemptItem) -> EssayKey:
    return read_key(item.version.key)


def _checked(marking: Marking, draft: Draft) -> Draft:
    """The draft as it may be stored: points within the paper's, criteria of this question, a clean comment."""
    item = AttemptItem.objects.select_related("version").get(pk=marking.attempt_item_id)
    worths = worths_of(_key_of(item).rubric, item.points)
    if not set(draft.rubric) <= set(worths):
        raise MarkingRefused(_("This question has no such criterion."), code="out_of_range")
    for criterion, points in draft.rubric.items():
        refuse_out_of_range(points=points, most=worths[criterion])
    total = draft.points
    if worths:
        total = sum_of_rubric(draft.rubric) if draft.rubric else None
    if total is not None:
        refuse_out_of_range(points=total, most=item.points)
    return Draft(points=total, rubric=draft.rubric, comment=clean_comment(comment=draft.comment))


def clean_comment(*, comment: str) -> str:
    """Plain text as it is shown to the learner: composed letters, no control signs, not longer than a page."""
    text = unicodedata.normalize("NFC", comment.replace("\r\n", "\n").replace("\r", "\n"))
    text = _CONTROL.sub("", text).strip()
    if len(text) > MAX_COMMENT:
        raise MarkingRefused(
            _("A comment has at most %(count)s characters.") % {"count": MAX_COMMENT}, code="out_of_range"
        )
    return text


def _columns(draft: Draft) -> dict[str, Any]:
    return {
        "points": draft.points,
        "rubric": {criterion: str(points) for criterion, points in draft.rubric.items()},
        "comment": draft.comment,
    }

"""A corrected question applied to attempts that were closed: looked at first, then applied once; the ledger keeps both.

What was asked of a learner never changes. Their answer is read again against the corrected key when both wordings have
the same parts; everything else is left alone and listed with the reason.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from jobs.models import Job
from jobs.services import enqueue, report_progress
from people.models import User
from quizzes.errors import MarkingRefused, RegradeRefused
from quizzes.grading import Comparison, SittingScore, Standing, comparison_of, reread, result_of
from quizzes.items import kind_of
from quizzes.models import (
    Attempt,
    AttemptItem,
    Grade,
    GradeEvent,
    Item,
    ItemVersion,
    MarkEvent,
    Quiz,
    Regrade,
    Response,
)
from quizzes.services.grading import record_standing, total_of
from quizzes.services.overriding import checked_reason
from quizzes.services.standing import has_own_total, lock_attempt, refuse_recognised, set_points

PREVIEW, APPLY = "quizzes.preview_regrade", "quizzes.apply_regrade"
AT_ONCE = 200
"""More attempts than this are looked at by a job."""
CHUNK = 200
Change = dict[str, Any]


def concerned(*, quiz: Quiz, version: ItemVersion) -> QuerySet[AttemptItem]:
    """The slots of closed attempts that asked this question in another wording."""
    closed = (Attempt.Status.SUBMITTED, Attempt.Status.EXPIRED)
    rows = AttemptItem.objects.filter(
        attempt__quiz=quiz, attempt__status__in=closed, version__item=version.item_id
    )
    return rows.exclude(version=version).order_by("pk")


@transaction.atomic
def preview_regrade(*, quiz: Quiz, item: Item, reason: str, by: User, now: datetime) -> Regrade:
    """Find out whose points would change under the question's current wording. Nothing of a result is changed.

    With more than 200 attempts a job does it: :func:`is_counting` says whether it still does.
    """
    try:
        reason = checked_reason(reason=reason)
    except MarkingRefused as refusal:
        raise RegradeRefused(refusal.message, code=refusal.code) from refusal
    version = item.current
    if version is None or not concerned(quiz=quiz, version=version).exists():
        raise RegradeRefused(
            _("No closed attempt of this quiz asked an earlier wording of this question."), code="not_in_quiz"
        )
    if kind_of(version.kind).needs_marking:
        raise RegradeRefused(
            _("Answers to this question are marked by people. Change their points one by one."),
            code="by_hand",
        )
    regrade = Regrade.objects.create(
        quiz=quiz, item=item, version=version, reason=reason, made_by=by, made_at=now
    )
    if concerned(quiz=quiz, version=version).count() > AT_ONCE:
        _enqueue(PREVIEW, regrade, by, now)
    else:
        regrade.changes = list(changes_of(regrade=regrade))
        regrade.save(update_fields=["changes"])
    return regrade


def apply_regrade(*, regrade: Regrade, by: User, now: datetime) -> Regrade:
    """Give the previewed answers their new points, once. Pressing twice, or two people at once, changes nothing more.

    A short list is applied in one transaction. A long one goes attempt by attempt in a job that can be taken up again.
    """
    with transaction.atomic():
        locked = _locked(regrade)
        if locked.state == Regrade.State.APPLIED:
            return locked
        if is_counting(regrade=locked):
            raise RegradeRefused(_("The attempts are still being looked at."), code="still_counting")
        if len(locked.changes) > AT_ONCE:
            _enqueue(APPLY, locked, by, now)
            return locked
        _apply(locked, by, now)
    return locked


def _enqueue(kind: str, regrade: Regrade, by: User, now: datetime) -> None:
    payload = {"regrade": str(regrade.uuid), "by": by.pk, "at": now.isoformat()}
    enqueue(kind=kind, key=f"{kind}:{regrade.uuid}", payload=payload, requested_by=by, now=now)


def _locked(regrade: Regrade) -> Regrade:
    rows = Regrade.objects.select_for_update(of=("self",)).select_related("quiz", "item", "version")
    return rows.get(pk=regrade.pk)


def job_of(*, regrade: Regrade) -> Job | None:
    """The job that works on it, the later of the two."""
    keys = [f"{PREVIEW}:{regrade.uuid}", f"{APPLY}:{regrade.uuid}"]
    return Job.objects.filter(key__in=keys).order_by("-pk").first()


def is_counting(*, regrade: Regrade) -> bool:
    """Whether the job that looks at the attempts has not ended."""
    jobs = Job.objects.filter(key=f"{PREVIEW}:{regrade.uuid}")
    return jobs.exclude(status=Job.Status.DONE).exists()


def changes_of(*, regrade: Regrade, job_id: int | None = None) -> Iterator[Change]:
    """What changes, and what is left alone and why; attempts whose points stay the same are not listed."""
    slots = concerned(quiz=regrade.quiz, version=regrade.version)
    total, done = slots.count(), 0
    ids = list(slots.values_list("pk", flat=True))
    for start in range(0, len(ids), CHUNK):
        chunk = AttemptItem.objects.filter(pk__in=ids[start : start + CHUNK]).order_by("pk")
        yield from _changes_in(regrade, list(chunk.select_related("attempt", "version", "response")))
        done += CHUNK
        if job_id is not None:
            report_progress(job_id, percent=min(99, done * 100 // max(total, 1)))


def _changes_in(regrade: Regrade, slots: Sequence[AttemptItem]) -> Iterator[Change]:
    overridden = set(
        MarkEvent.objects.filter(attempt_item__in=slots, kind=MarkEvent.Kind.OVERRIDDEN).values_list(
            "attempt_item_id", flat=True
        )
    )
    attempts = [slot.attempt_id for slot in slots]
    totals: dict[int, Decimal] = {}
    for sitting, score in Response.objects.filter(attempt_item__attempt__in=attempts).values_list(
        "attempt_item__attempt_id", "score"
    ):
        totals[sitting] = totals.get(sitting, Decimal(0)) + (score or Decimal(0))
    results = _Results(regrade.quiz, {slot.attempt.learner_id for slot in slots})
    for slot in slots:
        found = _change_of(regrade, slot, is_overridden=slot.pk in overridden)
        if found is None:
            continue
        attempt = slot.attempt
        is_own = not attempt.needs_marking and attempt.score != totals.get(attempt.pk, Decimal(0))
        if not found["left"] and results.is_recognised(attempt):
            found["left"] = "recognised"
        elif not found["left"] and is_own:
            found["left"] = "total_set"
        yield found | results.passes(attempt, _difference(found))


def _difference(change: Change) -> Decimal:
    if change["left"] or change["after"] is None:
        return Decimal(0)
    return Decimal(change["after"]) - Decimal(change["before"])


def _change_of(regrade: Regrade, slot: AttemptItem, *, is_overridden: bool) -> Change | None:
    """One answer's change; None when its points stay. ``left`` names why nothing is done: ``""`` when something is."""
    response: Response | None = getattr(slot, "response", None)
    if response is None or not response.answer:
        return None
    row: Change = {
        "attempt": str(slot.attempt.uuid),
        "slot": slot.slot,
        "before": f"{response.score or 0:.2f}",
    }
    comparison = compared(slot=slot, version=regrade.version)
    if comparison is Comparison.DIFFERENT:
        return row | {"after": None, "left": "different", "is_reworded": True}
    after = _reread(regrade, slot, response)
    if after == response.score:
        return None
    left = "overridden" if is_overridden else ""
    return row | {"after": f"{after:.2f}", "left": left, "is_reworded": comparison is Comparison.REWORDED}


def compared(*, slot: AttemptItem, version: ItemVersion) -> Comparison:
    """How the wording a learner saw stands to the corrected one."""
    old = slot.version
    return comparison_of(old.kind, old.content, version.kind, version.content)


def _reread(regrade: Regrade, slot: AttemptItem, response: Response) -> Decimal:
    version = regrade.version
    return reread(version.kind, version.key, response.answer, slot.points, version.content)


class _Results:
    """The results of some learners in a quiz, and what they would be with other points."""

    def __init__(self, quiz: Quiz, learners: set[int]) -> None:
        self._quiz = quiz
        grades = Grade.objects.filter(quiz=quiz, learner__in=learners)
        self._grades = {grade.learner_id: grade for grade in grades}
        closed = (Attempt.Status.SUBMITTED, Attempt.Status.EXPIRED)
        self._sittings: dict[int, list[Attempt]] = {}
        for attempt in Attempt.objects.filter(quiz=quiz, learner__in=learners, status__in=closed):
            self._sittings.setdefault(attempt.learner_id, []).append(attempt)

    def is_recognised(self, attempt: Attempt) -> bool:
        grade = self._grades.get(attempt.learner_id)
        return grade is not None and grade.decision_id is not None

    def passes(self, attempt: Attempt, difference: Decimal) -> Change:
        grade = self._grades.get(attempt.learner_id)
        before = grade is not None and grade.is_passed
        if not difference:
            return {"passed_before": before, "passed_after": before}
        scores = [
            SittingScore(
                number=one.number,
                standing=Standing(
                    points=(one.score or Decimal(0)) + (difference if one.pk == attempt.pk else 0),
                    max_points=one.max_points,
                ),
            )
            for one in self._sittings.get(attempt.learner_id, [])
        ]
        quiz = self._quiz
        result = result_of(scores, method=quiz.grading_method, pass_percent=quiz.pass_percent)
        return {"passed_before": before, "passed_after": result is not None and result.is_passed}


def _apply(regrade: Regrade, by: User | None, now: datetime, job_id: int | None = None) -> None:
    """Go through the list; each attempt is judged anew under its lock, for it may have changed since."""
    wanted = [change for change in regrade.changes if not change["left"]]
    for number, change in enumerate(wanted, start=1):
        with transaction.atomic():
            change["left"] = _apply_one(regrade, change, by, now)
        if job_id is not None and number % 20 == 0:
            report_progress(job_id, percent=min(99, number * 100 // len(wanted)))
    regrade.state, regrade.applied_at = Regrade.State.APPLIED, now
    regrade.save(update_fields=["state", "applied_at", "changes"])


def _apply_one(regrade: Regrade, change: Mapping[str, Any], by: User | None, now: datetime) -> str:
    """Change one answer's points; why it was left alone, ``""`` when it was not."""
    attempt = lock_attempt(attempt=Attempt.objects.get(uuid=UUID(change["attempt"])))
    slot = AttemptItem.objects.select_related("version", "response").get(attempt=attempt, slot=change["slot"])
    if attempt.status == Attempt.Status.ANNULLED:
        return "annulled"
    try:
        refuse_recognised(attempt=attempt)
    except MarkingRefused:
        return "recognised"
    if has_own_total(attempt=attempt):
        return "total_set"
    if slot.mark_events.filter(kind=MarkEvent.Kind.OVERRIDDEN).exists():
        return "overridden"
    after = _reread(regrade, slot, slot.response)
    if after == slot.response.score:
        return ""  # done before this work was taken up again
    set_points(
        item=slot,
        response=slot.response,
        kind=MarkEvent.Kind.REGRADED,
        points=after,
        version=regrade.version,
        reason=regrade.reason,
        by=by,
        now=now,
    )
    total = total_of(responses=Response.objects.filter(attempt_item__attempt=attempt))
    record_standing(
        attempt=attempt, kind=GradeEvent.Kind.REGRADED, points=total, reason=regrade.reason, by=by, now=now
    )
    return ""


def preview_long(*, regrade: UUID, job_id: int | None) -> None:
    """The job's side of :func:`preview_regrade`."""
    found = Regrade.objects.select_related("quiz", "version").get(uuid=regrade)
    found.changes = list(changes_of(regrade=found, job_id=job_id))
    found.save(update_fields=["changes"])


def apply_long(*, regrade: UUID, by: int, at: str, job_id: int | None) -> None:
    """The job's side of :func:`apply_regrade`; taken up again it goes on where it stopped."""
    found = Regrade.objects.select_related("quiz", "version").get(uuid=regrade)
    if found.state == Regrade.State.APPLIED:
        return
    person = User.objects.filter(pk=by).first()
    _apply(found, person, parse_datetime(at) or timezone.now(), job_id)

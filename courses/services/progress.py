"""The traces of study: opened, read up to here, finished."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from courses.errors import ProgressRefused
from courses.models import Enrolment, Lesson, LessonProgress, LessonText
from courses.services.completion import assess_completion

# A page scrolled up and down writes at most so often.
OPEN_AGAIN_AFTER = timedelta(minutes=1)
PLACE_AGAIN_AFTER = timedelta(seconds=3)


@transaction.atomic
def open_lesson(*, enrolment: Enrolment, lesson: Lesson, now: datetime) -> None:
    """Remember that a learner opened a lesson, and that this is where to go on."""
    if (
        enrolment.last_lesson_id == lesson.pk
        and enrolment.last_seen_at
        and now - enrolment.last_seen_at < OPEN_AGAIN_AFTER
    ):
        return
    _refuse_foreign_or_unready(enrolment, lesson)
    LessonProgress.objects.bulk_create(
        [LessonProgress(enrolment=enrolment, lesson=lesson, opened_at=now, seen_at=now)],
        ignore_conflicts=True,
    )
    Enrolment.objects.filter(pk=enrolment.pk).update(last_lesson=lesson, last_seen_at=now)
    enrolment.last_lesson, enrolment.last_seen_at = lesson, now


@transaction.atomic
def record_place(
    *, enrolment: Enrolment, lesson: Lesson, place: str, percent: int, now: datetime
) -> LessonProgress:
    """Keep the heading a learner has read up to. The share read only grows; an unknown heading is refused."""
    _refuse_foreign_or_unready(enrolment, lesson)
    if not 0 <= percent <= 100:
        raise ProgressRefused(_("The share read must be between 0 and 100 percent."), code="bad_percent")
    if place:
        headings = LessonText.objects.filter(lesson=lesson).values_list("headings", flat=True).first() or []
        if place not in {heading["id"] for heading in headings}:
            raise ProgressRefused(_("This heading is not in the lesson any more."), code="unknown_place")
    rows = LessonProgress.objects.filter(enrolment=enrolment, lesson=lesson)
    progress = rows.first()
    if progress is None:
        open_lesson(enrolment=enrolment, lesson=lesson, now=now)
        progress = rows.get()
    elif (
        progress.place == place and progress.percent >= percent and now - progress.seen_at < PLACE_AGAIN_AFTER
    ):
        return progress
    rows.update(place=place, percent=Greatest(F("percent"), percent), seen_at=now)
    progress.place, progress.percent, progress.seen_at = place, max(progress.percent, percent), now
    return progress


@transaction.atomic
def finish_lesson(*, enrolment: Enrolment, lesson: Lesson, now: datetime) -> LessonProgress:
    """A learner says they have finished a lesson. Saying so twice keeps the first moment."""
    enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    _refuse_foreign_or_unready(enrolment, lesson)
    progress, _created = LessonProgress.objects.get_or_create(
        enrolment=enrolment, lesson=lesson, defaults={"opened_at": now, "seen_at": now}
    )
    if progress.done_at is None:
        progress.done_at, progress.seen_at, progress.percent = now, now, 100
        progress.save(update_fields=["done_at", "seen_at", "percent"])
        Enrolment.objects.filter(pk=enrolment.pk).update(last_lesson=lesson, last_seen_at=now)
    assess_completion(enrolment=enrolment, now=now)
    return progress


def _refuse_foreign_or_unready(enrolment: Enrolment, lesson: Lesson) -> None:
    if lesson.course_id != enrolment.course_id:
        raise ProgressRefused(_("This lesson belongs to another course."), code="foreign_lesson")
    if enrolment.status == Enrolment.Status.WITHDRAWN:
        raise ProgressRefused(_("You are not enrolled in this course any more."), code="not_enrolled")
    if not lesson.is_published:
        raise ProgressRefused(_("This lesson is still in preparation."), code="in_preparation")

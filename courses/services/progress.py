"""The traces of study: opened, read up to here, finished."""

import re
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from courses.errors import ProgressRefused
from courses.facts import lock_of_lesson, results_of
from courses.models import Enrolment, Lesson, LessonProgress, LessonText
from courses.release import seconds_missing, seconds_read
from courses.services.completion import assess_completion
from courses.wording import time_missing_in_words

# A page scrolled up and down writes at most so often.
OPEN_AGAIN_AFTER = timedelta(minutes=1)
PLACE_AGAIN_AFTER = timedelta(seconds=3)
_PLACE = re.compile(r"[a-z0-9][a-z0-9-]{0,119}")


def open_lesson(*, enrolment: Enrolment, lesson: Lesson, now: datetime) -> None:
    """Remember that a learner opened a lesson, and that this is where to go on. A lesson that is locked says why.

    Somebody who reads on within the minute changes nothing, and must not wait in line with those who write.
    """
    if refusal := lock_of_lesson(enrolment=enrolment, lesson=lesson, now=now):
        raise ProgressRefused(
            _("“%(lesson)s” is locked: %(reason)s.") % {"lesson": lesson.display_title, "reason": refusal},
            code="locked",
        )
    if (
        enrolment.last_lesson_id == lesson.pk
        and enrolment.last_seen_at
        and now - enrolment.last_seen_at < OPEN_AGAIN_AFTER
    ):
        return
    _write_opening(enrolment=enrolment, lesson=lesson, now=now)


@transaction.atomic
def _write_opening(*, enrolment: Enrolment, lesson: Lesson, now: datetime) -> None:
    _refuse_foreign_or_unready(enrolment, lesson)
    if lesson.min_minutes:
        _count_time(LessonProgress.objects.filter(enrolment=enrolment, lesson=lesson).first(), now)
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
    """Keep the heading or paragraph a learner has read up to. The share read only grows; an unknown place is refused."""
    _refuse_foreign_or_unready(enrolment, lesson)
    if not 0 <= percent <= 100:
        raise ProgressRefused(_("The share read must be between 0 and 100 percent."), code="bad_percent")
    if place:
        is_known = _PLACE.fullmatch(place) and LessonText.objects.filter(
            lesson=lesson, html__contains=f' id="{place}"'
        )
        if not is_known or not is_known.exists():
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
    seconds = seconds_read(before=progress.seconds, last_sign=progress.seen_at, now=now)
    rows.update(place=place, percent=Greatest(F("percent"), percent), seen_at=now, seconds=seconds)
    progress.seconds = seconds
    progress.place, progress.percent, progress.seen_at = place, max(progress.percent, percent), now
    return progress


def finish_lesson(*, enrolment: Enrolment, lesson: Lesson, now: datetime) -> LessonProgress:
    """A learner says they have finished a lesson. Saying so twice keeps the first moment.

    A lesson that asks for a time of reading, or ends with a quiz, is refused until that is behind the learner; the time
    counted so far is kept.
    """
    _refuse_foreign_or_unready(enrolment, lesson)
    progress = LessonProgress.objects.filter(enrolment=enrolment, lesson=lesson).first()
    if progress is None:
        open_lesson(enrolment=enrolment, lesson=lesson, now=now)
        progress = LessonProgress.objects.get(enrolment=enrolment, lesson=lesson)
    if progress.done_at is None:
        _refuse_too_early(enrolment, lesson, progress, now)
    return _write_finish(enrolment=enrolment, lesson=lesson, now=now)


@transaction.atomic
def _write_finish(*, enrolment: Enrolment, lesson: Lesson, now: datetime) -> LessonProgress:
    enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    progress = LessonProgress.objects.get(enrolment=enrolment, lesson=lesson)
    if progress.done_at is None:
        progress.done_at, progress.seen_at, progress.percent = now, now, 100
        progress.save(update_fields=["done_at", "seen_at", "percent"])
        Enrolment.objects.filter(pk=enrolment.pk).update(last_lesson=lesson, last_seen_at=now)
    assess_completion(enrolment=enrolment, now=now)
    return progress


def _refuse_too_early(enrolment: Enrolment, lesson: Lesson, progress: LessonProgress, now: datetime) -> None:
    _count_time(progress, now)
    if seconds_missing(min_minutes=lesson.min_minutes, seconds=progress.seconds):
        raise ProgressRefused(
            time_missing_in_words(min_minutes=lesson.min_minutes, seconds=progress.seconds), code="too_early"
        )
    results = results_of(enrolment.learner_id, [lesson.quiz_id])
    if lesson.quiz_id and not any(result.is_passed for result in results.values()):
        raise ProgressRefused(
            _("This lesson ends with a quiz; pass it, then the lesson can be finished."), code="quiz_first"
        )


def _count_time(progress: LessonProgress | None, now: datetime) -> None:
    """One more sign of life: what counts of the time since the last one is added and kept."""
    if progress is None:
        return
    progress.seconds = seconds_read(before=progress.seconds, last_sign=progress.seen_at, now=now)
    progress.seen_at = max(now, progress.seen_at)
    progress.save(update_fields=["seconds", "seen_at"])


def _refuse_foreign_or_unready(enrolment: Enrolment, lesson: Lesson) -> None:
    if lesson.course_id != enrolment.course_id:
        raise ProgressRefused(_("This lesson belongs to another course."), code="foreign_lesson")
    if enrolment.status == Enrolment.Status.WITHDRAWN:
        raise ProgressRefused(_("You are not enrolled in this course any more."), code="not_enrolled")
    if not lesson.is_published:
        raise ProgressRefused(_("This lesson is still in preparation."), code="in_preparation")

"""What a published change of a lesson means for the people in the middle: noted when it is published, done by a job."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from courses.models import ChangeMeaning, Course, Enrolment, Lesson, LessonChange, LessonPage, LessonProgress
from courses.services.completion import assess_completion
from jobs.services import enqueue

APPLY = "courses.apply_change"
AT_ONCE = 500


@transaction.atomic
def note_change(*, page: LessonPage, lesson: Lesson, is_changed: bool, now: datetime) -> LessonChange | None:
    """Note a change of a published lesson with what its author chose, and promise to carry it out.

    The same revision published again is no second change. Without a choice (a draft approved by somebody else, a lesson
    nobody had opened) what is finished stays finished.
    """
    if not is_changed:
        return None
    meaning = page.details.get("change_meaning") or ChangeMeaning.KEEP
    note = page.details.get("change_note") or ""
    Course.objects.filter(pk=lesson.course_id).update(version=F("version") + 1)
    version = Course.objects.values_list("version", flat=True).get(pk=lesson.course_id)
    change = LessonChange.objects.create(
        lesson=lesson, version=version, meaning=meaning, note=note, published_at=now
    )
    lesson.change_meaning, lesson.change_note, lesson.changed_at = meaning, note, now
    lesson.save(update_fields=["change_meaning", "change_note", "changed_at"])
    enqueue(kind=APPLY, key=f"{APPLY}:{change.pk}", payload={"change": change.pk}, now=now)
    return change


def carry_out_change(*, change: LessonChange, now: datetime) -> int:
    """Do what the author chose for everybody who was in the middle; how many places on the course were touched.

    Whoever has completed the course, or enrolled after the change, is left alone.
    """
    if change.applied_at is not None:
        return change.people
    people = {
        ChangeMeaning.AGAIN: _ask_again,
        ChangeMeaning.NEWCOMERS: _count_as_done,
    }.get(ChangeMeaning(change.meaning), _only_told)(change, now)
    LessonChange.objects.filter(pk=change.pk).update(applied_at=now, people=people)
    return people


def _in_the_middle(change: LessonChange) -> Any:
    return Enrolment.objects.filter(
        course=change.lesson.course_id, status=Enrolment.Status.ACTIVE, enrolled_at__lte=change.published_at
    )


def _only_told(change: LessonChange, now: datetime) -> int:
    """Nothing to write: who is told follows from the lesson and the place on the course."""
    return int(
        LessonProgress.objects.filter(lesson=change.lesson, enrolment__in=_in_the_middle(change)).count()
    )


@transaction.atomic
def _ask_again(change: LessonChange, now: datetime) -> int:
    """What was finished before the change is open again; the place read is kept, the share begins anew."""
    rows = LessonProgress.objects.filter(
        lesson=change.lesson, enrolment__in=_in_the_middle(change), done_at__lte=change.published_at
    )
    return int(rows.update(done_at=None, percent=0, seconds=0))


def _count_as_done(change: LessonChange, now: datetime) -> int:
    """Everybody on the course has finished the lesson; for some that completes the course."""
    keys = list(_in_the_middle(change).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        with transaction.atomic():
            part = keys[start : start + AT_ONCE]
            LessonProgress.objects.bulk_create(
                [
                    LessonProgress(enrolment_id=key, lesson=change.lesson, opened_at=now, seen_at=now)
                    for key in part
                ],
                ignore_conflicts=True,
            )
            LessonProgress.objects.filter(
                lesson=change.lesson, enrolment__in=part, done_at__isnull=True
            ).update(done_at=now, percent=100)
    for enrolment in Enrolment.objects.filter(pk__in=keys).iterator(chunk_size=AT_ONCE):
        assess_completion(enrolment=enrolment, now=now)
    return len(keys)

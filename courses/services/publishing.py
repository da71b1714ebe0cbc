"""What publishing a page leaves for learners, and what unpublishing takes back. Called by receivers of Wagtail's signals."""

from datetime import datetime

from django.db import transaction

from courses.models import Course, CoursePage, Lesson, LessonPage, LessonText
from courses.reading import reading_copy
from courses.services.settling import apply_course_details, apply_lesson_details


@transaction.atomic
def publish_reading_copy(*, page: LessonPage, now: datetime) -> LessonText:
    """Write what learners read from now on, and let the lesson appear in the outline as ready."""
    copy = reading_copy(str(page.body.render_as_block()))
    lesson = apply_lesson_details(page=page)
    lesson.minutes = lesson.minutes or copy.minutes
    lesson.is_published = True
    lesson.save(update_fields=["minutes", "is_published"])
    text, _created = LessonText.objects.update_or_create(
        lesson=lesson,
        defaults={
            "html": copy.html,
            "headings": list(copy.headings),
            "words": copy.words,
            "published_at": now,
        },
    )
    return text


@transaction.atomic
def withdraw_reading_copy(*, lesson: Lesson) -> None:
    """Put a lesson back to 'in preparation'. The record, and what learners did in it, stay."""
    Lesson.objects.filter(pk=lesson.pk).update(is_published=False)
    LessonText.objects.filter(lesson=lesson).delete()


@transaction.atomic
def open_course_to_learners(*, page: CoursePage) -> None:
    """A published course page puts its course in the catalogue."""
    course = apply_course_details(page=page)
    course.status = Course.Status.PUBLISHED
    course.save(update_fields=["status"])


@transaction.atomic
def close_course_to_newcomers(*, course: Course) -> None:
    """An unpublished or deleted course page takes the course out of the catalogue; those enrolled keep it."""
    Course.objects.filter(pk=course.pk, status=Course.Status.PUBLISHED).update(status=Course.Status.RETIRED)

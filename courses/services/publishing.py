"""What publishing a page leaves for learners, and what unpublishing takes back. Called by receivers of Wagtail's signals."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation

from content.signals import public_pages_changed
from courses.models import Course, CoursePage, Lesson, LessonPage, LessonText
from courses.reading import WORDS_PER_MINUTE, reading_copy
from courses.services.changes import note_change
from courses.services.locking import lock_courses
from courses.services.settling import apply_course_details, apply_lesson_details

Copy = dict[str, Any]
"""The columns of a reading copy."""
COPIED = ("html", "headings", "paragraphs", "search_key", "words")


@transaction.atomic
def publish_reading_copy(*, page: LessonPage, now: datetime) -> LessonText | None:
    """Write what learners read from now on, here and in every lesson that shows this text.

    A lesson that shows the text of another gets a copy of that one's reading copy; None while there is none: then it
    stays 'in preparation'. Each place keeps its own progress.
    """
    lock_courses(lessons=_places(page.lesson_id))
    lesson = apply_lesson_details(page=page)
    if lesson.text_source_id is not None:
        source = LessonText.objects.filter(lesson=lesson.text_source_id, lesson__is_published=True).first()
        if source is None:
            withdraw_reading_copy(lesson=lesson)
            return None
        return _show(page, lesson, {name: getattr(source, name) for name in COPIED}, now)
    copy = _copy_of(page, LessonText.objects.filter(lesson=lesson).first())
    for place in lesson.shown_in.filter(is_published=True):
        _show(page, place, copy, now)
    return _show(page, lesson, copy, now)


def _places(lesson: int) -> list[int]:
    """A lesson and those that show its text, by key."""
    return [lesson, *Lesson.objects.filter(text_source=lesson).values_list("pk", flat=True)]


def _copy_of(page: LessonPage, old: LessonText | None) -> Copy:
    """What a page says, its paragraphs under the names they had before."""
    named = [(name, text) for name, text in old.paragraphs] if old else []
    # The words of blocks are the lesson's, not those of whoever publishes it.
    with translation.override("vi"):
        copy = reading_copy(str(page.body.render_as_block()), named)
    return {
        "html": copy.html,
        "headings": list(copy.headings),
        "paragraphs": [list(one) for one in copy.paragraphs],
        "search_key": copy.search_key,
        "words": copy.words,
    }


def _show(page: LessonPage, lesson: Lesson, copy: Copy, now: datetime) -> LessonText:
    """Let a lesson be read with this copy; those who are in the middle of it meet what the author chose."""
    old = LessonText.objects.filter(lesson=lesson).values_list("html", flat=True).first()
    lesson.minutes = lesson.minutes or -(-copy["words"] // WORDS_PER_MINUTE)
    lesson.is_published = True
    lesson.save(update_fields=["minutes", "is_published"])
    note_change(page=page, lesson=lesson, is_changed=old is not None and old != copy["html"], now=now)
    text, _created = LessonText.objects.update_or_create(
        lesson=lesson, defaults={**copy, "published_at": now}
    )
    return text


@transaction.atomic
def withdraw_reading_copy(*, lesson: Lesson) -> None:
    """Put a lesson back to 'in preparation', and with it those that show its text. Records and progress stay."""
    places = _places(lesson.pk)
    lock_courses(lessons=places)
    Lesson.objects.filter(pk__in=places).update(is_published=False)
    LessonText.objects.filter(lesson__in=places).delete()
    public_pages_changed.send(sender=Lesson)


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
    public_pages_changed.send(sender=Course)

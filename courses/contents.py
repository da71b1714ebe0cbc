"""The contents of a course, read once for all who read it: kept in this process under the stamp of the course.

Only for reading screens whose door has just read the course's row: a service that changes lessons, or holds a row from
before, asks the database (``courses.queries.lessons_of``).
"""

from collections.abc import Mapping
from copy import copy
from functools import lru_cache

from django.utils.translation import get_language

from courses.models import Course, Lesson, LessonText
from courses.outline import OutlineLesson, untouched_rows

COURSES_KEPT = 200
TEXTS_KEPT = 500
"""Of about 20 to 60 KB each."""


def lessons_read(course: Course) -> list[Lesson]:
    """The lessons of a course in order, with their chapters. The rows are shared: read them, change nothing."""
    return list(_lessons(course.pk, course.contents_stamp))


def rows_read(course: Course) -> Mapping[int, OutlineLesson]:
    """The rows of its outline as somebody sees them who has opened no lesson yet, by lesson."""
    return _rows(course.pk, course.contents_stamp, course.slug, get_language())


def text_read(course: Course, position: int) -> LessonText | None:
    """The reading copy of the published lesson at a position, with its lesson and ``course`` as the lesson's course."""
    kept = _text(course.pk, course.contents_stamp, position)
    if kept is None:
        return None
    text, text.lesson = copy(kept), copy(kept.lesson)
    text.lesson.course = course
    return text


@lru_cache(maxsize=COURSES_KEPT)
def _lessons(course: int, _stamp: int) -> tuple[Lesson, ...]:
    return tuple(Lesson.objects.filter(course=course).select_related("chapter").order_by("position"))


@lru_cache(maxsize=COURSES_KEPT)
def _rows(course: int, stamp: int, slug: str, _language: str | None) -> Mapping[int, OutlineLesson]:
    return untouched_rows(Course(pk=course, slug=slug), _lessons(course, stamp))


@lru_cache(maxsize=TEXTS_KEPT)
def _text(course: int, _stamp: int, position: int) -> LessonText | None:
    return (
        LessonText.objects.select_related("lesson")
        .defer("search_key", "words")
        .filter(lesson__course=course, lesson__position=position, lesson__is_published=True)
        .first()
    )

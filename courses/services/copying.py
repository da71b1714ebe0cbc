"""A course taken again for a new year: new records in draft, nobody enrolled, the old one untouched."""

import json
from datetime import datetime
from typing import Any, Literal

from django.db import transaction
from django.utils.translation import gettext as _

from content.services.translations import copy_translation
from courses.details import COURSE_FIELDS, LESSON_FIELDS
from courses.errors import AuthoringRefused
from courses.models import Chapter, Course, CoursePage, Lesson, LessonPage
from courses.services.authoring import add_chapter, add_lesson, create_course
from jobs.services import enqueue
from people.models import User
from quizzes.models import Quiz
from quizzes.services.authoring import create_quiz

COPY = "courses.copy"
AT_ONCE = 50
"""A course with more lessons is copied by a worker."""
FinalQuiz = Literal["same", "empty", "none"]


@transaction.atomic
def copy_course(
    *, course: Course, code: str, title: str, final_quiz: FinalQuiz, now: datetime, by: User | None = None
) -> Course:
    """Write the copy in one go: page, chapters, lessons with their newest text, rules. Drafts, all of it.

    ``final_quiz``: "same" asks the same questions, "empty" makes a new quiz to be filled, "none" leaves it out.
    """
    rules: dict[str, Any] = {name: getattr(course, name) for name in COURSE_FIELDS}
    copy = create_course(
        **rules,
        code=code,
        title=title,
        organisation=course.organisation,
        final_quiz=_quiz_of(course, title, final_quiz, now),
        now=now,
        by=by,
    )
    chapters = {
        chapter.pk: add_chapter(course=copy, title=chapter.title, title_en=chapter.title_en)
        for chapter in course.chapters.order_by("position")
    }
    copy_translation(
        source=CoursePage.objects.get(course=course), target=CoursePage.objects.get(course=copy), now=now
    )
    copy.prerequisites.set(course.prerequisites.all())
    pages = {page.lesson_id: page for page in LessonPage.objects.filter(lesson__course=course)}
    made: dict[int, Lesson] = {}
    for lesson in course.lessons.order_by("position"):
        made[lesson.pk] = _copy_lesson(copy, lesson, pages.get(lesson.pk), chapters, by)
    _copy_translations(made, pages, now)
    for old, lesson in course.lessons.exclude(opens_after=None).in_bulk().items():
        Lesson.objects.filter(pk=made[old].pk).update(opens_after=made.get(lesson.opens_after_id or 0))
    return copy


def _copy_translations(made: dict[int, Lesson], pages: dict[int, LessonPage], now: datetime) -> None:
    new = {page.lesson_id: page for page in LessonPage.objects.filter(lesson__in=made.values())}
    for old, lesson in made.items():
        if old in pages:
            copy_translation(source=pages[old], target=new[lesson.pk], now=now)


def _quiz_of(course: Course, title: str, wanted: FinalQuiz, now: datetime) -> Quiz | None:
    if course.final_quiz is None or wanted == "none":
        return None
    if wanted == "same":
        return course.final_quiz
    name = _("Final quiz: %(title)s") % {"title": title}
    return create_quiz(title=name[:200], organisation=course.organisation, now=now)


def _copy_lesson(
    copy: Course,
    lesson: Lesson,
    page: LessonPage | None,
    chapters: dict[int, Chapter],
    by: User | None,
) -> Lesson:
    """One lesson; one whose page was deleted keeps its place with an empty text. Days of the old year stay behind."""
    newest = page.get_latest_revision_as_object() if page else None
    body = list(newest.body.get_prep_value()) if newest else []
    for block in body:
        block.pop("id", None)  # a block's id belongs to one text
    fields: dict[str, Any] = {name: getattr(lesson, name) for name in LESSON_FIELDS}
    made = add_lesson(
        **fields,
        course=copy,
        title=lesson.title,
        body=json.loads(json.dumps(body, default=str)),
        chapter=chapters.get(lesson.chapter_id or 0),
        quiz=lesson.quiz,
        opens_for=lesson.opens_for,
        by=by,
    )
    if lesson.text_source_id is not None:
        Lesson.objects.filter(pk=made.pk).update(text_source=lesson.text_source_id)
    return made


def ask_for_copy(
    *, course: Course, code: str, title: str, final_quiz: FinalQuiz, now: datetime, by: User
) -> Course | None:
    """Copy a course now, or promise it when it is a long one: then None."""
    code = " ".join(code.split())
    if Course.objects.filter(code__iexact=code).exists():
        raise AuthoringRefused(_("There is a course with this code already."), code="code_taken")
    if course.lessons.count() <= AT_ONCE:
        return copy_course(course=course, code=code, title=title, final_quiz=final_quiz, now=now, by=by)
    wish = {"course": course.pk, "code": code, "title": title, "final_quiz": final_quiz, "by": by.pk}
    enqueue(kind=COPY, key=f"{COPY}:{code.casefold()}", payload=wish, requested_by=by, now=now)
    return None


def copy_as_promised(*, wish: dict[str, Any], now: datetime) -> Course:
    """What the worker does. Done twice, it finds its own copy."""
    done = Course.objects.filter(code__iexact=wish["code"]).first()
    return done or copy_course(
        course=Course.objects.get(pk=wish["course"]),
        code=wish["code"],
        title=wish["title"],
        final_quiz=wish["final_quiz"],
        now=now,
        by=User.objects.filter(pk=wish["by"]).first(),
    )


def page_of_copy(*, course: Course) -> int:
    """The page where its author goes on."""
    return int(CoursePage.objects.values_list("pk", flat=True).get(course=course))

"""A course from two Word files: its record with all rules, its final quiz, and the lessons waiting to be checked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from content.models import WordImport
from courses.models import Course
from courses.services.authoring import create_course
from courses.services.importing import receive_lesson_file
from people.models import Organisation, User
from quizzes.services.quiz_from_file import write_quiz_from_file


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """What somebody uploaded."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """The draft course, its lessons to be checked, and the report of the questions (None: no such file was given)."""

    course: Course
    batch: WordImport
    questions: dict[str, Any] | None


@transaction.atomic
def begin_course_from_word(
    *,
    code: str,
    title: str,
    organisation: Organisation,
    lessons: File,
    questions: File | None,
    level: int,
    prerequisites: Iterable[Course] = (),
    periods: int = 0,
    certificate_kind: str = "",
    by: User,
    now: datetime,
) -> Begun:
    """Make all of it, or nothing. ``level`` is that of the headings lessons begin at.

    Raises ``WordRefused`` for the file of lessons, ``quizzes.errors.ImportRefused`` for that of the questions,
    ``AuthoringRefused`` for a code that is taken.
    """
    quiz, report = None, None
    if questions is not None:
        made = write_quiz_from_file(
            data=questions.data,
            filename=questions.name,
            title=_("Final quiz: %(title)s") % {"title": title[:180]},
            bank_name=f"{code} – {title}"[:200],
            organisation=organisation,
            by=by,
            now=now,
        )
        quiz, report = made.quiz, made.report
    course = create_course(
        code=code,
        title=title,
        organisation=organisation,
        periods=periods,
        certificate_kind=certificate_kind,
        final_quiz=quiz,
        by=by,
        now=now,
    )
    course.prerequisites.set(prerequisites)
    batch = receive_lesson_file(
        data=lessons.data, filename=lessons.name, course=course, by=by, now=now, level=level
    )
    return Begun(course=course, batch=batch, questions=report)

"""What is known of a learner, read for the rules: results of quizzes, organisations today, minutes read."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from courses.course_grade import CourseGrade, Part, grade_of
from courses.models import Course, Enrolment, Lesson
from courses.outline import Trace, lock_reason
from courses.release import LearnerFacts
from people.access import Person, posts_of
from people.models import User
from quizzes.models import Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A learner's result in one quiz."""

    percent: Decimal
    is_passed: bool


Results = Mapping[int, Result]
"""Results by the key of the quiz."""


def results_of(learner_id: int, quizzes: Iterable[int | None]) -> dict[int, Result]:
    """One question, or none where there is no quiz."""
    wanted = {quiz for quiz in quizzes if quiz is not None}
    if not wanted:
        return {}
    rows = Grade.objects.filter(learner=learner_id, quiz__in=wanted)
    return {
        quiz: Result(percent=percent, is_passed=is_passed)
        for quiz, percent, is_passed in rows.values_list("quiz_id", "percent", "is_passed")
    }


def learner_facts(
    *, learner: Callable[[], User], lessons: Iterable[Lesson], progress: Mapping[int, Trace], now: datetime
) -> LearnerFacts:
    """The facts of the release rules; the learner and their organisations are read only where
    a lesson is meant for one.
    """
    today = localdate(now)
    paths: tuple[str, ...] = ()
    if any(lesson.opens_for_id for lesson in lessons):
        paths = tuple(posts_of(learner(), day=today).values_list("organisation__path", flat=True))
    return LearnerFacts(
        today=today,
        done=frozenset(lesson for lesson, trace in progress.items() if trace[2] is not None),
        paths=paths,
    )


def lock_of_lesson(*, enrolment: Enrolment, lesson: Lesson, now: datetime) -> str:
    """Why one lesson is closed for a learner; empty when it is open, or was opened before."""
    if not (lesson.opens_on or lesson.opens_after_id or lesson.opens_for_id):
        return ""
    done = dict(enrolment.progress.values_list("lesson_id", "done_at"))
    if lesson.pk in done:
        return ""
    progress: dict[int, Trace] = {key: ("", 0, done_at) for key, done_at in done.items()}
    facts = learner_facts(learner=lambda: enrolment.learner, lessons=[lesson], progress=progress, now=now)
    before = lesson.opens_after
    labels = {before.pk: f"{before.number} {before.display_title}".strip()} if before else {}
    return lock_reason(lesson, facts, labels)


def course_grade(*, course: Course, lessons: Iterable[Lesson], results: Results) -> CourseGrade | None:
    """The grade of a course out of its quizzes; None where one quiz alone decides or nothing counts."""
    quizzed = [lesson for lesson in lessons if lesson.quiz_id is not None]
    if not quizzed:
        return None
    parts = [
        Part(
            label=f"{lesson.number} {lesson.display_title}".strip(),
            weight=lesson.quiz_weight,
            percent=_percent(results, lesson.quiz_id),
        )
        for lesson in quizzed
    ]
    if course.final_quiz_id is not None:
        parts.append(
            Part(
                label=_("Final quiz"),
                weight=course.final_quiz_weight,
                percent=_percent(results, course.final_quiz_id),
            )
        )
    return grade_of(parts)


def _percent(results: Results, quiz: int | None) -> Decimal | None:
    found = results.get(quiz or 0)
    return found.percent if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prerequisite:
    """A course to complete first, and whether this learner has."""

    course: Course
    is_completed: bool


def prerequisites_of(*, course: Course, learner: Person | None) -> list[Prerequisite]:
    """The courses to complete first, in the order of their codes: one question, two for somebody who is known."""
    required = list(course.prerequisites.order_by("code").only("code", "slug", "title", "title_en"))
    done: set[int] = set()
    if required and learner is not None and learner.is_authenticated:
        done = set(
            Enrolment.objects.filter(
                learner=learner, course__in=required, status=Enrolment.Status.COMPLETED
            ).values_list("course_id", flat=True)
        )
    return [Prerequisite(course=one, is_completed=one.pk in done) for one in required]

"""Starting the quizzes of a course: the host starts, the quiz continues (decision 0002)."""

from datetime import datetime

from django.utils.translation import gettext as _

from courses.errors import EnrolmentRefused
from courses.models import Enrolment, Lesson, QuizSitting
from courses.services.progress import open_lesson
from quizzes.models import Attempt, Quiz
from quizzes.services.starting import Entry, start_attempt


def start_course_quiz(*, enrolment: Enrolment, now: datetime, entry: Entry | None = None) -> Attempt:
    """Begin the final quiz for a place on a course, or go on with the attempt that is running.

    Refusals of the quiz itself (no attempts left, not open, no questions) come through as they are. Not one transaction:
    an overdue attempt that is closed on the way stays closed although the new one is refused.
    """
    quiz = enrolment.course.final_quiz
    if quiz is None:
        raise EnrolmentRefused(_("This course has no quiz."), code="no_quiz")
    return _start(enrolment, quiz, now, entry, back=enrolment.course.get_absolute_url())


def start_lesson_quiz(
    *, enrolment: Enrolment, lesson: Lesson, now: datetime, entry: Entry | None = None
) -> Attempt:
    """Begin the quiz at the end of a lesson, or go on with it; what is refused is told as for the final quiz."""
    if lesson.quiz is None:
        raise EnrolmentRefused(_("This lesson has no quiz."), code="no_quiz")
    open_lesson(enrolment=enrolment, lesson=lesson, now=now)
    return _start(enrolment, lesson.quiz, now, entry, back=lesson.get_absolute_url())


def _start(enrolment: Enrolment, quiz: Quiz, now: datetime, entry: Entry | None, *, back: str) -> Attempt:
    if enrolment.status == Enrolment.Status.WITHDRAWN:
        raise EnrolmentRefused(_("You are not enrolled in this course any more."), code="not_enrolled")
    attempt = start_attempt(quiz=quiz, learner=enrolment.learner, now=now, return_url=back, entry=entry)
    QuizSitting.objects.get_or_create(attempt=attempt, defaults={"enrolment": enrolment})
    return attempt

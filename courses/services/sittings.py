"""Starting the final quiz of a course: the host starts, the quiz continues (decision 0002)."""

from datetime import datetime

from django.utils.translation import gettext as _

from courses.errors import EnrolmentRefused
from courses.models import Enrolment, QuizSitting
from quizzes.models import Attempt
from quizzes.services.attempts import start_attempt


def start_course_quiz(*, enrolment: Enrolment, now: datetime) -> Attempt:
    """Begin the final quiz for a place on a course, or go on with the attempt that is running.

    Refusals of the quiz itself (no attempts left, not open, no questions) come through as they are. Not one transaction:
    an overdue attempt that is closed on the way stays closed although the new one is refused.
    """
    quiz = enrolment.course.final_quiz
    if quiz is None:
        raise EnrolmentRefused(_("This course has no quiz."), code="no_quiz")
    if enrolment.status == Enrolment.Status.WITHDRAWN:
        raise EnrolmentRefused(_("You are not enrolled in this course any more."), code="not_enrolled")
    attempt = start_attempt(
        quiz=quiz, learner=enrolment.learner, now=now, return_url=enrolment.course.get_absolute_url()
    )
    QuizSitting.objects.get_or_create(attempt=attempt, defaults={"enrolment": enrolment})
    return attempt

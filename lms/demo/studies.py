"""What learner Bình has done so far, through the services a browser uses. Nothing is written past them."""

from datetime import datetime, timedelta

from courses.models import Course, Enrolment, Lesson
from courses.services.completion import assess_completion
from courses.services.enrolment import enrol_learner
from courses.services.progress import finish_lesson, open_lesson
from lms.demo.answers import right_answer
from lms.demo.courses import SHORT
from people.models import User
from quizzes.models import Attempt
from quizzes.services.attempts import save_response, submit_attempt
from quizzes.services.starting import start_attempt

BEGUN = "CPDT-101"


def load_studies(*, learner: User, now: datetime) -> None:
    """Bình completed the short course and has begun a long one; done once."""
    if not Enrolment.objects.filter(learner=learner).exists():
        _complete_short_course(learner, now - timedelta(days=2))
        _begin_long_course(learner, now - timedelta(hours=3))


def _complete_short_course(learner: User, moment: datetime) -> None:
    course = Course.objects.get(code=SHORT)
    enrolment = enrol_learner(course=course, learner=learner, now=moment)
    for lesson in Lesson.objects.filter(course=course):
        open_lesson(enrolment=enrolment, lesson=lesson, now=moment)
        finish_lesson(enrolment=enrolment, lesson=lesson, now=moment + timedelta(minutes=25))
    if course.final_quiz is not None:
        begun = moment + timedelta(minutes=30)
        attempt = start_attempt(quiz=course.final_quiz, learner=learner, now=begun)
        _answer_all(attempt, begun + timedelta(minutes=5))
        submit_attempt(attempt=attempt, now=begun + timedelta(minutes=6))
    enrolment.refresh_from_db()
    assess_completion(enrolment=enrolment, now=moment + timedelta(minutes=40))


def _begin_long_course(learner: User, moment: datetime) -> None:
    course = Course.objects.get(code=BEGUN)
    enrolment = enrol_learner(
        course=course, learner=learner, now=moment, due_on=(moment + timedelta(days=45)).date()
    )
    lessons = list(Lesson.objects.filter(course=course, is_published=True).order_by("position")[:2])
    for lesson in lessons:
        enrolment.refresh_from_db()
        open_lesson(enrolment=enrolment, lesson=lesson, now=moment)
    if lessons:
        finish_lesson(enrolment=enrolment, lesson=lessons[0], now=moment + timedelta(minutes=20))


def _answer_all(attempt: Attempt, moment: datetime) -> None:
    for slot in attempt.slots.select_related("version"):
        version = slot.version
        save_response(
            attempt=attempt,
            slot=slot.slot,
            answer=right_answer(version.kind, version.content, version.key),
            client="demo",
            sequence=1,
            base_revision=0,
            now=moment,
        )

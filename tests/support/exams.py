"""An exam with learners at their desks, for siege and benchmark. Django must be set up."""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from django.utils.module_loading import import_string

from courses.models import Course
from courses.services.authoring import create_course, publish_course
from courses.services.enrolment import enrol_learner
from lms.services import plant_site
from people.models import User
from quizzes.models import Attempt, Quiz
from quizzes.services.starting import start_attempt
from quizzes.tickets import issue_ticket
from tests.support.people import make_organisation
from tests.support.quizzes import make_quiz

PASSWORD = "mat-khau-dai-12"


def make_exam(*, questions: int, **fields: object) -> Quiz:
    """A quiz of fixed single-choice questions, three hours long, as many attempts as one likes."""
    organisation = make_organisation("THI", "Hội đồng thi")
    facts = {"attempts_allowed": None, "time_limit_minutes": 180, "pass_percent": 1} | fields
    return make_quiz(organisation, timezone.now(), questions=questions, **facts)


def make_course(quiz: Quiz) -> Course:
    """The course that starts the exam: the host starts, the quiz continues."""
    now = timezone.now()
    plant_site()
    course = create_course(
        code="KY-THI", title="Kỳ thi", organisation=quiz.organisation, now=now, periods=1, final_quiz=quiz
    )
    publish_course(course=course, now=now)
    course.refresh_from_db()
    return course


def make_learners(number: int, course: Course | None = None) -> list[User]:
    """People who can sign in with ``PASSWORD``; one hashing for all of them."""
    from allauth.account.models import EmailAddress

    begin = User.objects.count()
    secret = make_password(PASSWORD)
    people = User.objects.bulk_create(
        User(email=f"thi.sinh.{n}@example.vn", full_name=f"Thí Sinh {n}", password=secret)
        for n in range(begin, begin + number)
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=person.email, primary=True, verified=True) for person in people
    )
    for person in people if course else ():
        enrol_learner(course=course, learner=person, now=timezone.now())
    return people


def sign_in(person: User) -> str:
    """A session as signing in leaves it; its key."""
    session = import_string(f"{settings.SESSION_ENGINE}.SessionStore")()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def sit_down(quiz: Quiz, person: User) -> dict[str, str]:
    """A running attempt of a learner: its uuid, a ticket for it, and a session."""
    now = timezone.now()
    attempt: Attempt = start_attempt(quiz=quiz, learner=person, now=now)
    return {
        "attempt": str(attempt.uuid),
        "ticket": issue_ticket(attempt=attempt, password=person.password, now=now),
        "session": sign_in(person),
    }

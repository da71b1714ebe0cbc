"""Set the stage in a database of its own and print, as JSON, what to ask for. Run by pages.py under Django."""

import json
import os
import sys
import uuid as uuids

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.middleware.csrf import _get_new_csrf_string  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from courses.models import Lesson  # noqa: E402
from courses.services.enrolment import enrol_learner  # noqa: E402
from guides.models import GuidePage  # noqa: E402
from people.models import User  # noqa: E402
from people.services import register_person  # noqa: E402
from quizzes.services.attempts import start_attempt  # noqa: E402

LEARNERS = 16


def sign_in(person: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    sys.stdout.flush()
    call_command("load_demo", stdout=sys.stderr)
    now = timezone.now()
    lesson = (
        Lesson.objects.filter(is_published=True, course__final_quiz__isnull=False)
        .select_related("course")
        .first()
    )
    course = lesson.course
    csrf = _get_new_csrf_string()
    saves = []
    for number in range(LEARNERS):
        person = register_person(email=f"bench{number}@example.vn", full_name=f"Học Viên {number}")
        enrol_learner(course=course, learner=person, now=now)
        attempt = start_attempt(quiz=course.final_quiz, learner=person, now=now)
        slot = attempt.slots.filter(version__kind="single_choice").order_by("slot").first()
        saves.append(
            {
                "session": sign_in(person),
                "path": reverse("quizzes:save", args=[attempt.uuid]),
                "slot": slot.slot,
                "client": str(uuids.uuid4()),
            }
        )
    quiz_page = saves[0]["path"].replace("/luu/", "/1/")
    guide = GuidePage.objects.live().first()
    print(
        json.dumps(
            {
                "session": saves[0]["session"],
                "csrf": csrf,
                "csrf_cookie": settings.CSRF_COOKIE_NAME,
                "saves": saves,
                "pages": {
                    "guide (anonymous)": guide.get_url().replace("http://localhost", ""),
                    "course": course.get_absolute_url(),
                    "lesson": lesson.get_absolute_url(),
                    "quiz page": quiz_page,
                    "my learning": reverse("lms:my_learning"),
                },
            }
        )
    )


main()

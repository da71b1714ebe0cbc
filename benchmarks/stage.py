"""Set the stage in a database of its own and print, as JSON, what to ask for. Run by pages.py under Django."""

import json
import os
import sys
import uuid as uuids

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
django.setup()

from django.conf import settings
from django.core.management import call_command
from django.middleware.csrf import _get_new_csrf_string
from django.urls import reverse
from django.utils import timezone

from benchmarks.signing_in import sign_in
from courses.models import Lesson
from courses.services.enrolment import enrol_learner
from guides.models import GuidePage
from people.services import register_person
from quizzes.services.starting import start_attempt

LEARNERS = (
    128  # more than the saves in flight, so that no answer overtakes an earlier one of the same learner
)


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

"""The demonstration as a whole: all of it or nothing, and once."""

from datetime import datetime

from django.db import transaction

from jobs.services import run_due_jobs
from lms.demo.cast import load_cast
from lms.demo.courses import ask_in_lesson, load_courses
from lms.demo.english import load_english
from lms.demo.organisations import load_organisations
from lms.demo.public_site import ask_in_guide, load_public_site
from lms.demo.questions import SELF_CHECK_TITLE, load_citizens_check
from lms.demo.studies import load_studies
from quizzes.models import Quiz

ASKING_GUIDE, ASKING_LESSON = "HD-02", "CPDT-101-2.1"
"""The guide and the lesson that end with questions for their readers."""


def load_demo(*, now: datetime) -> None:
    """Load what is not there yet; a second run changes nothing. What the studies promised (a certificate) is done at once."""
    with transaction.atomic():
        bodies = load_organisations()
        people = load_cast(bodies)
        load_public_site(editor=people["mai"], now=now)
        load_courses(academy=bodies["HVHC"], by=people["ha"], now=now)
        self_check = Quiz.objects.get(title=SELF_CHECK_TITLE)
        ask_in_lesson(code=ASKING_LESSON, quiz=self_check, by=people["ha"], now=now)
        plain = load_citizens_check(organisation=bodies["BKHCN"], by=people["mai"], now=now)
        ask_in_guide(editor=people["mai"], code=ASKING_GUIDE, quiz=plain)
        load_english(by=people["ha"], now=now)
        load_studies(learner=people["binh"], now=now)
    run_due_jobs()

"""The demonstration as a whole: all of it or nothing, and once."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from jobs.services import run_due_jobs
from lms.demo.cast import load_cast
from lms.demo.courses import load_courses
from lms.demo.organisations import load_organisations
from lms.demo.public_site import load_public_site
from lms.demo.studies import load_studies


def load_demo(*, now: datetime) -> None:
    """Load what is not there yet; a second run changes nothing. What the studies promised (a certificate) is done at once."""
    with transaction.atomic():
        bodies = load_organisations()
        people = load_cast(bodies)
        load_public_site(editor=people["mai"], today=localdate(now))
        load_courses(academy=bodies["HVHC"], by=people["ha"], now=now)
        load_studies(learner=people["binh"], now=now)
    run_due_jobs()

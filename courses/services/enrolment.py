"""Taking a place on a course, and giving it up."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from courses.errors import EnrolmentRefused
from courses.facts import prerequisites_of
from courses.models import Course, Enrolment
from people.models import User


@transaction.atomic
def enrol_learner(*, course: Course, learner: User, now: datetime, due_on: date | None = None) -> Enrolment:
    """Give a learner a place on a course; asking twice gives the same place.

    Somebody who withdrew takes up their old place again, with what they had read.
    """
    course = Course.objects.select_for_update().get(pk=course.pk)
    enrolment = Enrolment.objects.filter(course=course, learner=learner).order_by("-enrolled_at").first()
    if enrolment is not None and enrolment.status != Enrolment.Status.WITHDRAWN:
        return enrolment
    if course.status != Course.Status.PUBLISHED:
        raise EnrolmentRefused(_("This course is not open to learners at the moment."), code="not_published")
    if not course.is_open_for_enrolment:
        raise EnrolmentRefused(
            _(
                "Learners cannot enrol in this course themselves; please ask the training officer of your unit."
            ),
            code="enrolment_closed",
        )
    _refuse_without_prerequisites(course, learner)
    if enrolment is None:
        return Enrolment.objects.create(course=course, learner=learner, enrolled_at=now, due_on=due_on)
    enrolment.status = Enrolment.Status.ACTIVE
    enrolment.enrolled_at = now
    enrolment.due_on = due_on
    enrolment.save(update_fields=["status", "enrolled_at", "due_on"])
    return enrolment


def _refuse_without_prerequisites(course: Course, learner: User) -> None:
    missing = [one.course for one in prerequisites_of(course=course, learner=learner) if not one.is_completed]
    if missing:
        names = ", ".join(f"“{one.display_title}”" for one in missing)
        raise EnrolmentRefused(
            _("Complete %(courses)s first; then you can enrol in this course.") % {"courses": names},
            code="prerequisites",
        )


@transaction.atomic
def withdraw_enrolment(*, enrolment: Enrolment, now: datetime) -> Enrolment:
    """Give up a place. What was read is kept; what was completed cannot be given up."""
    enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    if enrolment.status == Enrolment.Status.COMPLETED:
        raise EnrolmentRefused(_("A completed course cannot be given up."), code="already_completed")
    enrolment.status = Enrolment.Status.WITHDRAWN
    enrolment.last_seen_at = now
    enrolment.save(update_fields=["status", "last_seen_at"])
    return enrolment

"""Taking an answer to the survey: once for each place on a course, without a name."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Avg
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from courses.errors import SurveyRefused
from courses.models import Course, Enrolment, SurveyAnswer
from courses.survey import GROUP, counted, survey_on


@transaction.atomic
def answer_survey(
    *, enrolment: Enrolment, rating: int, answers: Mapping[str, int], comment: str, now: datetime
) -> None:
    """Keep an answer. Refused before the course is completed, and a second time: a sheet cannot be found again to change it."""
    course = Course.objects.select_for_update().get(pk=enrolment.course_id)
    enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    if enrolment.status != Enrolment.Status.COMPLETED:
        raise SurveyRefused(_("The survey opens when you have completed the course."), code="not_completed")
    if enrolment.has_answered_survey:
        raise SurveyRefused(
            _("You have answered this survey already; answers carry no name and cannot be changed."),
            code="answered",
        )
    before = SurveyAnswer.objects.filter(course=course).count()
    SurveyAnswer.objects.create(
        course=course,
        form=survey_on(localdate(now)).code,
        group=before // GROUP,
        rating=rating,
        answers=dict(answers),
        comment=comment.strip(),
    )
    Enrolment.objects.filter(pk=enrolment.pk).update(has_answered_survey=True)
    if (before + 1) % GROUP == 0:
        _renew_rating(course, before + 1)


def _renew_rating(course: Course, total: int) -> None:
    average = SurveyAnswer.objects.filter(course=course).aggregate(mean=Avg("rating"))["mean"]
    Course.objects.filter(pk=course.pk).update(
        rating=Decimal(average).quantize(Decimal("0.1")), rating_count=counted(total)
    )

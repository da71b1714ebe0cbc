"""Results recognised by a decision of the head of an institution; from then on they are frozen."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from people.models import Organisation, User
from quizzes.errors import ResultsRefused
from quizzes.models import Grade, Quiz, ResultDecision


def results_of(*, quiz: Quiz) -> QuerySet[Grade]:
    """All results of a quiz with their people and decisions."""
    return Grade.objects.filter(quiz=quiz).select_related("learner", "decision").order_by("pk")


def recognisable(*, quiz: Quiz) -> QuerySet[Grade]:
    """Results that can be recognised now: complete, and not recognised before."""
    return Grade.objects.filter(quiz=quiz, decision=None, is_provisional=False)


@transaction.atomic
def recognise_results(
    *,
    quiz: Quiz,
    organisation: Organisation,
    number: str,
    decided_on: date,
    signed_by: str,
    by: User,
    now: datetime,
) -> ResultDecision:
    """Record a decision and freeze every complete result of the quiz under it.

    Results that still wait for a marker are not taken along; they can be recognised by a later decision.
    """
    number, signed_by = " ".join(number.split()), " ".join(signed_by.split())
    if not number:
        raise ResultsRefused(_("Give the number of the decision."), code="number_missing")
    grades = list(recognisable(quiz=quiz).select_for_update().order_by("pk"))
    if not grades:
        raise ResultsRefused(
            _("There is no result to recognise: none is complete, or all were recognised."),
            code="nothing_to_recognise",
        )
    try:
        with transaction.atomic():
            decision = ResultDecision.objects.create(
                quiz=quiz,
                organisation=organisation,
                number=number,
                decided_on=decided_on,
                signed_by=signed_by,
                recorded_by=by,
                recorded_at=now,
            )
    except IntegrityError as error:
        raise ResultsRefused(
            _("This decision was recorded for this quiz already."), code="number_taken"
        ) from error
    Grade.objects.filter(pk__in=[grade.pk for grade in grades], decision=None).update(decision=decision)
    return decision

"""Doors to the statistics and results of a quiz: the row, or a 404 that does not tell whether there is one."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from people.access import Person, may_act_in, organisations_for
from people.models import Role
from quizzes.access import AUTHORS
from quizzes.access_marking import MarkingDesk, marking_desk_of
from quizzes.models import Quiz

STATISTICIANS = (*AUTHORS, Role.REVIEWER)
"""Who may read the statistics of the quizzes of their own organisation and below; no names are in them."""
RESULT_READERS = (*AUTHORS, Role.REGISTRAR)
"""Who may read the results of learners by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsDesk:
    """A quiz whose statistics a person may read, and what else that person may see of it."""

    quiz: Quiz
    may_read_statistics: bool
    may_see_names: bool
    may_compose: bool
    marking: MarkingDesk
    """What the same person may do with its attempts."""


def get_statistics_desk_for(person: Person, uuid: UUID) -> StatisticsDesk:
    """The statistics of a quiz of one's own organisation or below: for its authors and reviewers."""
    return _statistics_desk(person, _quiz_within(person, uuid, STATISTICIANS))


def get_gradebook_desk_for(person: Person, uuid: UUID) -> StatisticsDesk:
    """The results of a quiz by name: for its authors and registrars."""
    return _statistics_desk(person, _quiz_within(person, uuid, RESULT_READERS))


def _statistics_desk(person: Person, quiz: Quiz) -> StatisticsDesk:
    return StatisticsDesk(
        quiz=quiz,
        may_read_statistics=may_act_in(person, quiz.organisation, STATISTICIANS),
        may_see_names=may_act_in(person, quiz.organisation, RESULT_READERS),
        may_compose=may_act_in(person, quiz.organisation, AUTHORS),
        marking=marking_desk_of(person, quiz),
    )


def quizzes_with_statistics_for(person: Person) -> QuerySet[Quiz]:
    """The quizzes whose statistics or results a person may read."""
    roles = {*STATISTICIANS, *RESULT_READERS}
    return Quiz.objects.filter(organisation__in=organisations_for(person, roles))


def quizzes_read_by_statisticians(person: Person) -> QuerySet[Quiz]:
    """The quizzes whose statistics a person may read; results by name are another right."""
    return Quiz.objects.filter(organisation__in=organisations_for(person, STATISTICIANS))


def _quiz_within(person: Person, uuid: UUID, roles: Iterable[str]) -> Quiz:
    rows = Quiz.objects.filter(organisation__in=organisations_for(person, roles))
    quiz = rows.filter(uuid=uuid).select_related("organisation").first()
    if quiz is None:
        raise Http404
    return quiz

"""Doors of the marking desk: the row, or a 404 that does not tell whether there is one."""

import logging
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from people.access import Person, may_act_in, organisations_for
from people.models import Role
from quizzes.access import AUTHORS
from quizzes.items import KINDS
from quizzes.models import (
    Attempt,
    AttemptItem,
    PaperForm,
    Quiz,
    Regrade,
    ResponseFile,
    ResultDecision,
)

logger = logging.getLogger("lms.quizzes")
BY_HAND = tuple(code for code, kind in KINDS.items() if kind.needs_marking)
"""The kinds of question that people mark."""

MARKERS = AUTHORS
"""Who may mark, change points with a reason and grade again: in the quiz's organisation or above it."""

OFFICE = (Role.REGISTRAR, Role.ADMINISTRATOR)
"""Who may annul attempts, record decisions and hold a quiz on paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkingDesk:
    """A quiz, and what the person at the desk may do with its attempts."""

    quiz: Quiz
    person: Person
    may_mark: bool
    may_manage: bool
    """Annul, recognise, print, enter from paper, give back what others have claimed."""

    @property
    def may_open(self) -> bool:
        """Whether a single sitting may be read: by whoever may change something about it."""
        return self.may_mark or self.may_manage

    @property
    def hides_names(self) -> bool:
        """Whether an attempt that waits for a marker shows no name here."""
        return self.quiz.marks_anonymously and not self.may_manage


def _refuse(person: Person, uuid: UUID) -> Http404:
    logger.info("marking.door_closed", extra={"person": person.pk, "asked_for": str(uuid)})
    return Http404()


def quizzes_marked_by(person: Person) -> QuerySet[Quiz]:
    """The quizzes on whose attempts a person works: to mark them, or in the office."""
    return Quiz.objects.filter(organisation__in=organisations_for(person, {*MARKERS, *OFFICE}))


def get_marking_for(person: Person, uuid: UUID) -> MarkingDesk:
    """The desk of a quiz for those who mark it or hold its office."""
    quiz = quizzes_marked_by(person).filter(uuid=uuid).select_related("organisation").first()
    if quiz is None:
        raise _refuse(person, uuid)
    return marking_desk_of(person, quiz)


def marking_desk_of(person: Person, quiz: Quiz) -> MarkingDesk:
    """What a person may do with the attempts of a quiz whose door was passed already; perhaps nothing."""
    return MarkingDesk(
        quiz=quiz,
        person=person,
        may_mark=may_act_in(person, quiz.organisation, MARKERS),
        may_manage=may_act_in(person, quiz.organisation, OFFICE),
    )


def get_marking_desk_for(person: Person, uuid: UUID) -> MarkingDesk:
    """The same for those who mark."""
    desk = get_marking_for(person, uuid)
    if not desk.may_mark:
        raise _refuse(person, uuid)
    return desk


def get_office_desk_for(person: Person, uuid: UUID) -> MarkingDesk:
    """The same for the office."""
    desk = get_marking_for(person, uuid)
    if not desk.may_manage:
        raise _refuse(person, uuid)
    return desk


def get_essay_at(desk: MarkingDesk, pk: int) -> AttemptItem:
    """An answer that people mark, of a closed attempt of this quiz; never the marker's own."""
    rows = AttemptItem.objects.select_related("attempt__quiz", "version")
    closed = (Attempt.Status.SUBMITTED, Attempt.Status.EXPIRED)
    found = rows.filter(pk=pk, attempt__quiz=desk.quiz, attempt__status__in=closed, version__kind__in=BY_HAND)
    item = found.exclude(attempt__learner=desk.person.pk).first()
    if item is None:
        raise _refuse(desk.person, desk.quiz.uuid)
    return item


def get_marking_file_at(desk: MarkingDesk, item: AttemptItem, uuid: UUID) -> ResponseFile:
    """A file handed in with an answer whose door was passed already."""
    file = ResponseFile.objects.filter(attempt_item=item, uuid=uuid).first()
    if file is None:
        raise _refuse(desk.person, uuid)
    file.attempt_item = item  # known already, with its attempt and quiz
    return file


def get_sitting_at(desk: MarkingDesk, uuid: UUID) -> Attempt:
    """A closed attempt of this quiz with its learner; not one whose marker must not know the name."""
    rows = Attempt.objects.filter(quiz=desk.quiz).exclude(status=Attempt.Status.IN_PROGRESS)
    attempt = rows.filter(uuid=uuid).select_related("quiz__organisation", "learner").first()
    if attempt is None or (desk.hides_names and attempt.needs_marking):
        raise _refuse(desk.person, uuid)
    return attempt


def get_regrade_at(desk: MarkingDesk, uuid: UUID) -> Regrade:
    rows = Regrade.objects.select_related("quiz", "item", "version", "made_by")
    regrade = rows.filter(quiz=desk.quiz, uuid=uuid).first()
    if regrade is None:
        raise _refuse(desk.person, uuid)
    return regrade


def get_decision_at(desk: MarkingDesk, uuid: UUID) -> ResultDecision:
    decision = ResultDecision.objects.filter(quiz=desk.quiz, uuid=uuid).first()
    if decision is None:
        raise _refuse(desk.person, uuid)
    return decision


def get_paper_form_at(desk: MarkingDesk, uuid: UUID) -> PaperForm:
    form = PaperForm.objects.filter(quiz=desk.quiz, uuid=uuid).first()
    if form is None:
        raise _refuse(desk.person, uuid)
    return form

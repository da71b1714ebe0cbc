"""Doors: the row, or a 404 that does not tell whether there is one."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from content.models import WordImport
from people.access import Person, may_act_in, organisations_for, paths_for
from people.models import Organisation, Role
from quizzes.lifecycle import Actor
from quizzes.models import (
    Accommodation,
    Attempt,
    AttemptItem,
    BankGrant,
    Category,
    Item,
    QuestionBank,
    Quiz,
    QuizSection,
    ResponseFile,
)
from quizzes.models.bank import QuestionBankQuerySet

logger = logging.getLogger("lms.quizzes")


def _refuse(person: Person, uuid: UUID) -> Http404:
    logger.info("attempt.door_closed", extra={"person": person.pk, "attempt": str(uuid)})
    return Http404()


def get_attempt_for(person: Person, uuid: UUID) -> Attempt:
    """An attempt with its quiz, for its owner only."""
    attempt = Attempt.objects.filter(uuid=uuid, learner_id=person.pk).select_related("quiz").first()
    if attempt is None or isinstance(person, AnonymousUser):
        raise _refuse(person, uuid)
    attempt.learner = person  # known already: nobody asks the database again
    return attempt


def get_slot_for(person: Person, uuid: UUID, slot: int) -> AttemptItem:
    """One slot of the paper with its attempt, for the attempt's owner only; the key is not read."""
    rows = AttemptItem.objects.select_related("attempt__quiz", "version").defer("version__key")
    found = rows.filter(attempt__uuid=uuid, attempt__learner_id=person.pk, slot=slot).first()
    if found is None:
        raise _refuse(person, uuid)
    return found


def get_self_check(uuid: UUID) -> Quiz:
    """A self-check: it is for everybody, as long as it is open."""
    now = timezone.now()
    quiz = Quiz.objects.filter(uuid=uuid, mode=Quiz.Mode.SELF_CHECK).first()
    is_shut = quiz is not None and bool(
        (quiz.opens_at and now < quiz.opens_at) or (quiz.closes_at and now >= quiz.closes_at)
    )
    if quiz is None or is_shut:
        raise Http404
    return quiz


AUTHORS = (Role.INSTRUCTOR, Role.ADMINISTRATOR)
"""Who may write questions, in their own organisation and below."""


def get_response_file_for(person: Person, uuid: UUID) -> ResponseFile:
    """A file handed in with an essay: for its learner, and for those who may mark in the quiz's organisation."""
    rows = ResponseFile.objects.select_related("attempt_item__attempt__quiz__organisation")
    file = rows.filter(uuid=uuid).first()
    if file is None:
        raise _refuse(person, uuid)
    attempt = file.attempt_item.attempt
    if attempt.learner_id != person.pk and not may_act_in(person, attempt.quiz.organisation, AUTHORS):
        raise _refuse(person, uuid)
    return file


REVIEWERS = (Role.REVIEWER, Role.ADMINISTRATOR)
"""Who may review the questions of their own organisation and below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A bank, and what the person at the desk may do in it. Whoever sees a desk may draw from its bank or read it."""

    bank: QuestionBank
    may_write: bool
    may_review: bool
    may_share: bool
    may_administer: bool

    @property
    def may_read_keys(self) -> bool:
        """A right to draw is no right to read the answers."""
        return self.may_write or self.may_review

    @property
    def actor(self) -> Actor:
        return Actor(
            is_author=self.may_write, is_reviewer=self.may_review, is_administrator=self.may_administer
        )


def _own_banks(person: Person, roles: Iterable[str]) -> QuestionBankQuerySet:
    return QuestionBank.objects.of_organisations(organisations_for(person, roles))


def _granted_to(person: Person, rights: Iterable[str]) -> Q:
    """Banks shared today with an organisation in which, or above or below which, a person is an author.

    A grant holds for its organisation and everything below; an author acts in their own unit and everything below.
    """
    reach = Q()
    for path in paths_for(person, AUTHORS):
        above = [path[:end] for end in range(Organisation.steplen, len(path), Organisation.steplen)]
        reach |= Q(organisation__path__startswith=path) | Q(organisation__path__in=above)
    if not reach:
        return Q(pk__in=())
    grants = BankGrant.objects.valid_on(timezone.localdate()).filter(reach, right__in=list(rights))
    return Q(pk__in=grants.values("bank"))


def own_banks_for(person: Person) -> QuestionBankQuerySet:
    """The banks of a person's own organisations: those may be shared."""
    return _own_banks(person, AUTHORS)


def banks_for(person: Person) -> QuestionBankQuerySet:
    """The banks a person may write in: their own, and those shared for writing; for anybody else none."""
    return _own_banks(person, AUTHORS) | QuestionBank.objects.filter(
        _granted_to(person, [BankGrant.Right.EDIT])
    )


def banks_usable_by(person: Person) -> QuestionBankQuerySet:
    """The banks a person may draw questions from: their own, and those shared in any way."""
    return _own_banks(person, AUTHORS) | QuestionBank.objects.filter(
        _granted_to(person, BankGrant.Right.values)
    )


def banks_seen_by(person: Person) -> QuestionBankQuerySet:
    """The banks in a person's list: to draw from, to write in or to review."""
    return banks_usable_by(person) | _own_banks(person, REVIEWERS)


def get_bank_for(person: Person, uuid: UUID) -> QuestionBank:
    """A bank to write in."""
    bank = banks_for(person).filter(uuid=uuid).select_related("organisation").first()
    if bank is None:
        raise Http404
    return bank


def get_own_bank_for(person: Person, uuid: UUID) -> QuestionBank:
    """A bank to share: only that of one's own organisation."""
    bank = own_banks_for(person).filter(uuid=uuid).select_related("organisation").first()
    if bank is None:
        raise Http404
    return bank


def get_desk_for(person: Person, uuid: UUID) -> Desk:
    """A bank one may draw from, write in or review, with what exactly one may."""
    bank = banks_seen_by(person).filter(uuid=uuid).select_related("organisation").first()
    if bank is None:
        raise Http404
    is_own = may_act_in(person, bank.organisation, AUTHORS)
    return Desk(
        bank=bank,
        may_write=is_own or banks_for(person).filter(pk=bank.pk).exists(),
        may_review=may_act_in(person, bank.organisation, REVIEWERS),
        may_share=is_own,
        may_administer=may_act_in(person, bank.organisation, (Role.ADMINISTRATOR,)),
    )


def get_reading_desk_for(person: Person, uuid: UUID) -> Desk:
    """The desk of somebody who may read the answers of a bank: its authors and reviewers."""
    desk = get_desk_for(person, uuid)
    if not desk.may_read_keys:
        raise Http404
    return desk


def get_item_at(desk: Desk, uuid: UUID) -> Item:
    """A question of a desk's bank, with its current wording."""
    item = desk.bank.items.filter(uuid=uuid).select_related("bank", "current", "category").first()
    if item is None:
        raise Http404
    return item


def get_item_for(person: Person, bank: UUID, uuid: UUID) -> Item:
    """A question of a bank one may write in, with its current wording."""
    rows = Item.objects.filter(bank__in=banks_for(person), bank__uuid=bank, uuid=uuid)
    item = rows.select_related("bank", "current").first()
    if item is None:
        raise Http404
    return item


def get_category_at(bank: QuestionBank, uuid: UUID) -> Category:
    """A category of a bank whose door was passed already."""
    category = Category.objects.filter(bank=bank, uuid=uuid).select_related("bank", "parent").first()
    if category is None:
        raise Http404
    return category


def get_grant_at(bank: QuestionBank, uuid: UUID) -> BankGrant:
    """A grant of a bank whose door was passed already."""
    grant = BankGrant.objects.filter(bank=bank, uuid=uuid).select_related("organisation").first()
    if grant is None:
        raise Http404
    return grant


def get_import_for(person: Person, uuid: UUID) -> tuple[WordImport, QuestionBank]:
    """A batch of questions and the bank it is for; the bank decides who may see it."""
    batch = WordImport.objects.filter(uuid=uuid, purpose=WordImport.Purpose.QUESTIONS).first()
    if batch is None:
        raise Http404
    return batch, get_bank_for(person, UUID(batch.target))


def get_quiz_of(bank: QuestionBank, uuid: UUID) -> Quiz:
    """A quiz that draws from a bank whose door was passed already."""
    quiz = Quiz.objects.filter(uuid=uuid, sections__draw_from=bank).distinct().first()
    if quiz is None:
        raise Http404
    return quiz


def quizzes_for(person: Person) -> QuerySet[Quiz]:
    """The quizzes a person may compose: those of their own organisations and below."""
    return Quiz.objects.filter(organisation__in=organisations_for(person, AUTHORS))


def get_quiz_for(person: Person, uuid: UUID) -> Quiz:
    """A quiz to compose."""
    quiz = quizzes_for(person).filter(uuid=uuid).select_related("organisation").first()
    if quiz is None:
        raise Http404
    return quiz


def get_section_at(quiz: Quiz, position: int) -> QuizSection:
    """A section, by its position, of a quiz whose door was passed already."""
    rows = QuizSection.objects.filter(quiz=quiz, position=position)
    section = rows.select_related("quiz", "draw_from", "draw_category").first()
    if section is None:
        raise Http404
    return section


def get_usable_bank_for(person: Person, uuid: UUID) -> QuestionBank:
    """A bank to draw from: one's own, or one shared in any way."""
    bank = banks_usable_by(person).filter(uuid=uuid).select_related("organisation").first()
    if bank is None:
        raise Http404
    return bank


def get_accommodation_at(quiz: Quiz, uuid: UUID) -> Accommodation:
    """An accommodation of a quiz whose door was passed already."""
    row = Accommodation.objects.filter(quiz=quiz, uuid=uuid).first()
    if row is None:
        raise Http404
    return row

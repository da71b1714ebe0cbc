"""Doors: the row, or a 404 that does not tell whether there is one."""

import logging
from uuid import UUID

from django.http import Http404

from content.models import WordImport
from people.access import Person, organisations_for
from people.models import Role
from quizzes.models import Attempt, AttemptItem, Item, QuestionBank, Quiz
from quizzes.models.bank import QuestionBankQuerySet

logger = logging.getLogger("lms.quizzes")


def _refuse(person: Person, uuid: UUID) -> Http404:
    logger.info("attempt.door_closed", extra={"person": person.pk, "attempt": str(uuid)})
    return Http404()


def get_attempt_for(person: Person, uuid: UUID) -> Attempt:
    """An attempt with its quiz, for its owner only."""
    attempt = Attempt.objects.filter(uuid=uuid, learner_id=person.pk).select_related("quiz").first()
    if attempt is None:
        raise _refuse(person, uuid)
    return attempt


def get_slot_for(person: Person, uuid: UUID, slot: int) -> AttemptItem:
    """One slot of the paper with its attempt, for the attempt's owner only; the key is not read."""
    rows = AttemptItem.objects.select_related("attempt__quiz", "version").defer("version__key")
    found = rows.filter(attempt__uuid=uuid, attempt__learner_id=person.pk, slot=slot).first()
    if found is None:
        raise _refuse(person, uuid)
    return found


AUTHORS = (Role.INSTRUCTOR, Role.ADMINISTRATOR)
"""Who may write questions, in their own organisation and below."""


def banks_for(person: Person) -> QuestionBankQuerySet:
    """The banks a person may work in; for anybody else none."""
    return QuestionBank.objects.of_organisations(organisations_for(person, AUTHORS))


def get_bank_for(person: Person, uuid: UUID) -> QuestionBank:
    """A bank of one's own organisation or below."""
    bank = banks_for(person).filter(uuid=uuid).select_related("organisation").first()
    if bank is None:
        raise Http404
    return bank


def get_item_for(person: Person, bank: UUID, uuid: UUID) -> Item:
    """A question of such a bank, with its current wording."""
    rows = Item.objects.filter(bank__in=banks_for(person), bank__uuid=bank, uuid=uuid)
    item = rows.select_related("bank", "current").first()
    if item is None:
        raise Http404
    return item


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

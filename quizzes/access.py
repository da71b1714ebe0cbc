"""Doors: the row, or a 404 that does not tell whether there is one."""

import logging
from uuid import UUID

from django.http import Http404

from people.access import Person
from quizzes.models import Attempt, AttemptItem

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

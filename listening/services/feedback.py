"""Answers to "Was this page useful?": kept, counted in a crowd, or set aside; and what editors do about them."""

import logging
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.db import DatabaseError, transaction

from content.provinces import province_names
from listening import flushing
from listening.days import local_day
from listening.errors import AlreadySaid, TooManyWords
from listening.latch import Latch
from listening.masking import masked, tidied
from listening.models import Feedback, FeedbackDay, Kind
from listening.models.feedback import LONGEST_NOTE, LONGEST_WORDS
from listening.services.counting import add_to_day, answers
from listening.tokens import AskedPage
from people.limits import is_over_limit
from people.models import User

logger = logging.getLogger("lms.listening")
EVERYBODY = "all"
latch = Latch()


class Outcome(StrEnum):
    KEPT = "kept"
    CROWDED = "crowded"
    """Counted, but not kept as a row: more come than can be read."""
    SET_ASIDE = "set aside"
    """One address sends more than people do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    outcome: Outcome
    feedback: Feedback | None = None


def take_answer(*, page: AskedPage, kind: Kind, who: str, now: datetime) -> Taken:
    """Record one tap. ``who`` is a fingerprint of the day, used for counting within the minute and not kept.

    In a flood the first question that is answered "full" shuts the door of this process until the minute ends, so that
    ten thousand answers a minute cost a look into memory each, and neither database nor cache hears of them.
    """
    outcome = _admitted(who, now)
    if outcome is Outcome.KEPT:
        try:
            return Taken(outcome=outcome, feedback=_kept(page, kind, now))
        except DatabaseError:
            # A busy database: the answer is not lost, it is only counted.
            logger.exception("feedback.not_kept")
            outcome = Outcome.CROWDED
    column = "set_aside" if outcome is Outcome.SET_ASIDE else kind.value
    answers.add((local_day(now), page.path, page.language, page.page_id, column))
    flushing.see_to_it()
    return Taken(outcome=outcome)


def _admitted(who: str, now: datetime) -> Outcome:
    minute = int(now.timestamp()) // 60
    most = settings.LISTENING_ANSWERS_OF_AN_ADDRESS_A_MINUTE
    if latch.count(who, minute=minute) > most or latch.is_shut(who, minute=minute):
        return Outcome.SET_ASIDE
    if latch.is_shut(EVERYBODY, minute=minute):
        return Outcome.CROWDED
    if is_over_limit(scope="feedback", who=who, limit=most, seconds=60, now=now):
        latch.shut(who, minute=minute)
        return Outcome.SET_ASIDE
    for limit, seconds in (
        (settings.LISTENING_ROWS_A_MINUTE, 60),
        (settings.LISTENING_ROWS_A_DAY, 86_400),
    ):
        if is_over_limit(scope=f"feedback-{seconds}", who=EVERYBODY, limit=limit, seconds=seconds, now=now):
            latch.shut(EVERYBODY, minute=minute)
            return Outcome.CROWDED
    return Outcome.KEPT


@transaction.atomic
def _kept(page: AskedPage, kind: Kind, now: datetime) -> Feedback:
    day = local_day(now)
    made = Feedback.objects.create(
        page_id=page.page_id, path=page.path, language=page.language, kind=kind, created_on=day
    )
    at = {"day": day, "path": page.path, "language": page.language}
    add_to_day(model=FeedbackDay, at=at, by={kind.value: 1}, fixed={"page_id": page.page_id})
    return made


@transaction.atomic
def add_words(*, feedback_id: int, words: str, province: str = "") -> Feedback:
    """What a reader adds to an answer, once; numbers and addresses are masked before they are stored.

    Raises:
        TooManyWords: longer than is kept; nothing was stored.
        AlreadySaid: this answer has its words.
        Feedback.DoesNotExist: it was forgotten meanwhile.
    """
    words = tidied(words)
    if len(words) > LONGEST_WORDS:
        raise TooManyWords
    feedback = Feedback.objects.select_for_update().get(pk=feedback_id)
    if feedback.words or feedback.province:
        raise AlreadySaid
    feedback.words = masked(words)[:LONGEST_WORDS]
    feedback.province = province if province in province_names() else ""
    feedback.save(update_fields=["words", "province"])
    return feedback


@transaction.atomic
def handle_feedback(*, feedback: Feedback, note: str, by: User, now: datetime) -> Feedback:
    """An editor has dealt with it and says how. Who was first stays; the note may be written anew."""
    feedback = Feedback.objects.select_for_update().get(pk=feedback.pk)
    feedback.note = tidied(note)[:LONGEST_NOTE]
    if feedback.handled_at is None:
        feedback.handled_by, feedback.handled_at = by, now
    feedback.save(update_fields=["note", "handled_by", "handled_at"])
    return feedback


@transaction.atomic
def reopen_feedback(*, feedback: Feedback) -> Feedback:
    """It was not dealt with after all."""
    feedback = Feedback.objects.select_for_update().get(pk=feedback.pk)
    feedback.handled_by = feedback.handled_at = None
    feedback.save(update_fields=["handled_by", "handled_at"])
    return feedback

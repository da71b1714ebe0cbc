"""Beginning an attempt: the terms of this learner, the refusals, the frozen paper."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from people.limits import is_over_limit
from people.models import User
from quizzes.admission import Earlier, Refusal, Terms, refusal_to_start, with_allowances
from quizzes.errors import AttemptRefused
from quizzes.models import Attempt, Grade, Quiz
from quizzes.services.accommodations import allowances_for
from quizzes.services.attempts import close_if_overdue
from quizzes.services.papers import compose_paper, freeze_paper

CODES_IN_FIVE_MINUTES = 10
"""Wrong access codes a learner may type before a pause; a code is spoken in a room, it is no password."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a learner gives at the door of a quiz."""

    access_code: str = ""
    agrees: bool = False


def terms_of(*, quiz: Quiz, learner: User, now: datetime) -> Terms:
    """The conditions that hold for this learner, everything granted to them included."""
    minutes = quiz.time_limit_minutes
    terms = Terms(
        opens_at=quiz.opens_at,
        closes_at=quiz.closes_at,
        limit=timedelta(minutes=minutes) if minutes else None,
        attempts=quiz.attempts_allowed,
        wait=timedelta(minutes=quiz.wait_minutes),
        code=quiz.access_code,
        needs_honour=bool(quiz.honour_statement.strip()),
        goes_on_when_recognised=quiz.goes_on_when_recognised,
    )
    return with_allowances(terms, allowances_for(quiz=quiz, learner=learner, now=now))


def earlier_attempts(*, quiz: Quiz, learner: User) -> list[Earlier]:
    """What was started before; in one query, whether the result was recognised included."""
    recognised = Grade.objects.filter(quiz=quiz, learner=learner, decision__isnull=False)
    rows = Attempt.objects.filter(quiz=quiz, learner=learner).annotate(is_recognised=Exists(recognised))
    return [
        Earlier(
            number=number,
            is_counted=status != Attempt.Status.ANNULLED,
            closed_at=closed_at,
            is_recognised=is_recognised,
        )
        for number, status, closed_at, is_recognised in rows.values_list(
            "number", "status", "closed_at", "is_recognised"
        )
    ]


def start_attempt(
    *, quiz: Quiz, learner: User, now: datetime, return_url: str = "", entry: Entry | None = None
) -> Attempt:
    """Begin an attempt with a paper of its own, or return the one that is running.

    Two windows that start at the same moment get the same attempt: the database holds one running attempt per learner
    and quiz. The caller (the host) has checked that this person may take the quiz.

    Raises:
        AttemptRefused: with a code of that class and a sentence for the learner.
    """
    if quiz.mode == Quiz.Mode.SELF_CHECK:
        raise AttemptRefused(
            _("This is a self-check: nothing is stored, so nothing is started."), code="self_check"
        )
    for _try in range(3):
        running = _running_attempt(quiz, learner)
        if running is not None:
            running = close_if_overdue(attempt=running, now=now)
            if not running.is_closed:
                return running
        terms = terms_of(quiz=quiz, learner=learner, now=now)
        number = _next_number(terms, quiz, learner, now)
        if number is None:
            continue
        _check_entry(terms, quiz, learner, entry or Entry(), now)
        try:
            with transaction.atomic():
                return _create_attempt(
                    quiz=quiz, learner=learner, number=number, terms=terms, now=now, return_url=return_url
                )
        except IntegrityError:
            continue  # another window was quicker: look again at what it left
    raise AttemptRefused(
        _("The quiz is being started in another window. Please try again."), code="try_again"
    )


def _running_attempt(quiz: Quiz, learner: User) -> Attempt | None:
    return (
        Attempt.objects.filter(quiz=quiz, learner=learner, status=Attempt.Status.IN_PROGRESS)
        .select_related("quiz", "learner")
        .first()
    )


def _next_number(terms: Terms, quiz: Quiz, learner: User, now: datetime) -> int | None:
    """The number of the next attempt, or a refusal.

    None: another window has started one since we looked. It must not be counted as a used one here, or the slower of
    two windows would be told that nothing is left.
    """
    earlier = earlier_attempts(quiz=quiz, learner=learner)
    if any(attempt.is_counted and attempt.closed_at is None for attempt in earlier):
        return None
    refusal = refusal_to_start(terms=terms, earlier=earlier, now=now)
    if refusal is not None:
        raise AttemptRefused(sentence_of(refusal=refusal), code=refusal.code)
    return max((attempt.number for attempt in earlier), default=0) + 1


def sentence_of(*, refusal: Refusal) -> str:
    """A refusal as its learner reads it, with the moment from which a start is possible."""
    when = date_format(timezone.localtime(refusal.until), "H:i d/m/Y") if refusal.until else ""
    sentences: dict[str, str | Promise] = {
        "not_open": _("This quiz is not open yet. It opens at %(when)s.") % {"when": when},
        "closed": _("This quiz is closed."),
        "recognised": _(
            "Your result in this quiz was recognised by a decision, so no further attempt is started."
        ),
        "no_attempts_left": _("You have used all attempts of this quiz."),
        "wait": _("The next attempt can be started at %(when)s.") % {"when": when},
    }
    return str(sentences[refusal.code])


def _check_entry(terms: Terms, quiz: Quiz, learner: User, entry: Entry, now: datetime) -> None:
    if terms.needs_honour and not entry.agrees:
        raise AttemptRefused(_("Agree to the honour statement before you start."), code="honour")
    if not terms.code:
        return
    typed = entry.access_code.strip().casefold().encode()
    if hmac.compare_digest(typed, terms.code.strip().casefold().encode()):
        return
    if not typed:
        raise AttemptRefused(_("Type the access code you were given."), code="access_code")
    who = f"{quiz.pk}:{learner.pk}"
    if is_over_limit(scope="quiz-code", who=who, limit=CODES_IN_FIVE_MINUTES, seconds=300, now=now):
        raise AttemptRefused(
            _("Too many wrong codes. Wait five minutes, then try again."), code="too_many_codes"
        )
    raise AttemptRefused(_("This access code is not right. Ask the person in charge."), code="access_code")


def _create_attempt(
    *, quiz: Quiz, learner: User, number: int, terms: Terms, now: datetime, return_url: str
) -> Attempt:
    seed = secrets.token_hex(16)
    paper = compose_paper(quiz=quiz, seed=seed)
    attempt = Attempt.objects.create(
        quiz=quiz,
        learner=learner,
        number=number,
        seed=seed,
        started_at=now,
        due_at=terms.due_at(now),
        grace_seconds=quiz.grace_seconds,
        grades_late=quiz.late_policy == Quiz.LatePolicy.GRADE,
        honour_at=now if terms.needs_honour else None,
        max_points=paper.max_points,
        return_url=_own_path(return_url),
    )
    freeze_paper(attempt=attempt, paper=paper)
    return attempt


def _own_path(url: str) -> str:
    """Only a path of this site; anything else is forgotten."""
    is_ours = url.startswith("/") and len(url) <= 300 and url_has_allowed_host_and_scheme(url, None)
    return url if is_ours else ""

"""What hosts may know of a quiz and a learner. Reads only; the learner's own pages are in ``quizzes.presenting``."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from people.models import User
from quizzes.admission import Terms, attempts_left, refusal_to_start
from quizzes.models import Attempt, AttemptItem, Grade, Quiz, QuizSection
from quizzes.services.starting import earlier_attempts, sentence_of, terms_of


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizResult:
    percent: Decimal
    is_passed: bool
    attempts_closed: int
    attempts_left: int | None
    """None: as many as one likes."""
    best_attempt_uuid: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arranged:
    """What accommodations give this learner beyond the others."""

    extra_minutes: int
    extra_attempts: int
    closes_later: bool

    def __bool__(self) -> bool:
        return bool(self.extra_minutes or self.extra_attempts or self.closes_later)


def arranged_for(quiz: Quiz, terms: Terms) -> Arranged:
    minutes = round(terms.limit.total_seconds() / 60) if terms.limit else 0
    return Arranged(
        extra_minutes=minutes - (quiz.time_limit_minutes or 0),
        extra_attempts=(terms.attempts or 0) - (quiz.attempts_allowed or 0),
        closes_later=terms.closes_at != quiz.closes_at,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizIntro:
    """The facts a host shows before the first question (partial ``quizzes/_intro.html``), for this learner.

    The host's form holds ``quizzes/_intro_fields.html`` and posts ``honour`` (``on``) and ``access_code`` (text)
    to whatever starts the attempt.
    """

    title: str
    instructions: str
    mode: str
    layout: str
    navigation: str
    question_count: int
    time_limit_minutes: int | None
    """As this learner has it, extra time included."""
    pass_percent: int
    attempts_allowed: int | None
    attempts_left: int | None
    wait_minutes: int
    grading_method: str
    review_policy: str
    opens_at: datetime | None
    closes_at: datetime | None
    """As this learner has it."""
    late_policy: str
    honour_statement: str
    asks_code: bool
    arranged: Arranged
    running_uuid: UUID | None
    running_due_at: datetime | None
    refusal_sentence: str
    refusal: str
    """Why no attempt may start now, as a code of AttemptRefused; empty when one may, or when one is running."""

    @property
    def is_practice(self) -> bool:
        return self.mode == Quiz.Mode.PRACTICE

    @property
    def is_forward_only(self) -> bool:
        return self.navigation == Quiz.Navigation.FORWARD

    @property
    def can_start(self) -> bool:
        return not self.refusal


def attempts_left_of(quiz: Quiz, learner: User) -> int | None:
    """How many more attempts may be started, accommodations included; None when there is no limit."""
    terms = terms_of(quiz=quiz, learner=learner, now=timezone.now())
    return attempts_left(terms, earlier_attempts(quiz=quiz, learner=learner))


def intro_for(*, quiz: Quiz, learner: User, now: datetime) -> QuizIntro:
    running = Attempt.objects.filter(quiz=quiz, learner=learner, status=Attempt.Status.IN_PROGRESS).first()
    if running is not None and running.deadline.is_over(now):
        running = None
    terms = terms_of(quiz=quiz, learner=learner, now=now)
    earlier = earlier_attempts(quiz=quiz, learner=learner)
    questions = _question_count(quiz)
    refused = refusal_to_start(terms=terms, earlier=earlier, now=now)
    refusal = (refused.code if refused else "") or ("" if questions else "no_items")
    return QuizIntro(
        title=quiz.title,
        instructions=quiz.instructions,
        mode=quiz.mode,
        layout=quiz.layout,
        navigation=quiz.navigation,
        question_count=questions,
        time_limit_minutes=round(terms.limit.total_seconds() / 60) if terms.limit else None,
        pass_percent=quiz.pass_percent,
        attempts_allowed=terms.attempts,
        attempts_left=attempts_left(terms, earlier),
        wait_minutes=quiz.wait_minutes,
        grading_method=quiz.grading_method,
        review_policy=quiz.review_policy,
        opens_at=terms.opens_at,
        closes_at=terms.closes_at,
        late_policy=quiz.late_policy,
        honour_statement=quiz.honour_statement.strip(),
        asks_code=bool(terms.code),
        arranged=arranged_for(quiz, terms),
        running_uuid=running.uuid if running else None,
        running_due_at=running.due_at if running else None,
        refusal="" if running else refusal,
        refusal_sentence=sentence_of(refusal=refused) if refused and not running else "",
    )


def _question_count(quiz: Quiz) -> int:
    rows = QuizSection.objects.filter(quiz=quiz).annotate(fixed=Count("fixed_items"))
    return sum(draw or fixed for draw, fixed in rows.values_list("draw_count", "fixed"))


def result_for(*, quiz: Quiz, learner: User) -> QuizResult | None:
    """A learner's standing result; None before the first closed attempt."""
    grade = Grade.objects.filter(quiz=quiz, learner=learner).first()
    if grade is None:
        return None
    closed = Attempt.objects.filter(quiz=quiz, learner=learner).exclude(
        status__in=[Attempt.Status.IN_PROGRESS, Attempt.Status.ANNULLED]
    )
    order = ["-number"] if quiz.grading_method == Quiz.GradingMethod.LAST else ["-score", "number"]
    return QuizResult(
        percent=grade.percent,
        is_passed=grade.is_passed,
        attempts_closed=grade.attempts_closed,
        attempts_left=attempts_left_of(quiz, learner),
        best_attempt_uuid=closed.order_by(*order).values_list("uuid", flat=True).first(),
    )


def slots_with_answers(attempt: Attempt) -> list[AttemptItem]:
    """The paper with the answers that count, without wordings and keys."""
    return list(AttemptItem.objects.filter(attempt=attempt).select_related("response").order_by("slot"))

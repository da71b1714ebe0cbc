"""What hosts may know of a quiz and a learner, and what the learner's own pages show.

Reads only. Everything for the learner's browser is one of the dataclasses below: none has room for a key,
except :class:`ReviewChoice` and :class:`ReviewRow`, whose fields stay empty until the policy opens them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from people.models import User
from quizzes.grading import Standing, is_blank, percent_of
from quizzes.models import Attempt, AttemptItem, Grade, Quiz, QuizSection, Response
from quizzes.models.bank import ItemType
from quizzes.reviewing import may_see_answers
from quizzes.shown import letters_of
from quizzes.timing import is_overdue, minutes_left, remaining_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizResult:
    percent: Decimal
    is_passed: bool
    attempts_closed: int
    attempts_left: int | None
    """None: as many as one likes."""
    best_attempt_uuid: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizIntro:
    """The facts a host shows before the first question (partial ``quizzes/_intro.html``)."""

    title: str
    instructions: str
    question_count: int
    time_limit_minutes: int | None
    pass_percent: int
    attempts_allowed: int | None
    attempts_left: int | None
    review_policy: str
    opens_at: datetime | None
    closes_at: datetime | None
    running_uuid: UUID | None
    running_due_at: datetime | None
    refusal: str
    """Why no attempt may start now, as a code of AttemptRefused; empty when one may, or when one is running."""

    @property
    def can_start(self) -> bool:
        return not self.refusal


def attempts_left_of(quiz: Quiz, learner: User) -> int | None:
    """How many more attempts may be started; None when there is no limit. A running one is used up."""
    if quiz.attempts_allowed is None:
        return None
    used = Attempt.objects.filter(quiz=quiz, learner=learner).exclude(status=Attempt.Status.ANNULLED).count()
    return max(quiz.attempts_allowed - used, 0)


def intro_for(*, quiz: Quiz, learner: User, now: datetime) -> QuizIntro:
    running = Attempt.objects.filter(quiz=quiz, learner=learner, status=Attempt.Status.IN_PROGRESS).first()
    if running is not None and is_overdue(due_at=running.due_at, now=now):
        running = None
    left = attempts_left_of(quiz, learner)
    questions = _question_count(quiz)
    return QuizIntro(
        title=quiz.title,
        instructions=quiz.instructions,
        question_count=questions,
        time_limit_minutes=quiz.time_limit_minutes,
        pass_percent=quiz.pass_percent,
        attempts_allowed=quiz.attempts_allowed,
        attempts_left=left,
        review_policy=quiz.review_policy,
        opens_at=quiz.opens_at,
        closes_at=quiz.closes_at,
        running_uuid=running.uuid if running else None,
        running_due_at=running.due_at if running else None,
        refusal="" if running else _refusal(quiz, left, questions, now),
    )


def _refusal(quiz: Quiz, left: int | None, questions: int, now: datetime) -> str:
    if (quiz.opens_at and now < quiz.opens_at) or (quiz.closes_at and now >= quiz.closes_at):
        return "not_open"
    if left == 0:
        return "no_attempts_left"
    return "" if questions else "no_items"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownChoice:
    letter: str
    text: str
    is_picked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPage:
    """One question as its learner may see it before the review."""

    due_at: datetime | None
    number: int
    total: int
    kind: str
    stem: str
    choices: list[ShownChoice]
    value: bool | None
    revision: int
    saved_at: datetime | None
    is_flagged: bool
    remaining_ms: int | None

    @property
    def minutes_left(self) -> int | None:
        return minutes_left(self.remaining_ms)

    @property
    def is_last(self) -> bool:
        return self.number == self.total

    @property
    def is_true_false(self) -> bool:
        return self.kind == ItemType.TRUE_FALSE

    @property
    def is_multiple(self) -> bool:
        return self.kind == ItemType.MULTIPLE_CHOICE

    @property
    def has_short_stem(self) -> bool:
        """Whether the question fits in a legend; tables, lists and several paragraphs stand above it."""
        inner = self.stem.strip().removeprefix("<p>")
        return not any(tag in inner for tag in ("<p", "<ul", "<ol", "<table", "<h", "<img", "<pre", "<div"))

    @property
    def short_stem(self) -> str:
        """The question without its one paragraph's tags: a legend holds words, not blocks."""
        return self.stem.strip().removeprefix("<p>").removesuffix("</p>")


def question_page(*, slot: AttemptItem, now: datetime) -> QuestionPage:
    """Takes a slot from :func:`quizzes.access.get_slot_for`; two questions to the database."""
    response = Response.objects.filter(attempt_item=slot).first()
    answer = response.answer if response else {}
    return QuestionPage(
        number=slot.slot,
        total=AttemptItem.objects.filter(attempt=slot.attempt_id).count(),
        kind=slot.version.kind,
        stem=slot.version.content["stem"],
        choices=_choices_of(slot.version.content, slot.choice_order, answer),
        value=answer.get("value"),
        revision=response.revision if response else 0,
        saved_at=response.saved_at if response else None,
        is_flagged=slot.is_flagged,
        due_at=slot.attempt.due_at,
        remaining_ms=remaining_ms(due_at=slot.attempt.due_at, now=now),
    )


def _choices_of(content: Mapping[str, Any], order: list[str], answer: Mapping[str, Any]) -> list[ShownChoice]:
    texts = {choice["id"]: choice["text"] for choice in content.get("choices", ())}
    picked = answer.get("choices", ())
    return [
        ShownChoice(letter=letter, text=texts[choice], is_picked=choice in picked)
        for choice, letter in letters_of(order).items()
    ]


def answer_in_words(*, slot: AttemptItem, answer: Mapping[str, Any]) -> list[ShownChoice]:
    """The picked choices of an answer, to be shown beside another one."""
    return [
        choice for choice in _choices_of(slot.version.content, slot.choice_order, answer) if choice.is_picked
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewRow:
    number: int
    is_answered: bool
    is_flagged: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage:
    rows: list[OverviewRow]
    remaining_ms: int | None

    @property
    def minutes_left(self) -> int | None:
        return minutes_left(self.remaining_ms)

    @property
    def unanswered(self) -> list[int]:
        return [row.number for row in self.rows if not row.is_answered]

    @property
    def answered_count(self) -> int:
        return len(self.rows) - len(self.unanswered)


def overview_page(*, attempt: Attempt, now: datetime) -> OverviewPage:
    """Every question with its state, in one query."""
    rows = AttemptItem.objects.filter(attempt=attempt).order_by("slot")
    return OverviewPage(
        rows=[
            OverviewRow(number=slot, is_answered=not is_blank(answer), is_flagged=flagged)
            for slot, answer, flagged in rows.values_list("slot", "response__answer", "is_flagged")
        ],
        remaining_ms=remaining_ms(due_at=attempt.due_at, now=now),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewChoice:
    letter: str
    text: str
    is_picked: bool
    is_right: bool | None = None
    feedback: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRow:
    number: int
    stem: str
    is_answered: bool
    choices: list[ReviewChoice]
    value: bool | None
    points: Decimal
    right_value: bool | None = None
    score: Decimal | None = None
    feedback: str = ""

    @property
    def outcome(self) -> str:
        """``right``, ``partly``, ``wrong``, ``blank``, or nothing while marks are hidden."""
        if self.score is None:
            return ""
        if not self.is_answered:
            return "blank"
        if self.score >= self.points:
            return "right"
        return "partly" if self.score else "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPage:
    """A closed attempt as its learner sees it (W7b)."""

    percent: Decimal
    is_passed: bool
    attempts_left: int | None
    running_uuid: UUID | None
    shows_answers: bool
    rows: list[ReviewRow] = field(default_factory=list)

    @property
    def wrong_count(self) -> int:
        return sum(row.outcome != "right" for row in self.rows)


def result_page(*, attempt: Attempt, now: datetime) -> ResultPage:
    """The result of a closed attempt; the keys are read from the database only when the policy shows them."""
    quiz = attempt.quiz
    percent = percent_of(Standing(points=attempt.score or Decimal(0), max_points=attempt.max_points))
    siblings = Attempt.objects.filter(quiz=quiz, learner=attempt.learner_id).values_list("uuid", "status")
    used = [status for _uuid, status in siblings if status != Attempt.Status.ANNULLED]
    left = None if quiz.attempts_allowed is None else max(quiz.attempts_allowed - len(used), 0)
    running = next((uuid for uuid, status in siblings if status == Attempt.Status.IN_PROGRESS), None)
    has_passed = Grade.objects.filter(quiz=quiz, learner=attempt.learner_id, is_passed=True).exists()
    shows = may_see_answers(
        policy=quiz.review_policy,
        is_passed=has_passed,
        attempts_left=left,
        is_running=running is not None,
        is_over=quiz.closes_at is not None and now >= quiz.closes_at,
    )
    return ResultPage(
        percent=percent,
        is_passed=percent >= quiz.pass_percent,
        attempts_left=left,
        running_uuid=running,
        shows_answers=shows,
        rows=[_review_row(slot, shows) for slot in _slots_for_review(attempt, with_key=shows)],
    )


def slots_with_answers(attempt: Attempt) -> list[AttemptItem]:
    """The paper with the answers that count, without wordings and keys."""
    return list(AttemptItem.objects.filter(attempt=attempt).select_related("response").order_by("slot"))


def _slots_for_review(attempt: Attempt, *, with_key: bool) -> QuerySet[AttemptItem]:
    rows = AttemptItem.objects.filter(attempt=attempt).select_related("version", "response").order_by("slot")
    return rows if with_key else rows.defer("version__key", "response__score")


def _review_row(slot: AttemptItem, shows: bool) -> ReviewRow:
    response: Response | None = getattr(slot, "response", None)
    answer = response.answer if response else {}
    plain = _choices_of(slot.version.content, slot.choice_order, answer)
    common: dict[str, Any] = {
        "number": slot.slot,
        "stem": slot.version.content["stem"],
        "is_answered": not is_blank(answer),
        "value": answer.get("value"),
        "points": slot.points,
    }
    if not shows:
        choices = [ReviewChoice(letter=c.letter, text=c.text, is_picked=c.is_picked) for c in plain]
        return ReviewRow(choices=choices, **common)
    key = slot.version.key
    is_true_false = slot.version.kind == ItemType.TRUE_FALSE
    return ReviewRow(
        choices=[
            ReviewChoice(
                letter=shown.letter,
                text=shown.text,
                is_picked=shown.is_picked,
                is_right=choice in key["correct"],
                feedback=key.get("choice_feedback", {}).get(choice, ""),
            )
            for choice, shown in zip(slot.choice_order, plain, strict=True)
        ],
        right_value=key["correct"] if is_true_false else None,
        score=(response.score if response else None) or Decimal(0),
        feedback=key.get("feedback", ""),
        **common,
    )

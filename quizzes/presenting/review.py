"""A closed attempt as its learner sees it (W7b). The keys are read only when something of them may be seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery

from quizzes.admission import attempts_left
from quizzes.grading import Standing, is_blank, percent_of, worths_of
from quizzes.items.essay import Criterion
from quizzes.items.essay import read_key as read_essay_key
from quizzes.items.essay_text import answer_markup
from quizzes.models import Attempt, AttemptItem, Grade, MarkEvent, Marking, Quiz, Response
from quizzes.presenting.bodies import HandedFile
from quizzes.presenting.building import numbered_gaps
from quizzes.presenting.judging import Judged, judge, outcome_of
from quizzes.presenting.questions import files_of, other_language
from quizzes.reviewing import (
    EVERYTHING,
    TELLS_THE_KEY,
    Sight,
    may_see_answers,
    moment_of,
    what_may_be_seen,
)
from quizzes.services.starting import earlier_attempts, terms_of


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricLine:
    """``text`` is HTML. ``points`` were given by the marker, of at most ``max_points``."""

    text: str
    points: str
    max_points: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class EssayReview:
    """``text`` is HTML that may be shown. ``comment`` and ``rubric`` stand here once a marker has finished."""

    text: str
    files: tuple[HandedFile, ...] = ()
    comment: str = ""
    rubric: tuple[RubricLine, ...] = ()
    sample: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRow:
    number: int
    stem: str
    language: str
    points: Decimal
    judged: Judged
    score: Decimal | None = None
    essay: EssayReview | None = None

    @property
    def outcome(self) -> str:
        return self.judged.outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPage:
    percent: Decimal | None
    """None while the score may not be seen."""
    is_passed: bool
    is_provisional: bool
    attempts_left: int | None
    running_uuid: UUID | None
    seen: frozenset[Sight]
    rows: list[ReviewRow] = field(default_factory=list)

    @property
    def shows_answers(self) -> bool:
        """Whether right answers are told."""
        return Sight.KEY in self.seen

    @property
    def shows_points(self) -> bool:
        return Sight.POINTS in self.seen

    @property
    def shows_own(self) -> bool:
        return Sight.ANSWERS in self.seen

    @property
    def wrong_count(self) -> int:
        return sum(row.outcome in {"wrong", "partly", "blank"} for row in self.rows)

    @property
    def can_practise(self) -> bool:
        """Wrong answers can be practised when nothing of them is secret any more."""
        return self.seen >= EVERYTHING and self.wrong_count > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sittings:
    """What a learner has done in a quiz, as far as it decides what may be seen. ``closes_at`` is theirs."""

    attempts_left: int | None
    running_uuid: UUID | None
    has_passed: bool
    closes_at: datetime | None


def sittings_of(*, attempt: Attempt, now: datetime) -> Sittings:
    quiz, learner = attempt.quiz, attempt.learner
    running = Attempt.objects.filter(quiz=quiz, learner=learner, status=Attempt.Status.IN_PROGRESS)
    terms = terms_of(quiz=quiz, learner=learner, now=now)
    return Sittings(
        attempts_left=attempts_left(terms, earlier_attempts(quiz=quiz, learner=learner)),
        running_uuid=running.values_list("uuid", flat=True).first(),
        has_passed=Grade.objects.filter(quiz=quiz, learner=learner, is_passed=True).exists(),
        closes_at=terms.closes_at,
    )


def seen_of(*, attempt: Attempt, sittings: Sittings, now: datetime) -> frozenset[Sight]:
    """What may be seen of a closed attempt at this moment."""
    quiz = attempt.quiz
    is_key_open = may_see_answers(
        policy=quiz.review_policy,
        is_passed=sittings.has_passed,
        attempts_left=sittings.attempts_left,
        is_running=sittings.running_uuid is not None,
        is_over=sittings.closes_at is not None and now >= sittings.closes_at,
    )
    return what_may_be_seen(
        matrix=quiz.review_matrix,
        moment=moment_of(closed_at=attempt.closed_at, closes_at=sittings.closes_at, now=now),
        key_is_open=is_key_open,
        is_practice=quiz.mode == Quiz.Mode.PRACTICE,
    )


def result_page(*, attempt: Attempt, now: datetime) -> ResultPage:
    """The result of a closed attempt, with as much of each question as the policy shows now."""
    sittings = sittings_of(attempt=attempt, now=now)
    seen = seen_of(attempt=attempt, sittings=sittings, now=now)
    percent = percent_of(Standing(points=attempt.score or Decimal(0), max_points=attempt.max_points))
    return ResultPage(
        percent=percent if Sight.POINTS in seen else None,
        is_passed=percent >= attempt.quiz.pass_percent,
        is_provisional=attempt.needs_marking,
        attempts_left=sittings.attempts_left,
        running_uuid=sittings.running_uuid,
        seen=seen,
        rows=review_rows(attempt=attempt, seen=seen),
    )


def review_rows(*, attempt: Attempt, seen: frozenset[Sight]) -> list[ReviewRow]:
    rows = (
        AttemptItem.objects.filter(attempt=attempt)
        .select_related("version__item", "response")
        .order_by("slot")
    )
    needs_key = bool(TELLS_THE_KEY & seen)
    keyed = rows.annotate(corrected_key=_corrected_key())
    slots = list(keyed if needs_key else rows.defer("version__key"))
    files = files_of(slots)
    markings = _markings_of(slots) if needs_key else {}
    return [_row(slot, files.get(slot.pk, []), markings.get(slot.pk), seen) for slot in slots]


def _corrected_key() -> Subquery:
    """The key of the corrected wording, where an answer was graded again."""
    again = MarkEvent.objects.filter(attempt_item=OuterRef("pk")).exclude(version=None).order_by("-pk")
    return Subquery(again.values("version__key")[:1])


def _markings_of(slots: Sequence[AttemptItem]) -> dict[int, Marking]:
    """The last finished marking of each essay, by primary key of the slot; no query where no essay stands."""
    essays = [slot.pk for slot in slots if slot.version.kind == "essay"]
    final = Marking.objects.filter(attempt_item__in=essays, state=Marking.State.FINAL).order_by("round")
    return {marking.attempt_item_id: marking for marking in (final if essays else ())}


def _row(
    slot: AttemptItem, files: list[HandedFile], marking: Marking | None, seen: frozenset[Sight]
) -> ReviewRow:
    response: Response | None = getattr(slot, "response", None)
    answer = response.answer if response else {}
    version = slot.version
    corrected_key: Mapping[str, Any] | None = getattr(slot, "corrected_key", None)
    key = (corrected_key or version.key) if TELLS_THE_KEY & seen else None
    is_essay = version.kind == "essay"
    score = response.score if response else Decimal(0)
    is_answered = not is_blank(answer)
    if score is None:
        marking = None  # what one of two markers has said is not told before the answer has its points
    return ReviewRow(
        number=slot.slot,
        stem=numbered_gaps(version.content["stem"]) if version.kind == "cloze" else version.content["stem"],
        language=other_language(version.item.language),
        points=slot.points,
        judged=judge(
            kind=version.kind,
            content=version.content,
            key=key,
            arrangement=slot.arrangement,
            answer=answer,
            outcome=outcome_of(is_answered=is_answered, score=score, points=slot.points),
            seen=seen,
        ),
        score=score if Sight.CORRECTNESS in seen else None,
        essay=_essay(_own(answer, files, seen), key, marking, seen, slot.points) if is_essay else None,
    )


def _own(answer: Mapping[str, object], files: list[HandedFile], seen: frozenset[Sight]) -> EssayReview:
    """What the learner wrote and handed in."""
    listed = answer.get("files")
    names = listed if isinstance(listed, list) else []
    if Sight.ANSWERS not in seen:
        return EssayReview(text="")
    return EssayReview(
        text=answer_markup(answer),
        files=tuple(file for file in files if str(file.uuid) in names),
    )


def _essay(
    own: EssayReview,
    key: Mapping[str, object] | None,
    marking: Marking | None,
    seen: frozenset[Sight],
    points: Decimal,
) -> EssayReview:
    """With what a marker said, and a sample, as far as that may be seen."""
    if key is None:
        return own
    known = read_essay_key(key)
    own = replace(own, sample=known.sample if Sight.KEY in seen else "")
    if marking is None or Sight.FEEDBACK not in seen:
        return own
    worths = worths_of(known.rubric, points)
    return replace(
        own,
        comment=marking.comment,
        rubric=tuple(_rubric_line(line, marking.rubric, worths[line.id]) for line in known.rubric),
    )


def _rubric_line(line: Criterion, given: Mapping[str, object], most: Decimal) -> RubricLine:
    return RubricLine(text=line.text, points=str(given.get(line.id, "")), max_points=most)

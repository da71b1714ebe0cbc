"""All questions of a running attempt with their states."""

from dataclasses import dataclass
from datetime import datetime

from quizzes.grading import is_blank
from quizzes.models import Attempt, AttemptItem, Quiz
from quizzes.timing import minutes_left, remaining_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewRow:
    number: int
    is_answered: bool
    is_flagged: bool
    is_open: bool
    """False where a learner goes forward only and has passed it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage:
    rows: list[OverviewRow]
    remaining_ms: int | None
    is_forward_only: bool = False
    is_practice: bool = False

    @property
    def minutes_left(self) -> int | None:
        return minutes_left(self.remaining_ms)

    @property
    def unanswered(self) -> list[OverviewRow]:
        return [row for row in self.rows if not row.is_answered]

    @property
    def still_to_come(self) -> list[OverviewRow]:
        """Where one goes forward only: what handing in now would leave out."""
        return [row for row in self.unanswered if row.is_open]

    @property
    def answered_count(self) -> int:
        return len(self.rows) - len(self.unanswered)


def overview_page(*, attempt: Attempt, now: datetime) -> OverviewPage:
    """Every question with its state, in one query."""
    rows = AttemptItem.objects.filter(attempt=attempt).order_by("slot")
    is_forward = attempt.quiz.navigation == Quiz.Navigation.FORWARD
    states = list(rows.values_list("slot", "response__answer", "is_flagged"))
    open_from = min(attempt.open_from, len(states)) if is_forward else 1
    return OverviewPage(
        rows=[
            OverviewRow(
                number=slot,
                is_answered=not is_blank(answer),
                is_flagged=flagged,
                is_open=slot >= open_from,
            )
            for slot, answer, flagged in states
        ],
        remaining_ms=remaining_ms(due_at=attempt.due_at, now=now),
        is_forward_only=is_forward,
        is_practice=attempt.quiz.mode == Quiz.Mode.PRACTICE,
    )

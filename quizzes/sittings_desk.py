"""What the office and markers see of one sitting: every answer beside the key, its points, and how they came about."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch

from quizzes.access_marking import MarkingDesk
from quizzes.grading import is_blank
from quizzes.items.essay_text import answer_markup
from quizzes.models import Attempt, AttemptItem, GradeEvent, MarkEvent, Response
from quizzes.presenting.building import numbered_gaps
from quizzes.presenting.judging import Judged, judge, outcome_of
from quizzes.services.standing import has_own_total, is_recognised


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingRow:
    """One slot. ``score`` None: a marker is awaited. ``text`` (an essay) and ``stem`` are cleaned HTML."""

    item: AttemptItem
    stem: str
    score: Decimal | None
    judged: Judged
    text: str
    events: list[MarkEvent]
    version_number: int
    key_number: int
    """The wording whose key counts: another one after grading again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingPage:
    attempt: Attempt
    rows: list[SittingRow]
    ledger: list[GradeEvent]
    is_recognised: bool
    has_own_total: bool
    is_own: bool
    """Whether the person at the desk sat it: then nothing can be changed from here."""

    @property
    def may_change(self) -> bool:
        return not (self.is_recognised or self.is_own or self.attempt.status == Attempt.Status.ANNULLED)


def sitting_page(desk: MarkingDesk, attempt: Attempt) -> SittingPage:
    events = MarkEvent.objects.select_related("recorded_by", "version").order_by("pk")
    slots = (
        AttemptItem.objects.filter(attempt=attempt)
        .select_related("version", "response")
        .prefetch_related(Prefetch("mark_events", queryset=events))
        .order_by("slot")
    )
    ledger = GradeEvent.objects.filter(attempt=attempt).select_related("recorded_by").order_by("pk")
    return SittingPage(
        attempt=attempt,
        rows=[_row(slot) for slot in slots],
        ledger=list(ledger),
        is_recognised=is_recognised(attempt=attempt),
        has_own_total=has_own_total(attempt=attempt),
        is_own=attempt.learner_id == desk.person.pk,
    )


def _row(slot: AttemptItem) -> SittingRow:
    response: Response | None = getattr(slot, "response", None)
    answer = response.answer if response else {}
    score = response.score if response else Decimal(0)
    version, events = slot.version, list(slot.mark_events.all())
    regraded = [event.version for event in events if event.version is not None]
    counting = regraded[-1] if regraded else version
    is_answered = not is_blank(answer)
    return SittingRow(
        item=slot,
        stem=numbered_gaps(version.content["stem"]) if version.kind == "cloze" else version.content["stem"],
        score=score,
        judged=judge(
            kind=version.kind,
            content=version.content,
            key=counting.key,
            arrangement=slot.arrangement,
            answer=answer,
            outcome=outcome_of(is_answered=is_answered, score=score, points=slot.points),
        ),
        text=answer_markup(answer) if version.kind == "essay" else "",
        events=events,
        version_number=version.number,
        key_number=counting.number,
    )

"""Folding graded attempts into the statistics: the only writer of the sums.

No learner waits for this. Whoever announces a grade promises a job for a *block* of neighbouring attempts and a *window*
of time; the same promise by others is the same job. The job holds the quiz's row of sums, looks which attempts of its
block are not counted as they stand now, and folds exactly these. Run twice or late it does nothing more.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Max, QuerySet

from jobs.services import enqueue
from quizzes.grading import is_blank
from quizzes.models import (
    Attempt,
    AttemptItem,
    CountedAttempt,
    ItemVersion,
    QuizStatistics,
    VersionStatistics,
)
from quizzes.statistics import ItemObservation, Observation, Tally, picks_of, tallies_of

COUNT_ATTEMPTS = "quizzes.count_attempts"
BLOCK = 256
"""Attempts whose ids differ by less are counted together."""
WINDOW = timedelta(minutes=2)
SETTLING = timedelta(seconds=30)
"""How long after a window its job is due: whatever was promised in the window is committed by then."""
STANDS = (Attempt.Status.SUBMITTED, Attempt.Status.EXPIRED)


@dataclass(slots=True, kw_only=True)
class Sums:
    """Sums, or changes to sums, of one quiz: of whole attempts, and of answers by version id."""

    paper: Tally = field(default_factory=Tally)
    versions: dict[int, Tally] = field(default_factory=dict)

    def add(self, seen: Observation) -> None:
        paper, versions = tallies_of(seen)
        self.paper.merge(paper)
        for version, tally in versions.items():
            self.versions.setdefault(version, Tally()).merge(tally)

    def take_out(self, seen: Observation) -> None:
        paper, versions = tallies_of(seen)
        self.paper.take_out(paper)
        for version, tally in versions.items():
            self.versions.setdefault(version, Tally()).take_out(tally)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An attempt as it is now. ``event`` is its newest ledger line; ``counted`` the one that was counted, or None."""

    attempt: int
    event: int
    counted: int | None
    is_countable: bool

    @property
    def is_settled(self) -> bool:
        return self.counted == self.event if self.is_countable else self.counted is None


def promise_counting(*, attempt: Attempt, now: datetime) -> None:
    """Have an attempt counted, or counted anew, within the next minutes. One row for a whole block and window."""
    seconds = int(WINDOW.total_seconds())
    start = int(now.timestamp()) // seconds * seconds
    block = attempt.pk // BLOCK
    enqueue(
        kind=COUNT_ATTEMPTS,
        key=f"{COUNT_ATTEMPTS}:{attempt.quiz_id}:{block}:{start}",
        payload={"quiz": attempt.quiz_id, "block": block},
        now=now,
        due_at=datetime.fromtimestamp(start, tz=UTC) + WINDOW + SETTLING,
    )


@transaction.atomic
def count_block(*, quiz_id: int, block: int, now: datetime) -> int:
    """Bring the sums up to date with a block of attempts; how many attempts were folded in, anew or taken out."""
    statistics = held_statistics(quiz_id=quiz_id, now=now)
    rows = Attempt.objects.filter(quiz=quiz_id, pk__gte=block * BLOCK, pk__lt=(block + 1) * BLOCK)
    unsettled = [row for row in standings_of(attempts=rows) if not row.is_settled]
    if unsettled:
        write_changes(statistics=statistics, changes=settle(unsettled=unsettled, now=now), now=now)
    return len(unsettled)


def held_statistics(*, quiz_id: int, now: datetime) -> QuizStatistics:
    """The quiz's row of sums, made if need be, held until the transaction ends: counters wait, learners never do."""
    QuizStatistics.objects.get_or_create(quiz_id=quiz_id, defaults={"updated_at": now})
    return QuizStatistics.objects.select_for_update().get(quiz_id=quiz_id)


def standings_of(*, attempts: QuerySet[Attempt]) -> list[Standing]:
    """How attempts stand and whether they are counted so. Reads only."""
    found = attempts.annotate(event=Max("grade_events")).values_list(
        "pk", "event", "counted__contribution__event", "status", "needs_marking", "score"
    )
    return [
        Standing(
            attempt=pk,
            event=event or 0,
            counted=None if counted is None else int(counted),
            is_countable=status in STANDS and not needs_marking and score is not None,
        )
        for pk, event, counted, status, needs_marking, score in found
    ]


def settle(*, unsettled: list[Standing], now: datetime) -> Sums:
    """Take out what was counted of these attempts, add what stands now, and keep what each contributes."""
    changes = Sums()
    ids = [row.attempt for row in unsettled]
    for start in range(0, len(ids), BLOCK):
        counted = CountedAttempt.objects.filter(attempt__in=ids[start : start + BLOCK])
        for contribution in counted.values_list("contribution", flat=True):
            changes.take_out(Observation.from_json(contribution))
        counted.delete()
    events = {row.attempt: row.event for row in unsettled if row.is_countable}
    for block in blocks_of(ids=list(events)):
        kept = []
        for attempt, seen in observed(attempts=block):
            changes.add(seen)
            kept.append(contribution_of(attempt=attempt, seen=seen, event=events[attempt], now=now))
        CountedAttempt.objects.bulk_create(kept, batch_size=100)
    return changes


def blocks_of(*, ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), BLOCK):
        yield ids[start : start + BLOCK]


def contribution_of(*, attempt: int, seen: Observation, event: int, now: datetime) -> CountedAttempt:
    """The row, not yet written, that says what an attempt contributed and up to which line of its ledger."""
    contribution = seen.to_json() | {"event": event}
    return CountedAttempt(attempt_id=attempt, contribution=contribution, counted_at=now)


def write_changes(*, statistics: QuizStatistics, changes: Sums, now: datetime) -> None:
    """Add changes to the stored sums; the quiz's row is held by the caller."""
    paper = Tally.from_json(statistics.sums)
    paper.merge(changes.paper)
    statistics.sums, statistics.attempts, statistics.updated_at = paper.to_json(), paper.get("attempts"), now
    statistics.save(update_fields=["sums", "attempts", "updated_at"])
    rows = VersionStatistics.objects.filter(quiz=statistics.quiz_id)
    stored = {row.version_id: row for row in rows.filter(version__in=changes.versions)}
    made = []
    for version, change in sorted(changes.versions.items()):
        row = stored.get(version)
        tally = Tally.from_json(row.sums) if row else Tally()
        tally.merge(change)
        if row is None:
            row = VersionStatistics(quiz_id=statistics.quiz_id, version_id=version)
            made.append(row)
        row.sums, row.answers = tally.to_json(), tally.get("answers")
    VersionStatistics.objects.bulk_update(stored.values(), ["sums", "answers"], batch_size=100)
    VersionStatistics.objects.bulk_create(made, batch_size=100)
    rows.filter(answers=0).delete()


def observed(*, attempts: Iterable[int]) -> Iterator[tuple[int, Observation]]:
    """What closed attempts contribute, by id, in the order of ids. Three queries, however many."""
    rows = list(Attempt.objects.filter(pk__in=attempts).order_by("pk"))
    slots: dict[int, list[ItemObservation]] = {}
    for attempt, item in _observed_items([row.pk for row in rows]):
        slots.setdefault(attempt, []).append(item)
    for row in rows:
        yield (
            row.pk,
            Observation(
                points=_cents(row.score),
                max_points=_cents(row.max_points),
                number=row.number,
                seconds=_seconds_of(row),
                items=tuple(slots.get(row.pk, ())),
            ),
        )


def _observed_items(attempts: list[int]) -> Iterator[tuple[int, ItemObservation]]:
    rows = list(
        AttemptItem.objects.filter(attempt__in=attempts)
        .order_by("attempt", "slot")
        .values_list(
            "attempt_id", "version_id", "points", "response__answer", "response__score", "response__seconds"
        )
    )
    versions = ItemVersion.objects.defer("key").in_bulk({row[1] for row in rows})
    for attempt, version_id, worth, stored, score, seconds in rows:
        version, answer = versions[version_id], stored or {}
        yield (
            attempt,
            ItemObservation(
                item=version.item_id,
                version=version_id,
                points=_cents(score),
                worth=_cents(worth),
                is_blank=is_blank(answer),
                seconds=seconds or 0,
                picks=picks_of(version.kind, version.content, answer),
            ),
        )


def _cents(points: Decimal | None) -> int:
    return int((points or Decimal(0)) * 100)


def _seconds_of(attempt: Attempt) -> int | None:
    """From the start to the end; not known for an attempt on paper."""
    if attempt.source == Attempt.Source.PAPER or attempt.closed_at is None:
        return None
    return max(0, int((attempt.closed_at - attempt.started_at).total_seconds()))

"""Checking the sums by computing them from zero. For the night and for whoever doubts them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from quizzes.models import Attempt, CountedAttempt, Quiz, QuizStatistics, VersionStatistics
from quizzes.services.counting import (
    STANDS,
    Standing,
    Sums,
    blocks_of,
    contribution_of,
    held_statistics,
    observed,
    settle,
    standings_of,
    write_changes,
)
from quizzes.statistics import Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Recount:
    """What a recount found. ``late``: attempts whose counting was still to come. ``differed``: the sums were wrong."""

    quiz: Quiz
    attempts: int
    late: int
    differed: bool


@transaction.atomic
def recount(*, quiz: Quiz, now: datetime) -> Recount:
    """Compute all sums of a quiz from zero, compare them with the stored ones and write what is right.

    What only waits for its job is counted first, so that it is no difference.
    """
    statistics = held_statistics(quiz_id=quiz.pk, now=now)
    standings = standings_of(attempts=Attempt.objects.filter(quiz=quiz).order_by("pk"))
    late = [row for row in standings if not row.is_settled]
    if late:
        write_changes(statistics=statistics, changes=settle(unsettled=late, now=now), now=now)
    countable = [row for row in standings if row.is_countable]
    fresh, wrong = _from_zero(countable, now)
    differed = bool(wrong) or _stored(statistics) != fresh
    if differed:
        _replace(statistics, fresh, wrong, now)
    return Recount(quiz=quiz, attempts=len(countable), late=len(late), differed=differed)


def recount_all(*, now: datetime, touched_since: datetime | None = None) -> Iterator[Recount]:
    """Recount every quiz that has attempts, or those whose sums changed since a moment or were never made."""
    quizzes = Quiz.objects.filter(pk__in=Attempt.objects.filter(status__in=STANDS).values("quiz"))
    if touched_since is not None:
        recent = QuizStatistics.objects.filter(updated_at__lt=touched_since).values("quiz")
        quizzes = quizzes.exclude(pk__in=recent)
    for quiz in quizzes.order_by("pk"):
        yield recount(quiz=quiz, now=now)


def _from_zero(standings: list[Standing], now: datetime) -> tuple[Sums, list[CountedAttempt]]:
    """The sums as they should be, and the contributions that are stored otherwise."""
    events = {row.attempt: row.event for row in standings}
    fresh, wrong = Sums(), []
    for block in blocks_of(ids=sorted(events)):
        rows = CountedAttempt.objects.filter(attempt__in=block).values_list("attempt_id", "contribution")
        stored = dict(rows)
        for attempt, seen in observed(attempts=block):
            fresh.add(seen)
            right = contribution_of(attempt=attempt, seen=seen, event=events[attempt], now=now)
            if stored[attempt] != right.contribution:
                wrong.append(right)
    return fresh, wrong


def _stored(statistics: QuizStatistics) -> Sums:
    rows = VersionStatistics.objects.filter(quiz=statistics.quiz_id).values_list("version_id", "sums")
    return Sums(
        paper=Tally.from_json(statistics.sums),
        versions={version: Tally.from_json(sums) for version, sums in rows},
    )


def _replace(statistics: QuizStatistics, fresh: Sums, wrong: list[CountedAttempt], now: datetime) -> None:
    CountedAttempt.objects.filter(attempt__in=[row.attempt_id for row in wrong]).delete()
    CountedAttempt.objects.bulk_create(wrong, batch_size=100)
    VersionStatistics.objects.filter(quiz=statistics.quiz_id).delete()
    statistics.sums = {}
    write_changes(statistics=statistics, changes=fresh, now=now)

"""Attempts are folded in once, taken out when their marks change, and nobody who answers ever waits for it."""

from datetime import timedelta
from decimal import Decimal

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobs.models import Job
from jobs.services import run_due_jobs
from quizzes.models import (
    Attempt,
    CountedAttempt,
    GradeEvent,
    QuizStatistics,
    Response,
    SectionItem,
    VersionStatistics,
)
from quizzes.services.attempts import submit_attempt
from quizzes.services.counting import BLOCK, COUNT_ATTEMPTS, count_block, promise_counting
from quizzes.services.recounting import recount
from quizzes.services.starting import start_attempt
from quizzes.statistics import Tally
from tests.support.people import make_person
from tests.support.queries import assert_flat_queries, count_queries
from tests.support.quizzes import right_answer, wrong_answer
from tests.support.statistics import sit_in_bulk

pytestmark = pytest.mark.django_db


def versions_of(quiz):
    rows = SectionItem.objects.filter(section__quiz=quiz).order_by("position")
    return [row.item.current for row in rows.select_related("item__current")]


def count(quiz, now):
    blocks = {pk // BLOCK for pk in Attempt.objects.filter(quiz=quiz).values_list("pk", flat=True)}
    return sum(count_block(quiz_id=quiz.pk, block=block, now=now) for block in blocks)


def sums(quiz):
    versions = VersionStatistics.objects.filter(quiz=quiz).values_list("version_id", "sums", "answers")
    return QuizStatistics.objects.get(quiz=quiz).sums, sorted(versions)


def sit(quiz, learner, save, now, *, right):
    attempt = start_attempt(quiz=quiz, learner=learner, now=now)
    for slot in attempt.slots.select_related("version").order_by("slot"):
        save(attempt, slot.slot, right_answer(slot) if slot.slot <= right else wrong_answer(slot))
    return submit_attempt(attempt=attempt, now=now + timedelta(minutes=10))


def change(attempt, points, now, kind=GradeEvent.Kind.REGRADED):
    """What grading again leaves behind: new points of an answer, a new total, a line in the ledger."""
    response = Response.objects.filter(attempt_item__attempt=attempt).order_by("attempt_item__slot").first()
    response.score = Decimal(points)
    response.save()
    total = sum(r.score for r in Response.objects.filter(attempt_item__attempt=attempt))
    Attempt.objects.filter(pk=attempt.pk).update(score=total)
    GradeEvent.objects.create(
        attempt=attempt, kind=kind, points=total, max_points=attempt.max_points, recorded_at=now
    )


def test_a_submitted_attempt_is_counted_by_a_job_minutes_later(quiz, learner, save, now):
    attempt = sit(quiz, learner, save, now, right=2)

    run_due_jobs()
    assert not CountedAttempt.objects.exists()
    job = Job.objects.get(kind=COUNT_ATTEMPTS)
    run_due_jobs(now=job.due_at)

    statistics = QuizStatistics.objects.get(quiz=quiz)
    assert statistics.attempts == 1
    paper = Tally.from_json(statistics.sums)
    assert (paper.get("scores", "300", "200"), paper.get("seconds"), paper.get("raw")) == (1, 600, 200)
    assert CountedAttempt.objects.get().attempt == attempt
    assert VersionStatistics.objects.filter(quiz=quiz, answers=1).count() == 3
    job.refresh_from_db()
    assert job.result == {"counted": 1}


def test_closing_an_attempt_never_touches_the_sums(quiz, learner, save, now):
    with CaptureQueriesContext(connection) as captured:
        sit(quiz, learner, save, now, right=3)

    written = [q["sql"] for q in captured if "statistics" in q["sql"] or "countedattempt" in q["sql"]]
    assert written == []


def test_many_announcements_in_a_window_are_one_job(quiz, now):
    attempts = sit_in_bulk(quiz, versions_of(quiz), [[1, 0, 1]] * 20, now)

    for attempt in attempts:
        promise_counting(attempt=attempt, now=now)

    blocks = {attempt.pk // BLOCK for attempt in attempts}
    jobs = Job.objects.filter(kind=COUNT_ATTEMPTS)
    assert jobs.count() == len(blocks)
    assert all(job.due_at > now + timedelta(seconds=30) for job in jobs)


def test_counting_twice_changes_nothing(quiz, now):
    sit_in_bulk(quiz, versions_of(quiz), [[1, 0, 1], [0, 0, None]], now)

    assert count(quiz, now) == 2
    first = sums(quiz)
    assert count(quiz, now) == 0
    assert sums(quiz) == first


@pytest.mark.parametrize("kind", ["marked", "regraded", "overridden"])
def test_a_changed_mark_is_taken_out_and_counted_anew(quiz, now, kind):
    attempts = sit_in_bulk(quiz, versions_of(quiz), [[1, 1, 0], [0, 0, 1]], now)
    count(quiz, now)

    change(attempts[0], "0.25", now, kind)

    assert count(quiz, now) == 1
    paper = Tally.from_json(QuizStatistics.objects.get(quiz=quiz).sums)
    assert dict(paper.under("scores")) == {("300", "125"): 1, ("300", "100"): 1}
    assert not recount(quiz=quiz, now=now).differed


def test_an_annulled_attempt_leaves_no_trace(quiz, now):
    attempts = sit_in_bulk(quiz, versions_of(quiz), [[1, 1, 0]], now)
    count(quiz, now)
    before = sums(quiz)
    extra = sit_in_bulk(quiz, versions_of(quiz), [[0, 1, 1]], now)
    count(quiz, now)

    Attempt.objects.filter(pk=extra[0].pk).update(status=Attempt.Status.ANNULLED)

    assert count(quiz, now) == 1
    assert sums(quiz) == before
    assert list(CountedAttempt.objects.values_list("attempt", flat=True)) == [attempts[0].pk]


def test_what_waits_for_a_marker_is_not_counted_yet(quiz, now):
    attempts = sit_in_bulk(quiz, versions_of(quiz), [[1, 1, 0]], now)
    Attempt.objects.filter(pk=attempts[0].pk).update(needs_marking=True)

    assert count(quiz, now) == 0
    assert QuizStatistics.objects.get(quiz=quiz).attempts == 0


def test_the_order_of_blocks_does_not_matter_and_equals_a_count_from_zero(quiz, now):
    chance = np.random.default_rng(5)
    sit_in_bulk(quiz, versions_of(quiz), chance.integers(0, 2, size=(300, 3)).tolist(), now)
    count(quiz, now)
    counted = sums(quiz)

    CountedAttempt.objects.all().delete()
    VersionStatistics.objects.all().delete()
    QuizStatistics.objects.all().delete()
    found = recount(quiz=quiz, now=now)

    assert (found.attempts, found.late, found.differed) == (300, 300, False)
    assert sums(quiz) == counted


def test_a_recount_says_that_sums_were_wrong_and_mends_them(quiz, now, capsys):
    sit_in_bulk(quiz, versions_of(quiz), [[1, 1, 0], [0, 0, 1]], now)
    count(quiz, now)
    right = sums(quiz)
    QuizStatistics.objects.filter(quiz=quiz).update(sums=right[0] | {"raw": 7})

    with pytest.raises(CommandError, match="1 quizzes had wrong sums"):
        call_command("recount_statistics")
    assert "DIFFERED" in capsys.readouterr().out
    assert sums(quiz) == right

    Response.objects.filter(attempt_item__slot=1).update(score=Decimal("0.5"))
    assert recount(quiz=quiz, now=now).differed
    call_command("recount_statistics", quiz=str(quiz.uuid))
    assert "the same" in capsys.readouterr().out


def test_a_quiz_that_is_not_there_is_a_sentence(db):
    for uuid in ("4f1d6c1e-0000-0000-0000-000000000000", "không phải"):
        with pytest.raises(CommandError, match="There is no quiz"):
            call_command("recount_statistics", quiz=uuid)


def test_adding_an_attempt_asks_the_same_questions_whatever_is_stored(quiz, now):
    versions = versions_of(quiz)
    sit_in_bulk(quiz, versions, [[1, 0, 1]], now)
    count(quiz, now)

    def add_one():
        attempt = sit_in_bulk(quiz, versions, [[1, 1, 1]], now)[0]
        return count_queries(lambda: count_block(quiz_id=quiz.pk, block=attempt.pk // BLOCK, now=now))[0]

    few = add_one()
    sit_in_bulk(quiz, versions, [[0, 1, 0]] * 300, now)
    count(quiz, now)
    assert add_one() <= few + 1  # the first attempt of a new block has nothing to take out


def test_counting_a_block_is_flat(quiz, now):
    versions = versions_of(quiz)
    sit_in_bulk(quiz, versions, [[1, 0, 1]] * 2, now)

    def work():
        CountedAttempt.objects.all().delete()
        QuizStatistics.objects.all().delete()
        VersionStatistics.objects.all().delete()
        first = Attempt.objects.order_by("pk").first()
        count_block(quiz_id=quiz.pk, block=first.pk // BLOCK, now=now)

    assert_flat_queries(grow=lambda: sit_in_bulk(quiz, versions, [[1, 0, 1]] * 40, now), work=work)


@pytest.fixture
def other_learner(organisation):
    return make_person("Vũ Thị Mai", organisation=organisation)


def test_several_attempts_of_a_learner_are_all_counted_and_first_ones_apart(
    quiz, learner, other_learner, save, now
):
    sit(quiz, learner, save, now, right=1)
    sit(quiz, learner, save, now + timedelta(hours=1), right=3)
    sit(quiz, other_learner, save, now, right=2)
    count(quiz, now)

    paper = Tally.from_json(QuizStatistics.objects.get(quiz=quiz).sums)
    assert (paper.get("attempts"), paper.get("first")) == (3, 2)

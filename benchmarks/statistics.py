"""What one more attempt costs the statistics, and what reading them costs, with 1,000 and with 100,000 attempts stored.

``python -m benchmarks.statistics [large]`` seeds a SQLite file of its own: 1,000 whole attempts of ten questions, folded by the
service; then as many copies of all their rows as it takes, with their sums. It prints medians and their ratios.
"""

import os
import statistics as middle
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import django

SMALL, LARGE = 1_000, int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
QUESTIONS, TIMES, STEP = 10, 15, 10_000_000

os.environ["DATABASE_URL"] = f"sqlite:///{Path(tempfile.mkdtemp()) / 'statistics.sqlite3'}"
os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
django.setup()

from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.models import User
from quizzes.models import (
    Attempt,
    AttemptItem,
    CountedAttempt,
    Grade,
    GradeEvent,
    ItemVersion,
    Quiz,
    QuizStatistics,
    Response,
    SectionItem,
    VersionStatistics,
)
from quizzes.reporting.reading import report_of
from quizzes.services.counting import BLOCK, count_block
from quizzes.statistics import Tally, merged
from tests.support.people import make_organisation
from tests.support.quizzes import make_quiz
from tests.support.statistics import sit_in_bulk


def marks(first: int, count: int) -> list[list[int]]:
    """Answers that differ, without chance: the same run everywhere."""
    return [
        [int((n * 7919 + q * 104_729) % 97 > 30 + q * 4) for q in range(QUESTIONS)]
        for n in range(first, first + count)
    ]


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def fold(quiz: Quiz, blocks: list[int], now: datetime) -> float:
    return seconds(lambda: [count_block(quiz_id=quiz.pk, block=block, now=now) for block in blocks])


def copy_rows(model: type[Model], shift: int, *, highest: int) -> None:
    """Every row up to ``highest`` once more, its id and its keys to other copied rows moved by ``shift``."""
    moved = {"id", "learner_id", "attempt_id", "attempt_item_id"}
    told = []
    for field in model._meta.concrete_fields:
        name = field.column
        if name in moved:
            told.append(f"{name} + {shift}")
        elif name == "uuid":
            told.append("lower(hex(randomblob(16)))")
        elif name == "email":
            told.append(f"'{shift}-' || email")
        elif name == "contribution":
            told.append(f"json_set(contribution, '$.event', json_extract(contribution, '$.event') + {shift})")
        else:
            told.append(f'"{name}"')
    columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) SELECT {', '.join(told)} FROM {table} WHERE id <= {highest}"
        )


def multiply(quiz: Quiz, times: int) -> None:
    """Each attempt stored so far ``times`` times in all, with sums to match."""
    models = [User, Attempt, AttemptItem, Response, GradeEvent, Grade, CountedAttempt]
    for number in range(1, times):
        with transaction.atomic():
            for model in models:
                copy_rows(model, number * STEP, highest=STEP)
    for row in [QuizStatistics.objects.get(quiz=quiz), *VersionStatistics.objects.filter(quiz=quiz)]:
        tally = Tally.from_json(row.sums)
        row.sums = merged(tally for _ in range(times)).to_json()
        if isinstance(row, QuizStatistics):
            row.attempts *= times
        else:
            row.answers *= times
        row.save()


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    now = timezone.now()
    quiz = make_quiz(make_organisation("HVHC", "Học viện Hành chính"), now, questions=QUESTIONS)
    places = (
        SectionItem.objects.filter(section__quiz=quiz).select_related("item__current").order_by("position")
    )
    versions = [place.item.current for place in places]
    client = Client(headers={"host": "localhost"})
    client.force_login(
        User.objects.create_superuser("bench@example.vn", "mat-khau-dai-12", full_name="Người Đo")
    )
    page = reverse("quizzes_statistics", kwargs={"quiz": quiz.uuid})
    attempts = sit_in_bulk(quiz, versions, marks(0, SMALL), now)
    folding = fold(quiz, sorted({attempt.pk // BLOCK for attempt in attempts}), now)
    print(f"folded {SMALL / folding:,.0f} attempts/s in one process; copying", file=sys.stderr, flush=True)
    found = {SMALL: measure(quiz, versions, client, page, now)}
    multiply(quiz, LARGE // SMALL)
    connection.cursor().execute("ANALYZE")
    stored = Attempt.objects.count()
    print(f"{stored:,} attempts, {AttemptItem.objects.count():,} answers stored", file=sys.stderr, flush=True)
    found[LARGE] = measure(quiz, versions, client, page, now)
    assert QuizStatistics.objects.get(quiz=quiz).attempts == Attempt.objects.count()
    print(f"| | {SMALL:,} stored | {LARGE:,} stored | ratio |\n| --- | --- | --- | --- |")
    for name, small in found[SMALL].items():
        large = found[LARGE][name]
        print(f"| {name} | {small * 1000:,.1f} ms | {large * 1000:,.1f} ms | {large / small:,.2f} |")


def measure(
    quiz: Quiz, versions: list[ItemVersion], client: Client, page: str, now: datetime
) -> dict[str, float]:
    adding = []
    for number in range(TIMES):
        (attempt,) = sit_in_bulk(quiz, versions, marks(number, 1), now)
        adding.append(fold(quiz, [attempt.pk // BLOCK], now))
    client.get(page)
    return {
        "fold one more attempt": middle.median(adding),
        "figures from the sums": middle.median(seconds(lambda: report_of(quiz)) for _ in range(TIMES)),
        "the page of statistics": middle.median(seconds(lambda: client.get(page)) for _ in range(TIMES)),
    }


if __name__ == "__main__":
    main()

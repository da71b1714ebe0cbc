"""The only writers of sums: what waits in memory goes into one row for each day and thing counted."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from django.core.cache import cache
from django.db import models, transaction
from django.db.models import F

from content.search.folding import folded_words
from listening import flushing, visits
from listening.days import SALT_SECONDS, today
from listening.estimating import Sketch
from listening.masking import looks_personal
from listening.models import DayTotal, FeedbackDay, LostDay, PageDay, SearchDay
from listening.models.counts import LONGEST_SEARCH
from listening.tally import Tally

Key = TypeVar("Key", bound=tuple[object, ...])

searches: Tally[tuple[date, str, bool]] = Tally(most_keys=2_000)
answers: Tally[tuple[date, str, str, int | None, str]] = Tally(most_keys=5_000)
"""Day, address, language, number of the page, and the column of ``FeedbackDay``."""


def record_search(*, question: str, hits: int) -> None:
    """Count what was searched for, without accents and without who; not what looks like somebody's number or address."""
    if looks_personal(question):
        return
    words = " ".join(folded_words(question))
    if not words or len(words) > LONGEST_SEARCH:
        return
    searches.add((today(), words, hits == 0))
    flushing.see_to_it()


def add_to_day(
    *,
    model: type[models.Model],
    at: Mapping[str, Any],
    by: Mapping[str, int],
    fixed: Mapping[str, Any] | None = None,
) -> None:
    """Add to the row of a day, made if it is not there yet. One UPDATE, and two questions more the first time."""
    rows = model._default_manager.filter(**at)
    more = {name: F(name) + times for name, times in by.items()}
    if not rows.update(**more):
        model._default_manager.get_or_create(**at, defaults=dict(fixed or {}))
        rows.update(**more)


def write_waiting_counts() -> None:
    """Each kind in a transaction of its own; rows in one order, so that two processes never wait for each other."""
    visits.digest()
    _write(visits.views, _write_view)
    _write(visits.lost, _write_lost)
    _write(searches, _write_search)
    _write(answers, _write_answer)
    for day, sketch in visits.visitors.take().items():
        try:
            _write_visitors(day, sketch)
        except BaseException:
            visits.visitors.put_back(day, sketch)
            raise


def _write(tally: Tally[Key], write: Callable[[Key, int], None]) -> None:
    counts = tally.take()
    if not counts:
        return
    try:
        with transaction.atomic():
            for key in sorted(counts, key=repr):
                write(key, counts[key])
    except BaseException:
        tally.put_back(counts)
        raise


def _write_view(key: tuple[date, str, str], times: int) -> None:
    day, path, language = key
    add_to_day(model=PageDay, at={"day": day, "path": path, "language": language}, by={"views": times})


def _write_lost(key: tuple[date, str], times: int) -> None:
    day, path = key
    add_to_day(model=LostDay, at={"day": day, "path": path}, by={"times": times})


def _write_search(key: tuple[date, str, bool], times: int) -> None:
    day, words, is_dead_end = key
    by = {"asked": times, "found_nothing": times if is_dead_end else 0}
    add_to_day(model=SearchDay, at={"day": day, "words": words}, by=by)


def _write_answer(key: tuple[date, str, str, int | None, str], times: int) -> None:
    day, path, language, page_id, column = key
    by = {column: times} if column == "set_aside" else {column: times, "crowded": times}
    at = {"day": day, "path": path, "language": language}
    add_to_day(model=FeedbackDay, at=at, by=by, fixed={"page_id": page_id})


def _write_visitors(day: date, sketch: Sketch) -> None:
    """What other processes saw is added; who writes last overwrites nothing that the next round does not bring back."""
    key = f"listening:visitors:{day.isoformat()}"
    sketch.merge(Sketch(cache.get(key) or b""))
    cache.set(key, bytes(sketch.registers), SALT_SECONDS)
    estimate = sketch.estimate()
    DayTotal.objects.get_or_create(day=day)
    DayTotal.objects.filter(day=day, visitors__lt=estimate).update(visitors=estimate)

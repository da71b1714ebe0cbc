"""What everybody may have: sums only, small numbers left out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Sum
from django.db.models.functions import ExtractMonth, ExtractYear
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from listening.days import today
from listening.models import DayTotal, FeedbackDay, PageDay, SearchDay
from listening.services.folding import LEAST_OF_A_DAY

SMALLEST = 5
"""Fewer than five are left out: behind a small number somebody could be recognised."""

Value = str | int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """``code`` is the head in the files: the same in every language, for programs."""

    code: str
    meaning: Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    name: str
    title: Promise
    description: Promise
    fields: Sequence[Field]
    rows: Callable[[], Iterable[tuple[Value, ...]]]


def suppressed(number: int) -> int | None:
    """The number, or nothing when it is small.

    >>> [suppressed(number) for number in (0, 1, 4, 5)]
    [0, None, None, 5]
    """
    return None if 0 < number < SMALLEST else number


def _by_month(model: Any, *keys: str, **sums: str) -> Iterable[Mapping[str, Any]]:
    """Whole days only: today is still being counted."""
    rows = (
        model.objects.filter(day__lt=today())
        .annotate(year=ExtractYear("day"), month=ExtractMonth("day"))
        .values("year", "month", *keys)
        .annotate(**{name: Sum(column) for name, column in sums.items()})
        .order_by("year", "month", *keys)
    )
    return rows.iterator(chunk_size=2000)


def _month(row: Mapping[str, Any]) -> str:
    return f"{row['year']}-{row['month']:02}"


def _page_rows() -> Iterable[tuple[Value, ...]]:
    for row in _by_month(PageDay, "path", "language", total="views"):
        yield _month(row), row["path"], row["language"], suppressed(row["total"])


def _day_rows() -> Iterable[tuple[Value, ...]]:
    visitors = dict(DayTotal.objects.filter(day__lt=today()).values_list("day", "visitors"))
    views: dict[date, int] = dict(
        PageDay.objects.filter(day__lt=today()).order_by("day").values_list("day").annotate(Sum("views"))
    )
    for day in sorted({*visitors, *views}):
        yield day.isoformat(), suppressed(views.get(day, 0)), suppressed(visitors.get(day, 0))


def _feedback_rows() -> Iterable[tuple[Value, ...]]:
    sums = {"yes_sum": "yes", "no_sum": "no", "wrong_sum": "wrong"}
    for row in _by_month(FeedbackDay, "path", "language", **sums):
        numbers = (suppressed(row[name]) for name in sums)
        yield _month(row), row["path"], row["language"], *numbers


def _search_rows() -> Iterable[tuple[Value, ...]]:
    """Words themselves may be telling: those asked for fewer than five times in a month are not published at all."""
    rows = SearchDay.objects.filter(day__lt=today(), asked__gte=LEAST_OF_A_DAY)
    found = (
        rows.annotate(year=ExtractYear("day"), month=ExtractMonth("day"))
        .values("year", "month", "words")
        .annotate(total=Sum("asked"), nothing=Sum("found_nothing"))
        .filter(total__gte=SMALLEST)
        .order_by("year", "month", "-total", "words")
    )
    for row in found.iterator(chunk_size=2000):
        yield _month(row), row["words"], row["total"], suppressed(row["nothing"])


_MONTH = Field(code="thang", meaning=_("month, as YYYY-MM"))
_PATH = Field(code="dia_chi", meaning=_("address of the page, without the language"))
_LANGUAGE = Field(code="ngon_ngu", meaning=_("language: vi or en"))

DATASETS: dict[str, Dataset] = {
    one.name: one
    for one in (
        Dataset(
            name="theo-ngay",
            title=_("Views and visitors by day"),
            description=_("All public pages together."),
            fields=[
                Field(code="ngay", meaning=_("day, as YYYY-MM-DD")),
                Field(code="luot_xem", meaning=_("pages shown")),
                Field(
                    code="nguoi_xem",
                    meaning=_("different visitors of the day, estimated within about 2 per cent"),
                ),
            ],
            rows=_day_rows,
        ),
        Dataset(
            name="luot-xem",
            title=_("Views by page and month"),
            description=_("How often each public page was read."),
            fields=[_MONTH, _PATH, _LANGUAGE, Field(code="luot_xem", meaning=_("pages shown"))],
            rows=_page_rows,
        ),
        Dataset(
            name="phan-hoi",
            title=_("Answers to “Was this page useful?”"),
            description=_("By page and month; the words themselves are not published."),
            fields=[
                _MONTH,
                _PATH,
                _LANGUAGE,
                Field(code="co_ich", meaning=_("answers “yes”")),
                Field(code="khong", meaning=_("answers “no”")),
                Field(code="bao_sai", meaning=_("reports that something is wrong or has changed")),
            ],
            rows=_feedback_rows,
        ),
        Dataset(
            name="tim-kiem",
            title=_("Searches by month"),
            description=_(
                "Words without accents, asked for on one day by at least three and in the month at least five times."
            ),
            fields=[
                _MONTH,
                Field(code="tu_khoa", meaning=_("the words, without accents")),
                Field(code="so_lan", meaning=_("how often they were asked for")),
                Field(code="khong_thay", meaning=_("how often nothing was found")),
            ],
            rows=_search_rows,
        ),
    )
}

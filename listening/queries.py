"""Reads for the editors' desk and the dashboard. As many questions for a thousand pages as for one."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from wagtail.models import Page, Site

from content.provinces import province_names
from listening.models import DayTotal, Feedback, FeedbackDay, LostDay, PageDay, SearchDay
from listening.periods import Period
from listening.services.folding import LEAST_OF_A_DAY

TOP = 20
Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    views: int
    visitors: int
    searches: int
    dead_ends: int
    yes: int
    no: int
    wrong: int
    crowded: int
    set_aside: int

    @property
    def answers(self) -> int:
        return self.yes + self.no + self.wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything the dashboard shows of a period."""

    period: Period
    totals: Totals
    before: Totals
    views_by_step: Sequence[int]
    visitors_by_step: Sequence[int]
    answers_by_step: Sequence[int]
    pages: Sequence[Row]
    searches: Sequence[Row]
    dead_searches: Sequence[Row]
    lost: Sequence[Row]
    feedback: Sequence[Row]
    provinces: Sequence[tuple[str, int]]


def report_of(period: Period) -> Report:
    views, visitors, answers = _by_step(period)
    feedback = _feedback_rows(period)
    pages = list(
        _in(PageDay, period).values("path").annotate(views=Sum("views")).order_by("-views", "path")[:TOP]
    )
    titles = titles_of(row["path"] for row in (*pages, *feedback))
    return Report(
        period=period,
        totals=totals_of(period),
        before=totals_of(period.before),
        views_by_step=views,
        visitors_by_step=visitors,
        answers_by_step=answers,
        pages=[row | {"title": titles.get(row["path"], "")} for row in pages],
        searches=list(search_rows(period)[:TOP]),
        dead_searches=list(search_rows(period).filter(nothing__gt=0).order_by("-nothing", "words")[:TOP]),
        lost=list(
            _in(LostDay, period)
            .filter(times__gte=LEAST_OF_A_DAY)
            .values("path")
            .annotate(sum=Sum("times"))
            .order_by("-sum", "path")[:TOP]
        ),
        feedback=[row | {"title": titles.get(row["path"], "")} for row in feedback],
        provinces=_provinces(period),
    )


def totals_of(period: Period) -> Totals:
    """Four questions. Visitors are a sum of days: who comes on two days is counted twice, because nobody is known again."""

    def zero(name: str) -> Coalesce:
        return Coalesce(Sum(name), 0)

    searched = _in(SearchDay, period).aggregate(a=zero("asked"), n=zero("found_nothing"))
    said = _in(FeedbackDay, period).aggregate(
        **{f"{name}_sum": zero(name) for name in ("yes", "no", "wrong", "crowded", "set_aside")}
    )
    return Totals(
        views=_in(PageDay, period).aggregate(v=zero("views"))["v"],
        visitors=_in(DayTotal, period).aggregate(v=zero("visitors"))["v"],
        searches=searched["a"],
        dead_ends=searched["n"],
        **{name.removesuffix("_sum"): value for name, value in said.items()},
    )


def _in(model: Any, period: Period) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.filter(day__range=(period.first, period.last))
    return rows


def _by_step(period: Period) -> tuple[list[int], list[int], list[int]]:
    """Three questions; days are put into months here, which asks no database for its own idea of months."""
    steps = period.steps()

    def summed(rows: Iterable[tuple[date, int]]) -> list[int]:
        sums: Counter[date] = Counter()
        for day, number in rows:
            sums[period.step_of(day)] += number
        return [sums[step] for step in steps]

    answers = F("yes") + F("no") + F("wrong")
    return (
        summed(_in(PageDay, period).values_list("day").annotate(Sum("views")).order_by("day")),
        summed(_in(DayTotal, period).values_list("day", "visitors")),
        summed(_in(FeedbackDay, period).values_list("day").annotate(sum=Sum(answers)).order_by("day")),
    )


def search_rows(period: Period) -> QuerySet[Any, Any]:
    """Words asked for at least three times on a day; what fewer asked is shown to nobody."""
    return (
        _in(SearchDay, period)
        .filter(asked__gte=LEAST_OF_A_DAY)
        .values("words")
        .annotate(sum=Sum("asked"), nothing=Sum("found_nothing"))
        .order_by("-sum", "words")
    )


def _feedback_rows(period: Period) -> list[Row]:
    """The pages that need somebody first: most "no" and "wrong"."""
    rows = (
        _in(FeedbackDay, period)
        .values("path")
        .annotate(yes_sum=Sum("yes"), no_sum=Sum("no"), wrong_sum=Sum("wrong"))
        .annotate(bad=F("no_sum") + F("wrong_sum"))
        .order_by("-bad", "path")[:TOP]
    )
    return list(rows)


def _provinces(period: Period) -> list[tuple[str, int]]:
    """Only of readers who chose one when they added words."""
    rows = Feedback.objects.filter(created_on__range=(period.first, period.last)).exclude(province="")
    found = Counter(rows.order_by().values_list("province", flat=True))
    names = province_names()
    return [(names[code], number) for code, number in found.most_common() if code in names]


def titles_of(paths: Iterable[str]) -> dict[str, str]:
    """The titles of Wagtail's pages at these addresses. Two questions."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return {}
    root = site.root_page.url_path.rstrip("/")
    wanted = {f"{root}{path}": path for path in paths}
    rows = Page.objects.filter(url_path__in=wanted).values_list("url_path", "title")
    return {wanted[url_path]: title for url_path, title in rows}


def feedback_for_desk(wish: Mapping[str, Any]) -> QuerySet[Feedback]:
    """Open ones first of all; what says nothing but "yes" is in the sums and not on the desk, unless somebody asks."""
    rows = Feedback.objects.select_related("handled_by")
    state = wish.get("trang_thai", "")
    if state != "tat-ca":
        rows = rows.filter(handled_at__isnull=state != "xong")
    if wish.get("loai"):
        rows = rows.filter(kind=wish["loai"])
    elif state == "":
        rows = rows.exclude(kind="yes", words="")
    if wish.get("loi"):
        rows = rows.exclude(words="")
    if wish.get("q"):
        rows = rows.filter(Q(words__icontains=wish["q"]) | Q(path__icontains=wish["q"]))
    return rows


def open_count() -> int:
    return feedback_for_desk({}).count()


def dead_search_count(period: Period) -> int:
    """How many different words were asked for and found nothing, of those that are shown at all."""
    return search_rows(period).filter(nothing__gt=0).count()

"""Charts as numbers ready to be drawn: geometry only, in the units of the drawing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes.reporting.numbers import percent, shown
from quizzes.reporting.reading import WordingRow
from quizzes.reporting.words import offer_in_words
from quizzes.statistics import Bin

WIDTH, HEIGHT = 420, 220
LEFT, TOP, BOTTOM = 36, 14, 34
ROW, LABEL = 24, 96
MOST_ROWS = 60
_SIGNS = {"": "", "serious": " !", "right": " ✓"}
"""Colour is never the only sign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """``tone``: "" as usual, "right" for a right choice, "serious" for what has to be looked at."""

    x: float
    y: float
    width: float
    height: float
    label: str
    value: str
    label_x: float
    label_y: float
    value_x: float
    value_y: float
    tone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    label: str
    label_x: float
    label_y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """``description`` says in a sentence what somebody who does not see the drawing should know."""

    id: str
    kind: str
    title: str
    description: str
    width: float
    height: float
    bars: Sequence[Bar]
    lines: Sequence[Line]


def score_chart(bins: Sequence[Bin]) -> Chart:
    """How many attempts had which score: ten columns."""
    most = max((one.count for one in bins), default=0) or 1
    top = _nice(most)
    step = (WIDTH - LEFT - 8) / len(bins)
    floor = HEIGHT - BOTTOM
    tall = floor - TOP
    bars = []
    for number, one in enumerate(bins):
        height = round(tall * one.count / top, 1)
        x = round(LEFT + number * step + 2, 1)
        middle = round(x + (step - 4) / 2, 1)
        bars.append(
            Bar(
                x=x,
                y=round(floor - height, 1),
                width=round(step - 4, 1),
                height=height,
                label=f"{one.low}–{one.high}",
                value=shown(one.count, 0) if one.count else "",
                label_x=middle,
                label_y=floor + 14,
                value_x=middle,
                value_y=round(floor - height - 3, 1),
            )
        )
    fullest = max(bins, key=lambda one: one.count)
    return Chart(
        id="pho-diem",
        kind="columns",
        title=_("Distribution of scores"),
        description=ngettext(
            "Most attempts are between %(low)s and %(high)s per cent: %(count)s attempt.",
            "Most attempts are between %(low)s and %(high)s per cent: %(count)s attempts.",
            fullest.count,
        )
        % {"low": fullest.low, "high": fullest.high, "count": fullest.count},
        width=WIDTH,
        height=HEIGHT,
        bars=bars,
        lines=[_level(value, floor - tall * value / top) for value in (0, top // 2, top)],
    )


def _level(value: int, y: float) -> Line:
    return Line(
        x1=LEFT,
        y1=round(y, 1),
        x2=WIDTH - 8,
        y2=round(y, 1),
        label=shown(value, 0),
        label_x=LEFT - 6,
        label_y=round(y + 4, 1),
    )


def _nice(most: int) -> int:
    """The next even round number, so that the middle line is whole."""
    step = 1
    while most > 10 * step:
        step *= 10
    return max(2, next(step * m for m in (2, 4, 6, 8, 10) if step * m >= most))


def question_chart(rows: Sequence[WordingRow]) -> Chart:
    """The share of points of each question, in the order of the list; the first sixty."""
    known = [row for row in rows if row.has_enough and row.figures.facility is not None][:MOST_ROWS]
    hardest = min(known, key=lambda row: row.figures.facility or 0.0, default=None)
    return _rows(
        "cau-hoi",
        _("Share of points by question"),
        _("The hardest question is number %(number)s with %(share)s of the points.")
        % {"number": hardest.number, "share": percent(hardest.figures.facility)}
        if hardest
        else "",
        [
            (
                _("Question %(number)s") % {"number": row.number},
                row.figures.facility or 0.0,
                "serious" if row.is_suspect else "",
            )
            for row in known
        ],
    )


def choice_chart(row: WordingRow) -> Chart | None:
    """How many picked which choice; only for questions with one list of choices."""
    choices = [choice for choice in row.choices if not choice.offer.part_label]
    if not choices or not row.has_enough:
        return None
    most = max(choices, key=lambda choice: choice.picked.count)
    return _rows(
        "phuong-an",
        _("Who picked what"),
        _("Picked most often: %(choice)s, by %(share)s.")
        % {
            "choice": offer_in_words(most.offer.value, most.offer.label),
            "share": percent(most.picked.share),
        },
        [
            (
                _("Choice %(letter)s") % {"letter": choice.letter},
                choice.picked.share,
                "right" if choice.offer.is_right else "",
            )
            for choice in choices
        ],
    )


def _rows(id: str, title: str, description: str, values: Sequence[tuple[str, float, str]]) -> Chart:
    """Horizontal bars of shares from 0 to 100 per cent, one below the other."""
    room = WIDTH - LABEL - 60
    floor = 20 + ROW * len(values)
    bars = [
        Bar(
            x=LABEL,
            y=8 + ROW * number,
            width=round(room * min(max(share, 0.0), 1.0), 1),
            height=ROW - 8,
            label=label,
            value=percent(share, 0) + _SIGNS[tone],
            label_x=LABEL - 8,
            label_y=20 + ROW * number,
            value_x=round(LABEL + room * min(max(share, 0.0), 1.0) + 5, 1),
            value_y=20 + ROW * number,
            tone=tone,
        )
        for number, (label, share, tone) in enumerate(values)
    ]
    lines = [
        Line(
            x1=LABEL + room * mark / 100,
            y1=4,
            x2=LABEL + room * mark / 100,
            y2=floor - 10,
            label=f"{mark} %",
            label_x=LABEL + room * mark / 100,
            label_y=floor + 6,
        )
        for mark in (0, 50, 100)
    ]
    return Chart(
        id=id,
        kind="rows",
        title=title,
        description=description,
        width=WIDTH,
        height=floor + 14,
        bars=bars,
        lines=lines,
    )

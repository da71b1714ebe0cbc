"""Columns over time as numbers ready to be drawn: geometry only, in the units of the drawing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format

from listening.periods import Period

WIDTH, HEIGHT = 640, 220
LEFT, TOP, BOTTOM, RIGHT = 52, 14, 30, 8
MOST_LABELS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    x: float
    y: float
    width: float
    height: float
    label: str
    label_x: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    y: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """``description`` says in a sentence what somebody who does not see the drawing should know; ``rows`` are its table."""

    id: str
    title: str
    description: str
    head: str
    columns: Sequence[Column]
    levels: Sequence[Level]
    rows: Sequence[tuple[str, int]]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    floor: int = HEIGHT - BOTTOM


def counted(number: int) -> str:
    """With the thousands set apart, as the language does it."""
    return number_format(number, 0, force_grouping=True)


def column_chart(
    *, id: str, title: str, description: str, head: str, period: Period, values: Sequence[int]
) -> Chart:
    top = _round_above(max(values, default=0))
    steps = period.steps()
    wide = (WIDTH - LEFT - RIGHT) / len(steps)
    tall = HEIGHT - BOTTOM - TOP
    every = -(-len(steps) // MOST_LABELS)
    columns = []
    for number, (step, value) in enumerate(zip(steps, values, strict=True)):
        height = round(tall * value / top, 1)
        columns.append(
            Column(
                x=round(LEFT + number * wide + wide * 0.1, 1),
                y=round(HEIGHT - BOTTOM - height, 1),
                width=round(wide * 0.8, 1),
                height=height,
                label=period.label_of(step) if number % every == 0 else "",
                label_x=round(LEFT + (number + 0.5) * wide, 1),
            )
        )
    levels = [
        Level(y=round(HEIGHT - BOTTOM - tall * part / 2, 1), label=counted(top * part // 2))
        for part in (0, 1, 2)
    ]
    rows = [(period.label_of(step), value) for step, value in zip(steps, values, strict=True)]
    return Chart(
        id=id, title=title, description=description, head=head, columns=columns, levels=levels, rows=rows
    )


def _round_above(most: int) -> int:
    """The next even round number, so that the middle line is whole."""
    step = 1
    while most > 10 * step:
        step *= 10
    return max(2, next(step * m for m in (2, 4, 6, 8, 10) if step * m >= most))

"""What the sums say about a whole quiz. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizzes.statistics import moments
from quizzes.statistics.reliability import (
    Reliability,
    error_of_measurement,
    is_one_paper,
    reliability_of,
    variance,
)
from quizzes.statistics.tally import Tally

BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Scores from ``low`` per cent up to, but not including, ``high``; the last bin includes 100."""

    low: int
    high: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFigures:
    """Scores in per cent of the paper's points, times in seconds. None where too few attempts allow a figure."""

    attempts: int
    first_attempts: int
    passed: int
    mean: float | None
    median: float | None
    sd: float | None
    skewness: float | None
    kurtosis: float | None
    reliability: Reliability
    error: float | None
    mean_seconds: float | None
    sd_seconds: float | None
    median_minutes: float | None
    bins: Sequence[Bin]
    points_possible: Fraction | None
    """What every paper was worth, in points; None when papers were worth different points."""
    spread: Fraction | None
    """The variance of the sums of answers where everybody was asked the same, else None."""


def paper_figures(paper: Tally, items: Mapping[int, Tally], *, pass_percent: int) -> PaperFigures:
    """``items``: the sums of the answers by item id, all wordings of a question together."""
    scores = moments.percents_of(paper)
    reliability = reliability_of(paper, items)
    sd = moments.sd_of(scores)
    timed = paper.get("timed")
    minutes = {Fraction(int(minute)): count for (minute,), count in paper.under("minutes")}
    worth = {int(most) for (most, _points), _count in paper.under("scores")}
    spread = variance(size=paper.get("attempts"), total=paper.get("raw"), squares=paper.get("raw2"))
    of_time = variance(size=timed, total=paper.get("seconds"), squares=paper.get("seconds2"))
    return PaperFigures(
        attempts=paper.get("attempts"),
        first_attempts=paper.get("first"),
        passed=sum(count for value, count in scores.items() if value >= pass_percent),
        mean=_number(moments.mean_of(scores)),
        median=_number(moments.median_of(scores)),
        sd=sd,
        skewness=moments.skewness_of(scores),
        kurtosis=moments.kurtosis_of(scores),
        reliability=reliability,
        error=error_of_measurement(sd=sd, reliability=reliability.value),
        mean_seconds=paper.get("seconds") / timed if timed else None,
        sd_seconds=float(of_time) ** 0.5 if timed > 1 else None,
        median_minutes=_number(moments.median_of(minutes)),
        bins=bins_of(scores),
        points_possible=Fraction(worth.pop(), 100) if len(worth) == 1 else None,
        spread=spread if is_one_paper(paper, items) else None,
    )


def bins_of(scores: moments.Distribution) -> list[Bin]:
    """Ten bins of ten per cent; scores below 0 or above 100 per cent stand in the first and the last one."""
    width = 100 // BINS
    counts = [0] * BINS
    for value, count in scores.items():
        counts[min(max(int(value // width), 0), BINS - 1)] += count
    return [Bin(low=i * width, high=(i + 1) * width, count=count) for i, count in enumerate(counts)]


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)

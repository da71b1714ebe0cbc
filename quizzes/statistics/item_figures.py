"""What the sums say about one question: how hard it is, whether it tells learners apart, which choices work. Pure."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from quizzes.statistics.reliability import variance
from quizzes.statistics.tally import Tally, merged


@dataclass(frozen=True, slots=True, kw_only=True)
class PickFigures:
    """How many picked a value, and the mean per cent of the whole paper among them."""

    count: int
    share: float
    mean_percent: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFigures:
    """All None where the answers do not allow the figure. Shares and ``facility`` are 0..1, weights too."""

    answers: int
    blank: int
    nothing: int
    partial: int
    full: int
    facility: float | None
    sd: float | None
    discrimination: float | None
    mean_seconds: float | None
    intended_weight: float | None
    effective_weight: float | None


def facility_of(tally: Tally) -> float | None:
    """Points earned / points that could be earned.

    For 0/1 items the proportion correct p of Lord & Novick (1968), section 15.3; Moodle's facility index.
    """
    possible = sum(int(worth) * count for (worth,), count in tally.under("worth"))
    return float(Fraction(tally.get("points"), possible)) if possible else None


def discrimination_of(tally: Tally) -> float | None:
    """The correlation of the points of this question with the points of the rest of the learner's paper.

    The corrected item-total correlation; for 0/1 items the point-biserial with the item left out. Source: Henrysson
    (1963), Correction of item-total correlations in item analysis, Psychometrika 28, 211-218. None without spread.
    """
    size = tally.get("answers")
    of_item = size * tally.get("points2") - tally.get("points") ** 2
    of_rest = size * tally.get("rest2") - tally.get("rest") ** 2
    if size < 2 or of_item <= 0 or of_rest <= 0:
        return None
    together = size * tally.get("cross") - tally.get("points") * tally.get("rest")
    return together / math.sqrt(of_item * of_rest)


def effective_weight_of(tally: Tally, *, spread: Fraction) -> float | None:
    """The covariance of the question with the total, as a share of the variance of totals; shares add up to 1.

    Only where everybody was asked the same. Source: Wang & Stanley (1970), Differential weighting, Review of
    Educational Research 40(5), 663-705.
    """
    size = tally.get("answers")
    if size < 2 or not spread:
        return None
    with_rest = Fraction(
        size * tally.get("cross") - tally.get("points") * tally.get("rest"), size * (size - 1)
    )
    own = variance(size=size, total=tally.get("points"), squares=tally.get("points2"))
    return float((with_rest + own) / spread)


def intended_weight_of(tally: Tally) -> float | None:
    """Points the question is worth / points of the papers it stood in."""
    possible = sum(int(worth) * count for (worth,), count in tally.under("worth"))
    return float(Fraction(possible, tally.get("paper"))) if tally.get("paper") else None


def item_figures(tally: Tally, *, spread: Fraction | None = None) -> ItemFigures:
    """Everything about one question. ``spread``: the variance of totals, where everybody was asked the same."""
    answers, timed = tally.get("answers"), tally.get("timed")
    own = variance(size=answers, total=tally.get("points"), squares=tally.get("points2"))
    return ItemFigures(
        answers=answers,
        blank=tally.get("outcomes", "blank"),
        nothing=tally.get("outcomes", "nothing"),
        partial=tally.get("outcomes", "partial"),
        full=tally.get("outcomes", "full"),
        facility=facility_of(tally),
        sd=math.sqrt(own) / 100 if answers > 1 else None,
        discrimination=discrimination_of(tally),
        mean_seconds=tally.get("seconds") / timed if timed else None,
        intended_weight=intended_weight_of(tally),
        effective_weight=None if spread is None else effective_weight_of(tally, spread=spread),
    )


def figures_across(tallies: Sequence[Tally], *, least: int = 5) -> ItemFigures:
    """One question over several quizzes: points and answers add up, the discrimination is that within the quizzes.

    Papers of different quizzes are not one scale, so correlations are not taken over the heap: their mean is, weighted
    by the number of answers, of the quizzes with at least ``least`` answers. Source: Hunter & Schmidt (2004), Methods of
    Meta-Analysis, 2nd ed., chapter 3.
    """
    weights = [
        (one.get("answers"), value)
        for one in tallies
        if one.get("answers") >= least and (value := discrimination_of(one)) is not None
    ]
    size = sum(answers for answers, _value in weights)
    mean = sum(answers * value for answers, value in weights) / size if size else None
    return replace(item_figures(merged(tallies)), discrimination=mean)


def picks_by_part(tally: Tally) -> Mapping[str, Mapping[str, PickFigures]]:
    """For every part of a question, who picked what. The mean per cent is of the pickers' whole papers."""
    answers = tally.get("answers")
    found: dict[str, dict[str, PickFigures]] = {}
    for (part, value, what), count in tally.under("picks"):
        if what != "count":
            continue
        paper = tally.get("picks", part, value, "paper")
        mean = float(Fraction(100 * tally.get("picks", part, value, "points"), paper)) if paper else None
        figures = PickFigures(count=count, share=count / answers if answers else 0.0, mean_percent=mean)
        found.setdefault(part, {})[value] = figures
    return found

"""How far a total would repeat itself: alpha for one paper, an intraclass correlation for drawn papers. Pure."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from quizzes.statistics.tally import Tally, merged

Method = Literal["alpha", "intraclass"]
Reason = Literal["", "too_few_attempts", "one_question", "no_spread", "papers_differ", "points_differ"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """``value`` is None when it cannot be computed; ``reason`` says why."""

    value: float | None = None
    method: Method = "alpha"
    reason: Reason = ""
    questions: int = 0


def variance(*, size: int, total: int, squares: int) -> Fraction:
    """The sample variance (divisor n - 1) from n, the sum and the sum of squares; 0 below two."""
    if size < 2:
        return Fraction(0)
    return Fraction(size * squares - total * total, size * (size - 1))


def is_one_paper(paper: Tally, items: Mapping[int, Tally]) -> bool:
    """Whether everybody was asked the same questions; several wordings of one question count as one."""
    attempts = paper.get("attempts")
    lengths = [int(length) for (length,), _count in paper.under("lengths")]
    return lengths == [len(items)] and all(item.get("answers") == attempts for item in items.values())


def reliability_of(paper: Tally, items: Mapping[int, Tally]) -> Reliability:
    """Cronbach's alpha where everybody was asked the same, else the one-way intraclass correlation of k questions.

    ``items`` are the sums of the answers by item id.
    """
    lengths = [int(length) for (length,), _count in paper.under("lengths")]
    spread = variance(size=paper.get("attempts"), total=paper.get("raw"), squares=paper.get("raw2"))
    one = is_one_paper(paper, items)
    method: Method = "alpha" if one else "intraclass"
    reason = _reason_against(paper, items, is_one=one, spread=spread)
    count = lengths[0] if len(lengths) == 1 else 0
    if reason:
        return Reliability(method=method, reason=reason, questions=count)
    value = _alpha(items, spread) if one else _intraclass(paper, items, count, spread)
    return Reliability(value=float(value), method=method, questions=count)


def _reason_against(paper: Tally, items: Mapping[int, Tally], *, is_one: bool, spread: Fraction) -> Reason:
    """Why there is no reliability; empty when there is one."""
    lengths = [int(length) for (length,), _count in paper.under("lengths")]
    worth = {points for item in items.values() for (points,), _count in item.under("worth")}
    reasons: list[tuple[bool, Reason]] = [
        (paper.get("attempts") < 2, "too_few_attempts"),
        (max(lengths, default=0) < 2, "one_question"),
        (not spread, "no_spread"),
        (not is_one and len(lengths) > 1, "papers_differ"),
        (not is_one and len(worth) > 1, "points_differ"),
    ]
    return next((reason for holds, reason in reasons if holds), "")


def _alpha(items: Mapping[int, Tally], spread: Fraction) -> Fraction:
    """k/(k-1) * (1 - sum of item variances / variance of totals).

    Source: Cronbach (1951), Coefficient alpha and the internal structure of tests, Psychometrika 16, 297-334.
    """
    count = len(items)
    within = sum(
        (
            variance(size=item.get("answers"), total=item.get("points"), squares=item.get("points2"))
            for item in items.values()
        ),
        Fraction(0),
    )
    return Fraction(count, count - 1) * (1 - within / spread)


def _intraclass(paper: Tally, items: Mapping[int, Tally], count: int, spread: Fraction) -> Fraction:
    """ICC(1,k) = (BMS - WMS)/BMS: each person answers k questions of their own, drawn at random.

    BMS is k times the variance of the persons' means, WMS the mean square of answers within persons. Differences in
    difficulty between drawn questions count as error, so this is never flattering. Source: Shrout & Fleiss (1979),
    Intraclass correlations: uses in assessing rater reliability, Psychological Bulletin 86(2), case 1; it is the
    generalisability coefficient of the nested design i:p in Brennan (2001), Generalizability Theory.
    """
    attempts = paper.get("attempts")
    between = spread / count
    squares = merged(items.values()).get("points2")
    within = (squares - Fraction(paper.get("raw2"), count)) / (attempts * (count - 1))
    return 1 - within / between


def error_of_measurement(*, sd: float | None, reliability: float | None) -> float | None:
    """SD * sqrt(1 - reliability): how far a score strays by chance, in the unit of ``sd``; None without a sensible one.

    Source: Lord & Novick (1968), Statistical Theories of Mental Test Scores, section 3.8.
    """
    if sd is None or reliability is None or not 0 <= reliability <= 1:
        return None
    return sd * math.sqrt(1 - reliability)


def questions_needed(*, reliability: float, questions: int, wanted: float) -> int | None:
    """How many questions of this quality would reach ``wanted``; None when no number would.

    Spearman-Brown: n = wanted(1 - r) / (r(1 - wanted)) times as many. Source: Spearman (1910) and Brown (1910),
    British Journal of Psychology 3, 271-322.
    """
    if not 0 < reliability < 1:
        return None
    return math.ceil(round(questions * wanted * (1 - reliability) / (reliability * (1 - wanted)), 9))

"""What an author should look at, by thresholds with a source. Pure: codes and facts, the words are said elsewhere.

The thresholds are those of the field, not of this platform: discrimination below 0.20 is poor and below 0 a defect
(Ebel & Frisbie 1991, Essentials of Educational Measurement, 5th ed., table 13.2); a distractor that fewer than 5 % pick
does not work (Haladyna & Downing 1993, Educational and Psychological Measurement 53(4), 999-1010); reliability below
0.70 is low for a decision (Nunnally 1978, Psychometric Theory, 2nd ed., p. 245).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from quizzes.statistics.item_figures import ItemFigures, PickFigures
from quizzes.statistics.offering import Offer
from quizzes.statistics.reliability import Reliability, questions_needed

ENOUGH = 5
"""Below this many attempts nothing is shown at all: a figure would speak of persons."""
STEADY = 30
"""Below this many answers a correlation is read with care."""
TOO_EASY, TOO_HARD = 0.9, 0.3
POOR = 0.2
RARE = 0.05
LOW = 0.7
FEW_QUESTIONS = 20

Code = Literal[
    "key_suspect",
    "negative",
    "poor",
    "too_easy",
    "too_hard",
    "below_guessing",
    "wrong_attracts",
    "unpicked",
    "rarely_picked",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """``is_serious``: probably a defect. ``labels`` names the choices it speaks of."""

    code: Code
    is_serious: bool = False
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliabilityHint:
    """``needed``: with how many questions of this quality it would not be low; None when no number would do."""

    is_short: bool
    needed: int | None


def hints_for(
    figures: ItemFigures,
    *,
    guess: float | None,
    offers: Sequence[Offer],
    picks: Mapping[str, Mapping[str, PickFigures]],
) -> list[Hint]:
    """The most serious first; nothing below ``ENOUGH`` answers."""
    if figures.answers < ENOUGH or figures.facility is None:
        return []
    hints = _about_discrimination(figures)
    if not any(hint.is_serious for hint in hints):  # a wrong key explains why it is hard
        hints += _about_facility(figures, guess)
    if offers and all(offer.part_label == "" and offer.label for offer in offers):
        hints += _about_distractors(figures, offers, picks)
    return sorted(hints, key=lambda hint: not hint.is_serious)


def _about_discrimination(figures: ItemFigures) -> list[Hint]:
    value, facility = figures.discrimination, figures.facility or 0.0
    if value is None:
        return []
    if value < 0:
        return [Hint(code="key_suspect" if facility < 0.5 else "negative", is_serious=True)]
    if value < POOR and TOO_HARD <= facility <= TOO_EASY:
        return [Hint(code="poor")]
    return []


def _about_facility(figures: ItemFigures, guess: float | None) -> list[Hint]:
    facility = figures.facility or 0.0
    if facility > TOO_EASY:
        return [Hint(code="too_easy")]
    if guess and facility < guess:
        return [Hint(code="below_guessing", is_serious=True)]
    return [Hint(code="too_hard")] if facility < TOO_HARD else []


def _about_distractors(
    figures: ItemFigures, offers: Sequence[Offer], picks: Mapping[str, Mapping[str, PickFigures]]
) -> list[Hint]:
    part = picks.get(offers[0].part, {})
    wrong = [offer for offer in offers if not offer.is_right]
    counts = {offer.value: part[offer.value].count if offer.value in part else 0 for offer in wrong}
    unpicked = tuple(offer.label for offer in wrong if not counts[offer.value])
    rare = tuple(offer.label for offer in wrong if 0 < counts[offer.value] < RARE * figures.answers)
    strong = _that_attract_the_able(figures, offers, part)
    hints = []
    if strong:
        hints.append(Hint(code="wrong_attracts", is_serious=True, labels=strong))
    if unpicked and figures.answers >= STEADY:
        hints.append(Hint(code="unpicked", labels=unpicked))
    if rare and figures.answers >= STEADY:
        hints.append(Hint(code="rarely_picked", labels=rare))
    return hints


def _that_attract_the_able(
    figures: ItemFigures, offers: Sequence[Offer], part: Mapping[str, PickFigures]
) -> tuple[str, ...]:
    """Wrong choices picked by at least five and a tenth, whose pickers did better on the whole than those of a right one."""
    best = [
        part[offer.value].mean_percent or 0.0 for offer in offers if offer.is_right and offer.value in part
    ]
    least = max(ENOUGH, figures.answers / 10)
    return tuple(
        offer.label
        for offer in offers
        if not offer.is_right
        and offer.value in part
        and part[offer.value].count >= least
        and best
        and (part[offer.value].mean_percent or 0.0) > min(best)
    )


def reliability_hint(found: Reliability) -> ReliabilityHint | None:
    """What to say about a low reliability; None when it is not low or not known."""
    if found.value is None or found.value >= LOW:
        return None
    needed = questions_needed(reliability=found.value, questions=found.questions, wanted=LOW)
    return ReliabilityHint(is_short=found.questions < FEW_QUESTIONS, needed=needed)

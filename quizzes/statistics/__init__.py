"""Pure statistics of quizzes: sums that add up exactly, and the figures that follow from them.

Every figure and its source: docs/explanation/statistics.md.
"""

from quizzes.statistics.guessing import guess_score_of
from quizzes.statistics.hints import ENOUGH, STEADY, Hint, ReliabilityHint, hints_for, reliability_hint
from quizzes.statistics.item_figures import (
    ItemFigures,
    PickFigures,
    figures_across,
    item_figures,
    picks_by_part,
)
from quizzes.statistics.observing import ItemObservation, Observation, tallies_of
from quizzes.statistics.offering import Offer, offers_of
from quizzes.statistics.paper_figures import Bin, PaperFigures, paper_figures
from quizzes.statistics.picking import picks_of
from quizzes.statistics.reliability import Reliability
from quizzes.statistics.tally import Tally, merged

__all__ = [
    "ENOUGH",
    "STEADY",
    "Bin",
    "Hint",
    "ItemFigures",
    "ItemObservation",
    "Observation",
    "Offer",
    "PaperFigures",
    "PickFigures",
    "Reliability",
    "ReliabilityHint",
    "Tally",
    "figures_across",
    "guess_score_of",
    "hints_for",
    "item_figures",
    "merged",
    "offers_of",
    "paper_figures",
    "picks_by_part",
    "picks_of",
    "reliability_hint",
    "tallies_of",
]

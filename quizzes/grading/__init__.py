"""Pure rules: what an answer earns, what a ledger says, what a learner's result is."""

from quizzes.grading.answers import AnswerMalformed, clean_answer, is_blank
from quizzes.grading.items import score_of
from quizzes.grading.ledger import (
    LedgerLine,
    Result,
    SittingScore,
    Standing,
    percent_of,
    result_of,
    standing_of,
)

__all__ = [
    "AnswerMalformed",
    "LedgerLine",
    "Result",
    "SittingScore",
    "Standing",
    "clean_answer",
    "is_blank",
    "percent_of",
    "result_of",
    "score_of",
    "standing_of",
]

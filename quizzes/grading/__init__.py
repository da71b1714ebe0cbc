"""Pure rules: what an answer earns, what a ledger says, what a learner's result is."""

from quizzes.grading.answers import AnswerMalformed, Arrangement, clean_answer, is_blank
from quizzes.grading.items import earned_by, score_of
from quizzes.grading.judging import Earned, Part
from quizzes.grading.ledger import (
    LedgerLine,
    Result,
    SittingScore,
    Standing,
    percent_of,
    result_of,
    standing_of,
)
from quizzes.grading.numbers import read_number
from quizzes.grading.rereading import Comparison, comparison_of, reread
from quizzes.grading.two_markers import Mark, Verdict, sum_of_rubric, verdict_of, worths_of

__all__ = [
    "AnswerMalformed",
    "Arrangement",
    "Comparison",
    "Earned",
    "LedgerLine",
    "Mark",
    "Part",
    "Result",
    "SittingScore",
    "Standing",
    "Verdict",
    "clean_answer",
    "comparison_of",
    "earned_by",
    "is_blank",
    "percent_of",
    "read_number",
    "reread",
    "result_of",
    "score_of",
    "standing_of",
    "sum_of_rubric",
    "verdict_of",
    "worths_of",
]

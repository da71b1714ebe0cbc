"""Which module grades which type of question."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from quizzes.grading import multiple_choice, single_choice, true_false
from quizzes.grading.answers import MULTIPLE_CHOICE, SINGLE_CHOICE, TRUE_FALSE

_SCORERS: Mapping[str, Callable[[Mapping[str, Any], object, Decimal], Decimal]] = MappingProxyType(
    {
        SINGLE_CHOICE: single_choice.score_of,
        MULTIPLE_CHOICE: multiple_choice.score_of,
        TRUE_FALSE: true_false.score_of,
    }
)


def score_of(kind: str, key: Mapping[str, Any], answer: object, points: Decimal) -> Decimal:
    """What an answer earns: from nothing to ``points``, two places.

    A malformed answer earns nothing and never fails. An unknown kind of question does fail:
    no paper may hold one.
    """
    return _SCORERS[kind](key, answer, points)

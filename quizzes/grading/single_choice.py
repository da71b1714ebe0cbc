"""One right choice: all points or none."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from quizzes.grading.answers import choices_in
from quizzes.grading.rounding import ZERO, two_places


def score_of(key: Mapping[str, Any], answer: object, points: Decimal) -> Decimal:
    """Several right choices in the key mean that any one of them is right."""
    picked = choices_in(answer)
    if picked is None or len(picked) != 1 or not picked <= set(key["correct"]):
        return ZERO
    return two_places(points)

"""True or false: all points or none."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from quizzes.grading.answers import value_in
from quizzes.grading.rounding import ZERO, two_places


def score_of(key: Mapping[str, Any], answer: object, points: Decimal) -> Decimal:
    value = value_in(answer)
    return two_places(points) if value is not None and value is key["correct"] else ZERO

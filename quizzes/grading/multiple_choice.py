"""Several right choices, under one of three ways of counting.

``all_or_nothing``: exactly the right ones, or nothing.
``proportional``: right ones picked, divided by the number of right ones or of picks, whichever is larger;
so ticking everything never earns full points.
``right_minus_wrong``: each wrong pick takes back what one right pick earns, never below nothing.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from quizzes.grading.answers import choices_in
from quizzes.grading.rounding import ZERO, two_places


def score_of(key: Mapping[str, Any], answer: object, points: Decimal) -> Decimal:
    picked = choices_in(answer)
    correct = frozenset(key["correct"])
    if not picked or not correct:
        return ZERO
    right, wrong = len(picked & correct), len(picked - correct)
    scoring = key.get("scoring", "all_or_nothing")
    if scoring == "proportional":
        return two_places(points * right / max(len(correct), len(picked)))
    if scoring == "right_minus_wrong":
        return two_places(points * max(right - wrong, 0) / len(correct))
    return two_places(points) if picked == correct else ZERO

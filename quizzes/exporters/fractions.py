"""What each choice earns, as the percentages of Moodle. Pure."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from quizzes.importers.making import number_text

_PLACES = Decimal("0.00001")


def percent_of(fraction: Decimal) -> str:
    """A fraction as per cent, to five places as Moodle writes thirds.

    >>> percent_of(Decimal(1) / 3), percent_of(Decimal("0.5"))
    ('33.33333', '50')
    """
    return number_text((fraction * 100).quantize(_PLACES))


def fractions_of(
    ids: list[str], key: Mapping[str, Any], *, is_single: bool
) -> tuple[dict[str, Decimal], bool]:
    """What each choice earns, and whether that scores the same as here.

    Moodle adds up what was picked. All-or-nothing and proportional scoring of several choices cannot be said so: the
    nearest is written (a wrong pick takes everything, or what a right one gives).
    """
    right, scoring = key["correct"], key.get("scoring", "all_or_nothing")
    if scoring == "weighted":
        return {one: Decimal(key["weights"].get(one, "0")) for one in ids}, True
    if is_single:
        return {one: Decimal(one in right) for one in ids}, True
    share = Decimal(1) / len(right)
    cost = Decimal(-1) if scoring == "all_or_nothing" else -share
    return {one: share if one in right else cost for one in ids}, scoring == "right_minus_wrong"

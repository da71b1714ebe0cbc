"""What a judge of one kind of question says, and how it becomes points. Fractions are exact until the last step."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from quizzes.grading.rounding import ZERO, two_places

NOTHING, ALL = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One choice, statement, pair or gap of an answer: whether it was dealt with rightly, and the key's word on it."""

    is_right: bool
    fraction: Fraction = NOTHING
    feedback: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """``fraction`` from 0 to 1 of the points; None waits for a person. ``parts`` by id, for the review."""

    fraction: Fraction | None
    parts: Mapping[str, Part] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """``points`` two places, ``fraction`` exact; both None while the answer waits for a person."""

    points: Decimal | None
    fraction: Fraction | None
    parts: Mapping[str, Part]

    @property
    def needs_marking(self) -> bool:
        return self.points is None


def within(fraction: Fraction) -> Fraction:
    """Never below nothing, never above all."""
    return min(max(fraction, NOTHING), ALL)


def whole_or_nothing(is_right: bool) -> Fraction:
    return ALL if is_right else NOTHING


def points_for(fraction: Fraction, points: Decimal) -> Decimal:
    """A fraction of the points to two places, a half goes up: a third of 1 is 0.33, five eighths of 0.12 are 0.08."""
    if not fraction:
        return ZERO
    cents = Fraction(points) * within(fraction) * 100
    return two_places(Decimal(int(cents + Fraction(1, 2))) / 100)

"""The grade of a course: weighted parts, and what is still open. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One quiz that counts: ``percent`` is None while it has no result."""

    label: str
    weight: int
    percent: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseGrade:
    parts: tuple[Part, ...]
    percent: Decimal | None
    """The weighted mean, with one decimal; None until every part has a result."""

    @property
    def open(self) -> int:
        return sum(part.percent is None for part in self.parts)

    def share_of(self, part: Part) -> int:
        """A part's weight as a share of all weights, in whole percent."""
        return round(100 * part.weight / sum(one.weight for one in self.parts))


def grade_of(parts: Sequence[Part]) -> CourseGrade | None:
    """Parts without weight do not count; without any part that counts a course has no grade."""
    counting = tuple(part for part in parts if part.weight > 0)
    if not counting:
        return None
    if any(part.percent is None for part in counting):
        return CourseGrade(parts=counting, percent=None)
    total = sum(part.weight for part in counting)
    weighted = sum(((part.percent or Decimal()) * part.weight for part in counting), Decimal())
    return CourseGrade(
        parts=counting, percent=(weighted / total).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    )

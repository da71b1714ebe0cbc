"""The story of one answer's points: what the machine gave, then every change. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """``before`` is None where the answer still waited for a marker."""

    before: Decimal | None
    points: Decimal


class StoryBroken(ValueError):
    """A change does not begin where the one before it ended."""


def points_after(first: Decimal | None, changes: Iterable[Change]) -> Decimal | None:
    """The points that stand after these changes, in the order they were written. Raises :class:`StoryBroken`.

    >>> points_after(None, [Change(before=None, points=Decimal(2)), Change(before=Decimal(2), points=Decimal(3))])
    Decimal('3')
    """
    standing = first
    for change in changes:
        if change.before != standing:
            raise StoryBroken(f"{change.before} after {standing}")
        standing = change.points
    return standing

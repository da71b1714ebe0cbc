"""Sums that add up: a bag of whole numbers under names. Adding and taking out are exact in any order. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Path = tuple[str, ...]


class Tally:
    """Whole numbers by path, such as ``("scores", "1000", "750")``. An absent path is 0; a 0 is not kept.

    Tallies under :meth:`merge` form a commutative group: the order of folding cannot matter, and what was added can
    be taken out again without a trace. All points are held in hundredths and all times in seconds, so that nothing is
    ever rounded.
    """

    __slots__ = ("_counts",)

    def __init__(self, counts: Iterable[tuple[Path, int]] = ()) -> None:
        self._counts: dict[Path, int] = {}
        for path, number in counts:
            self.add(path, number)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tally) and self._counts == other._counts

    __hash__ = None  # type: ignore[assignment] # it changes

    def __bool__(self) -> bool:
        return bool(self._counts)

    def __repr__(self) -> str:
        return f"Tally({sorted(self._counts.items())})"

    def add(self, path: Path, number: int) -> None:
        total = self._counts.get(path, 0) + number
        if total:
            self._counts[path] = total
        else:
            self._counts.pop(path, None)

    def merge(self, other: "Tally") -> None:
        for path, number in other._counts.items():
            self.add(path, number)

    def take_out(self, other: "Tally") -> None:
        for path, number in other._counts.items():
            self.add(path, -number)

    def get(self, *path: str) -> int:
        return self._counts.get(path, 0)

    def under(self, *prefix: str) -> Iterator[tuple[Path, int]]:
        """The rest of each path that begins with ``prefix``, with its number, in a stable order."""
        size = len(prefix)
        for path, number in sorted(self._counts.items()):
            if path[:size] == prefix:
                yield path[size:], number

    def to_json(self) -> dict[str, Any]:
        """Nested objects with whole numbers as leaves, keys sorted: equal tallies have equal JSON."""
        tree: dict[str, Any] = {}
        for path, number in sorted(self._counts.items()):
            branch = tree
            for step in path[:-1]:
                branch = branch.setdefault(step, {})
            branch[path[-1]] = number
        return tree

    @classmethod
    def from_json(cls, tree: Mapping[str, Any]) -> "Tally":
        return cls(_leaves(tree, ()))


def _leaves(tree: Mapping[str, Any], above: Path) -> Iterator[tuple[Path, int]]:
    for step, below in tree.items():
        if isinstance(below, Mapping):
            yield from _leaves(below, (*above, step))
        else:
            yield (*above, step), int(below)


def merged(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total.merge(tally)
    return total

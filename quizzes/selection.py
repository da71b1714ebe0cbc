"""Rules and a seed make a paper. The same rules and the same seed make the same paper, on every machine.

Order comes from SHA-256 over the seed and an item's own id, not from a random generator, so that neither
the Python version nor the order in which a database returns its rows can change a paper.
"""

import hashlib
from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


class PaperCannotBeFilled(ValueError):
    """A rule asks for more questions than there are."""

    def __init__(self, *, section: int, wanted: int, found: int) -> None:
        super().__init__(f"section {section} wants {wanted} items, found {found}")
        self.section = section
        self.wanted = wanted
        self.found = found


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Either fixed items in their order (``draw`` is None) or so many drawn from ``items``."""

    items: tuple[int, ...]
    draw: int | None = None


def _lot(seed: str, purpose: str, thing: object) -> bytes:
    return hashlib.sha256(f"{seed}\x00{purpose}\x00{thing}".encode()).digest()


def _shuffled(things: Iterable[T], *, seed: str, purpose: str) -> list[T]:
    return sorted(things, key=lambda thing: (_lot(seed, purpose, thing), str(thing)))


def draw_items(sections: Sequence[Section], *, seed: str, shuffle: bool) -> list[list[int]]:
    """The items of a paper, a list for each section.

    No item comes twice: what is fixed anywhere is not drawn, and a fixed item named again stays where it came first.
    Shuffling happens within a section; the sections keep their order. Rules that share items are filled whenever any
    way to fill them exists (:func:`_assigned`), so what was accepted when the quiz was written cannot fail at a start.

    Raises:
        PaperCannotBeFilled: names the first section for which no way exists.
    """
    fixed = {item for section in sections if section.draw is None for item in section.items}
    drawn = _assigned(sections, fixed, seed)
    taken: set[int] = set()
    paper: list[list[int]] = []
    for number, section in enumerate(sections):
        if section.draw is None:
            chosen = [item for item in dict.fromkeys(section.items) if item not in taken]
            taken.update(chosen)
        else:
            chosen = sorted(drawn[number])
        paper.append(_shuffled(chosen, seed=seed, purpose="order") if shuffle else chosen)
    if not any(paper):
        raise PaperCannotBeFilled(section=1, wanted=1, found=0)
    return paper


def _assigned(sections: Sequence[Section], fixed: set[int], seed: str) -> dict[int, set[int]]:
    """So many items for each drawing section, none twice: a maximum bipartite matching by augmenting paths.

    Each section takes its items in the order of its lots; where that leaves too few for a later one, items change hands
    along a path (H. W. Kuhn, "The Hungarian method", Naval Research Logistics Quarterly 2, 1955). When no section is
    short, the paper is simply the first lots of each.
    """
    lots = {
        number: _shuffled(sorted(set(section.items) - fixed), seed=seed, purpose="draw")
        for number, section in enumerate(sections)
        if section.draw is not None
    }
    drawn: dict[int, set[int]] = {number: set() for number in lots}
    owner: dict[int, int] = {}
    for number, candidates in lots.items():
        wanted = sections[number].draw or 0
        for found in range(wanted):
            if not _take_one(number, lots, owner, drawn):
                raise PaperCannotBeFilled(
                    section=number + 1, wanted=wanted, found=min(found, len(candidates))
                )
    return drawn


def _take_one(
    number: int, lots: Mapping[int, Sequence[int]], owner: dict[int, int], drawn: dict[int, set[int]]
) -> bool:
    """Give one more item to a section, if need be by letting others change theirs; breadth first, so few change."""
    came_from: dict[
        int, tuple[int, int]
    ] = {}  # section reached → (section before it, item that changes hands)
    waiting = deque([number])
    seen = {number}
    while waiting:
        section = waiting.popleft()
        for item in lots[section]:
            holder = owner.get(item)
            if holder is None:
                _hand_over(item, section, came_from, owner, drawn)
                return True
            if holder not in seen:
                seen.add(holder)
                came_from[holder] = (section, item)
                waiting.append(holder)
    return False


def _hand_over(
    free: int,
    section: int,
    came_from: Mapping[int, tuple[int, int]],
    owner: dict[int, int],
    drawn: dict[int, set[int]],
) -> None:
    """The free item goes to the last section of the path; each gives up the item that the one before it wanted."""
    owner[free] = section
    drawn[section].add(free)
    while section in came_from:
        before, item = came_from[section]
        drawn[section].discard(item)
        drawn[before].add(item)
        owner[item] = before
        section = before


def arrangement_of(
    groups: Mapping[str, Sequence[str]], *, seed: str, item: int, shuffle: Collection[str]
) -> dict[str, list[str]]:
    """The ids of each group of one item in the order one learner sees them; ``shuffle`` names the groups to mix."""
    return {
        group: _shuffled(ids, seed=seed, purpose=f"{group} {item}") if group in shuffle else list(ids)
        for group, ids in groups.items()
    }

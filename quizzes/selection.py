"""Rules and a seed make a paper. The same rules and the same seed make the same paper, on every machine.

Order comes from SHA-256 over the seed and an item's own id, not from a random generator, so that neither
the Python version nor the order in which a database returns its rows can change a paper.
"""

import hashlib
from collections.abc import Iterable, Sequence
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


def draw_items(sections: Sequence[Section], *, seed: str, shuffle: bool) -> list[int]:
    """The items of a paper, section by section.

    No item comes twice: what is fixed anywhere is not drawn, and a fixed item named again stays where it came first.
    Shuffling happens within a section; the sections keep their order.
    """
    fixed = {item for section in sections if section.draw is None for item in section.items}
    taken: set[int] = set()
    paper: list[int] = []
    for number, section in enumerate(sections, start=1):
        if section.draw is None:
            chosen = [item for item in dict.fromkeys(section.items) if item not in taken]
        else:
            free = sorted(set(section.items) - fixed - taken)
            if len(free) < section.draw:
                raise PaperCannotBeFilled(section=number, wanted=section.draw, found=len(free))
            drawn = set(_shuffled(free, seed=seed, purpose="draw")[: section.draw])
            chosen = [item for item in free if item in drawn]
        taken.update(chosen)
        paper.extend(_shuffled(chosen, seed=seed, purpose="order") if shuffle else chosen)
    if not paper:
        raise PaperCannotBeFilled(section=1, wanted=1, found=0)
    return paper


def choice_order(choice_ids: Sequence[str], *, seed: str, item: int, shuffle: bool) -> list[str]:
    """The choices of one item in the order one learner sees them."""
    if not shuffle:
        return list(choice_ids)
    return _shuffled(choice_ids, seed=seed, purpose=f"choices {item}")

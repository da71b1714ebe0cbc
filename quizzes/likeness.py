"""Which questions say nearly the same. Pure.

Likeness is the Jaccard index of two sets of shingles (runs of two words, and single words), on text without accents:
|A ∩ B| / |A ∪ B| (P. Jaccard 1901; shingles: A. Broder 1997, "On the resemblance and containment of documents").

Comparing everything with everything would cost n². Sets whose likeness is at least t share a word of their rarest ones:
of a set of k elements, ordered by rarity over the whole collection, a partner must hold one of the first
k − ⌈t·k⌉ + 1 (prefix filter: S. Chaudhuri, V. Ganti, R. Kaushik 2006), and be between t·k and k/t elements large.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

T = TypeVar("T", bound=Hashable)
LIKE = 0.6
"""From here on two questions are shown to their author as alike."""
_WORD = re.compile(r"\w+")
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    first: Hashable
    second: Hashable
    likeness: float


def shingles(folded: str) -> frozenset[str]:
    """The words of a text without accents, and each two neighbours.

    >>> sorted(shingles("ky so la"))
    ['ky', 'ky so', 'la', 'so', 'so la']
    """
    words = _WORD.findall(folded)
    return frozenset(words) | frozenset(f"{a} {b}" for a, b in pairwise(words))


def likeness(first: frozenset[str], second: frozenset[str]) -> float:
    """The Jaccard index: 0 for nothing in common, 1 for the same. Two empty texts say nothing alike."""
    shared = len(first & second)
    return shared / (len(first) + len(second) - shared) if shared else 0.0


def nearest(
    text: str, others: Iterable[tuple[T, str]], *, at_least: float = LIKE, limit: int = 5
) -> list[tuple[T, float]]:
    """The texts most like one text, most alike first."""
    wanted = shingles(text)
    if not wanted:
        return []
    found = []
    for name, other in others:
        value = likeness(wanted, shingles(other))
        if value >= at_least:
            found.append((name, value))
    return sorted(found, key=lambda pair: (-pair[1], str(pair[0])))[:limit]


def pairs_alike(
    texts: Mapping[T, str],
    *,
    at_least: float = LIKE,
    most_each: int = 20,
    progress: Progress | None = None,
) -> list[Pair]:
    """The pairs at least so alike, most alike first. ``progress`` is told (done, of all) every 500 texts.

    Of a text that is like more than ``most_each`` others so many are named: a bank written from one mould has
    millions of pairs, and each of them would be worked off one by one anyway.
    """
    sets = {name: shingles(text) for name, text in texts.items()}
    rarity = Counter(shingle for one in sets.values() for shingle in one)
    order = sorted((name for name in sets if sets[name]), key=lambda name: (len(sets[name]), str(name)))
    holders: dict[str, list[T]] = defaultdict(list)
    found: list[Pair] = []
    for done, name in enumerate(order):
        if progress is not None and done % 500 == 0:
            progress(done, len(order))
        mine = sets[name]
        rarest = sorted(mine, key=lambda shingle: (rarity[shingle], shingle))
        prefix = rarest[: len(mine) - math.ceil(at_least * len(mine)) + 1]
        named = 0
        for other in _candidates(prefix, holders):
            if named >= most_each:
                break
            if len(sets[other]) < at_least * len(mine):
                continue
            value = likeness(mine, sets[other])
            if value >= at_least:
                found.append(Pair(first=other, second=name, likeness=value))
                named += 1
        for shingle in prefix:
            holders[shingle].append(name)
    return sorted(found, key=lambda pair: (-pair.likeness, str(pair.first), str(pair.second)))


def _candidates(prefix: list[str], holders: Mapping[str, list[T]]) -> Iterator[T]:
    seen: set[T] = set()
    for shingle in prefix:
        for other in holders.get(shingle, ()):
            if other not in seen:
                seen.add(other)
                yield other

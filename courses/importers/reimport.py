"""An edited file against what was made of it before and what the site has made of that: three sides, one verdict each. Pure."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from content.vietnamese import fold

ALIKE = 0.4
"""Two texts are the same lesson when they share so much of what either says."""
CONTAINED = 0.6
"""A lesson came out of another, or went into it, when so much of it stands there."""
_WORDS = 3
_MOST_PAIRS = 40_000


class Fate(StrEnum):
    NEW = "new"
    UNCHANGED = "unchanged"
    WORD = "word"
    """Changed in the file only."""
    SITE = "site"
    """Changed on the site only."""
    BOTH = "both"
    GONE = "gone"
    """Not in the file any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A lesson as the file had it last time, and whether the site has changed it since."""

    lesson: str
    """Its uuid, with hyphens."""
    key: str
    fingerprint: str
    title: str
    path: tuple[str, ...]
    text: str
    is_edited: bool = False
    site_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A lesson as the file has it now."""

    key: str
    fingerprint: str
    title: str
    path: tuple[str, ...]
    text: str
    given: str = ""
    """The uuid our own export wrote beside the heading, "" for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """``found`` and ``known`` are indices into what was compared; one of them may be missing."""

    found: int | None
    known: int | None
    fate: Fate
    is_renamed: bool = False
    is_moved: bool = False
    split_from: int | None = None
    """For a new lesson: the known one its text stood in."""
    merged_into: int | None = None
    """For one that is gone: the found one its text stands in now."""


def compare(found: Sequence[Found], known: Sequence[Known]) -> tuple[Verdict, ...]:
    """One verdict for each lesson of the file, in its order, then one for each that is gone."""
    pairs = _Pairing(found, known).pairs
    moved = _moved(pairs, found, known)
    verdicts = [
        _met(index, pairs[index], found, known, is_moved=index in moved)
        if index in pairs
        else Verdict(
            found=index,
            known=None,
            fate=Fate.NEW,
            split_from=_home(found[index].text, _bases(pairs, found, known)),
        )
        for index in range(len(found))
    ]
    met = set(pairs.values())
    for index, lesson in enumerate(known):
        if index not in met:
            grown = {
                at: found[at].text for at, k in pairs.items() if found[at].fingerprint != known[k].fingerprint
            }
            verdicts.append(
                Verdict(found=None, known=index, fate=Fate.GONE, merged_into=_home(lesson.text, grown))
            )
    return tuple(verdicts)


def _bases(pairs: Mapping[int, int], found: Sequence[Found], known: Sequence[Known]) -> dict[int, str]:
    """What changed lessons said before: a new one may have been cut out of them."""
    return {k: known[k].text for at, k in pairs.items() if found[at].fingerprint != known[k].fingerprint}


def _met(index: int, at: int, found: Sequence[Found], known: Sequence[Known], *, is_moved: bool) -> Verdict:
    new, old = found[index], known[at]
    is_renamed = new.title != old.title
    has_new_text = new.fingerprint != old.fingerprint or is_renamed
    if has_new_text and old.is_edited:
        is_same = _words(new.text) == _words(old.site_text) and not is_renamed
        fate = Fate.SITE if is_same else Fate.BOTH
    elif has_new_text:
        fate = Fate.WORD
    else:
        fate = Fate.SITE if old.is_edited else Fate.UNCHANGED
    return Verdict(found=index, known=at, fate=fate, is_renamed=is_renamed, is_moved=is_moved)


class _Pairing:
    """Which lesson of the file is which known one: by mark, by key, by text, by title, by likeness – in this order."""

    def __init__(self, found: Sequence[Found], known: Sequence[Known]) -> None:
        self._found, self._known = found, known
        self.pairs: dict[int, int] = {}
        self._by([f.given for f in found], [k.lesson.replace("-", "") for k in known])
        self._by([f.key for f in found], [k.key for k in known])
        self._by([f.fingerprint for f in found], [k.fingerprint for k in known])
        self._by([fold(f.title) for f in found], [fold(k.title) for k in known])
        self._by_likeness()

    def _by(self, found: Sequence[str], known: Sequence[str]) -> None:
        """Pair what carries the same sign, where the sign is that of one on each side only."""
        left = {at for at in range(len(self._found)) if at not in self.pairs}
        right = set(range(len(self._known))) - set(self.pairs.values())
        once = Counter(found[at] for at in left)
        place = Counter(known[at] for at in right)
        where = {known[at]: at for at in right}
        for at in sorted(left):
            sign = found[at]
            if sign and once[sign] == 1 and place[sign] == 1:
                self.pairs[at] = where[sign]

    def _by_likeness(self) -> None:
        left = [at for at in range(len(self._found)) if at not in self.pairs]
        right = [at for at in range(len(self._known)) if at not in set(self.pairs.values())]
        if len(left) * len(right) > _MOST_PAIRS:
            return
        old = {at: shingles(self._known[at].text) for at in right}
        new = {at: shingles(self._found[at].text) for at in left}
        scores = sorted(((_shared(new[a], old[b]), -a, -b) for a in left for b in right), reverse=True)
        for score, a, b in scores:
            if score < ALIKE:
                return
            if -a not in self.pairs and -b not in self.pairs.values():
                self.pairs[-a] = -b


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """All runs of three words of a text, without accents and case.

    >>> sorted(shingles("Một cửa điện tử"))
    [('cua', 'dien', 'tu'), ('mot', 'cua', 'dien')]
    """
    words = _words(text)
    if len(words) < _WORDS:
        return frozenset({tuple(words)} if words else ())
    return frozenset(tuple(words[at : at + _WORDS]) for at in range(len(words) - _WORDS + 1))


def _words(text: str) -> list[str]:
    return fold(text).split()


def _shared(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def _home(text: str, places: Mapping[int, str]) -> int | None:
    """Where most of a text stands, if anywhere."""
    said = shingles(text)
    if not said:
        return None
    scores = {at: len(said & shingles(place)) / len(said) for at, place in places.items()}
    best = max(scores, key=lambda at: scores[at], default=None)
    return best if best is not None and scores[best] >= CONTAINED else None


def _moved(pairs: Mapping[int, int], found: Sequence[Found], known: Sequence[Known]) -> set[int]:
    """Those under other headings than before, and the fewest that explain the new order."""
    order = [pairs[at] for at in sorted(pairs)]
    stayed = _longest_rising(order)
    return {
        at
        for at, k in pairs.items()
        if k not in stayed or [fold(p) for p in found[at].path] != [fold(p) for p in known[k].path]
    }


def _longest_rising(numbers: Iterable[int]) -> set[int]:
    """The longest rising part of a sequence of different numbers."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(ends, number)
        before[number] = ends[at - 1] if at else None
        ends[at : at + 1] = [number]
    kept: set[int] = set()
    at_end = ends[-1] if ends else None
    while at_end is not None:
        kept.add(at_end)
        at_end = before[at_end]
    return kept

"""What somebody meant by what they typed: everyday words, Telex and VNI left undecoded, slips of the finger. Pure.

All words here are folded: lower case, no accents. The index's own words are the measure: nothing is "corrected" into a
word that no page has, and nothing that some page has is corrected.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from content.search.folding import question_words

MOST_ALTERNATIVES = 6
SHORTEST_MENDED = 3
"""Shorter words differ from too many others by one letter."""
LONGEST_RUN_TOGETHER = 40
CANDIDATES = 5
_SYLLABLE = re.compile(
    r"(?P<onset>ngh|ng|gh|gi|kh|nh|ph|qu|th|tr|ch|dd|[bcdghklmnpqrstvx])?"
    r"(?P<first>[aeiouyw]+?)(?P<tone>[sfrxjz]?)(?P<second>[aeiouyw]*)"
    r"(?P<coda>ch|ng|nh|[cmnpt])?(?P<keys>[sfrxjzwaeod]{0,3})"
)
_DOUBLED = re.compile(r"([aeo])\1")
_VNI = re.compile(r"(?<=[a-z])[0-9]+")

Counts = Mapping[str, int]
"""The words of the index, folded, and in how many pages each stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dictionary:
    """Data that editors keep: everyday phrases with the official ones, and words that ask but tell nothing."""

    official: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Folded everyday phrase to folded official phrases."""
    fillers: frozenset[str] = frozenset()
    """Folded phrases such as ``o dau``, ``lam the nao``."""

    @property
    def words(self) -> frozenset[str]:
        """All single words of the phrases."""
        return frozenset(word for phrase in (*self.official, *self.fillers) for word in phrase.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """``asked`` are questions of equal right, what was typed first; ``mended`` is the question with slips put right."""

    asked: tuple[str, ...]
    mended: tuple[str, ...] = ()
    """Put right and widened in the same way; empty when every word is known."""
    partly: tuple[str, ...] = ()
    """Official phrases that were recognised, without the words around them: for when all together find nothing."""

    @property
    def nothing(self) -> bool:
        return not self.asked


def understand(question: str, *, known: Counts, dictionary: Dictionary = Dictionary()) -> Understood:
    """What to ask the index for a question as typed, with or without accents."""
    words, _coded = question_words(question)
    if not words:
        return Understood(asked=())
    asked = _widened(words, known, dictionary)
    mended = _mended(words, known, dictionary)
    recognised = [*_recognised(" ".join(words), dictionary), *_recognised(" ".join(mended), dictionary)]
    return Understood(
        asked=asked,
        mended=_widened(mended, known, dictionary) if mended != words else (),
        partly=tuple(dict.fromkeys(recognised))[:MOST_ALTERNATIVES],
    )


def _widened(words: Sequence[str], known: Counts, dictionary: Dictionary) -> tuple[str, ...]:
    """The words, then with official phrases for everyday ones, then without what tells nothing."""
    whole = " ".join(words)
    forms = [whole, *_in_official_words(whole, dictionary)]
    bare = _without_fillers(whole, dictionary)
    if bare and bare != whole:
        forms += [bare, *_in_official_words(bare, dictionary)]
    forms += [other for form in forms for other in _with_other_i(form, known)]
    return tuple(dict.fromkeys(forms))[:MOST_ALTERNATIVES]


def _in_official_words(whole: str, dictionary: Dictionary) -> Iterator[str]:
    """Longer phrases first: "so do dat" is not "so do" with something behind it."""
    for phrase in sorted(dictionary.official, key=len, reverse=True):
        if _holds(whole, phrase):
            for official in dictionary.official[phrase]:
                yield " ".join(f" {whole} ".replace(f" {phrase} ", f" {official} ").split())


def _recognised(whole: str, dictionary: Dictionary) -> Iterator[str]:
    """The official phrases of everyday ones, and official phrases that were typed themselves; the longest first."""
    for phrase in sorted(dictionary.official, key=len, reverse=True):
        if _holds(whole, phrase):
            yield from dictionary.official[phrase]
    spoken = {phrase for phrases in dictionary.official.values() for phrase in phrases}
    yield from (phrase for phrase in sorted(spoken, key=len, reverse=True) if _holds(whole, phrase))


def _without_fillers(whole: str, dictionary: Dictionary) -> str:
    left = f" {whole} "
    for filler in sorted(dictionary.fillers, key=len, reverse=True):
        left = left.replace(f" {filler} ", " ")
    return " ".join(left.split())


def _holds(whole: str, phrase: str) -> bool:
    return f" {phrase} " in f" {whole} "


def _with_other_i(form: str, known: Counts) -> Iterator[str]:
    """People write "đăng kí" and "đăng ký"; the index may hold either."""
    words = form.split()
    other = [_other_i(word) if _other_i(word) in known else word for word in words]
    if other != words:
        yield " ".join(other)


def _other_i(word: str) -> str:
    if re.fullmatch(r"[hklmst]i", word):
        return f"{word[:-1]}y"
    return f"{word[:-1]}i" if re.fullmatch(r"[hklmst]y", word) else word


def _mended(words: Sequence[str], known: Counts, dictionary: Dictionary) -> list[str]:
    """Each word that neither a page nor an editor has, put right; words run together are parted."""
    mended: list[str] = []
    spoken = dictionary.words
    for word in words:
        is_known = word in known or word in spoken
        mended += [word] if is_known else (_put_right(word, known) or [word])
    return mended


def _put_right(word: str, known: Counts) -> list[str]:
    for candidate in (from_telex(word), _VNI.sub("", word), _other_i(word)):
        if candidate != word and candidate in known:
            return [candidate]
    return _parted(word, known) or _nearest(word, known)


def from_telex(word: str) -> str:
    """A syllable typed in Telex while the keyboard was set to English, folded; other words come back unchanged.

    >>> [from_telex(word) for word in ("nooj", "hoof", "sow", "dduwowngf", "ddawng", "kys", "nopoj")]
    ['no', 'ho', 'so', 'duong', 'dang', 'ky', 'nop']
    """
    found = _SYLLABLE.fullmatch(word)
    if not found:
        return word
    onset = (found["onset"] or "").replace("dd", "d")
    vowels = _DOUBLED.sub(r"\1", found["first"] + found["second"])
    vowels = vowels.replace("w", "") or "u"
    return onset + vowels + (found["coda"] or "")


def _parted(word: str, known: Counts) -> list[str]:
    """Words written without blanks: the parting into the fewest, best known words; empty where there is none."""
    if not 4 < len(word) <= LONGEST_RUN_TOGETHER:
        return []
    best: list[tuple[int, int, list[str]] | None] = [(0, 0, [])] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 7), end):
            before, part = best[start], word[start:end]
            if before is None or known.get(part, 0) == 0 or (len(part) == 1 and part.isalpha()):
                continue
            candidate = (before[0] + 1, before[1] - known[part], [*before[2], part])
            standing = best[end]
            if standing is None or candidate[:2] < standing[:2]:
                best[end] = candidate
    whole = best[-1]
    return whole[2] if whole else []


def _nearest(word: str, known: Counts) -> list[str]:
    """The known word with the fewest slips (a letter more, less, other, or two exchanged); of equals the commonest."""
    if len(word) < SHORTEST_MENDED or not word.isalpha():
        return []
    most = 1 if len(word) < 6 else 2
    found = extract(
        word, known.keys(), scorer=OSA.distance, score_cutoff=most, limit=CANDIDATES * 4, processor=None
    )
    ranked = sorted(found, key=lambda one: (one[1], one[0][:1] != word[:1], -known[one[0]], one[0]))
    return [ranked[0][0]] if ranked else []


def pairs_of(rows: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Everyday and official phrases as they are written, folded and gathered."""
    gathered: dict[str, list[str]] = {}
    for everyday, official in rows:
        key, value = (" ".join(question_words(text)[0]) for text in (everyday, official))
        if key and value and value not in gathered.setdefault(key, []):
            gathered[key].append(value)
    return {key: tuple(values) for key, values in gathered.items() if values}

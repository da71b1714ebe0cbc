"""Names for paragraphs that stay while a text is edited, and notes that find their place again. Pure.

A paragraph is named after its first text. When the lesson is published again, a paragraph whose text is the same, or nearly so,
keeps the name it had; so places, links and notes of learners still lead to it.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from content.vietnamese import fold

Named = tuple[str, str]
"""Name and plain text of a paragraph."""
Words = tuple[str, ...]
ALIKE = 0.6
"""Two texts with this share of words in common, in order, are one paragraph edited."""
TOO_MANY_TO_COMPARE = 2_500


def name_paragraphs(texts: Sequence[str], before: Sequence[Named] = ()) -> list[str]:
    """A name for each text, unique among them: the one it had ``before``, else one made of its words."""
    names: list[str] = [""] * len(texts)
    old = [_words(text) for _name, text in before]
    new = [_words(text) for text in texts]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for _tag, i1, i2, j1, j2 in matcher.get_opcodes():
        was, now = range(i1, i2), range(j1, j2)
        pairs = zip(was, now, strict=True) if _tag == "equal" else _alike(old, new, was, now)
        for i, j in pairs:
            names[j] = before[i][0]
    _keep_moved(names, new, before, old)
    taken = {name for name in names if name}
    for j, words in enumerate(new):
        if not names[j]:
            names[j] = _fresh(words, taken)
            taken.add(names[j])
    return names


def find_place(*, name: str, quote: str, paragraphs: Iterable[Named]) -> str:
    """Where a note belongs today: its paragraph if that still holds the quoted words, else the one that does; empty: nowhere.

    A note without quoted words stays with its paragraph.
    """
    wanted = fold(" ".join(quote.split()))
    texts = {one: fold(" ".join(text.split())) for one, text in paragraphs}
    if name in texts and wanted in texts[name]:
        return name
    if not wanted:
        return ""
    return next((one for one, text in texts.items() if wanted in text), "")


def _words(text: str) -> Words:
    return tuple(fold(text).split())


def _alike(old: list[Words], new: list[Words], was: range, now: range) -> Iterator[tuple[int, int]]:
    """Pairs of paragraphs that are one and the same, edited; in order, the first that is alike enough."""
    if len(was) * len(now) > TOO_MANY_TO_COMPARE:
        return
    start = was.start
    for j in now:
        for i in range(start, was.stop):
            matcher = SequenceMatcher(None, old[i], new[j], autojunk=False)
            if matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE:
                yield i, j
                start = i + 1
                break


def _keep_moved(names: list[str], new: list[Words], before: Sequence[Named], old: list[Words]) -> None:
    """A paragraph that moved as it was keeps its name, too."""
    used = {name for name in names if name}
    homeless = {words: before[i][0] for i, words in enumerate(old) if before[i][0] not in used and words}
    for j, words in enumerate(new):
        if not names[j] and words in homeless:
            names[j] = homeless.pop(words)


def _fresh(words: Words, taken: set[str]) -> str:
    base = "d-" + hashlib.blake2s(" ".join(words).encode(), digest_size=4).hexdigest()
    name, number = base, 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    return name

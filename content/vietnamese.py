"""Vietnamese text: one place that knows how it is folded, addressed and sorted. Pure."""

import re
import unicodedata

# The order of letters and, within a letter, of tones: ngang, huyền, hỏi, ngã, sắc, nặng.
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_SHAPES = {"\u0302", "\u0306", "\u031b"}
_RANK = {letter: index + 11 for index, letter in enumerate(_LETTERS)}


def fold(text: str) -> str:
    """Text as one would type it without accents: lower case, no marks, đ as d. For search keys.

    >>> fold("Nộp hồ sơ điện tử")
    'nop ho so dien tu'
    """
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def slugify(text: str) -> str:
    """An address made of a Vietnamese title.

    >>> slugify("Đất đai")
    'dat-dai'
    """
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def _rank(word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    letters: list[int] = []
    tones: list[int] = []
    for char in unicodedata.normalize("NFC", word.casefold()):
        shaped, tone = "", 0
        for part in unicodedata.normalize("NFD", char):
            if part in _TONES:
                tone = _TONES[part]
            elif part in _SHAPES or not unicodedata.combining(part):
                shaped += part
        base = unicodedata.normalize("NFC", shaped)
        letters.append(_RANK.get(base, 10 if not base.isdigit() else int(base)))
        tones.append(tone)
    return tuple(letters), tuple(tones)


def sort_key(text: str) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """The key that puts words in the order of the Vietnamese alphabet, tones last."""
    return tuple(_rank(word) for word in text.split())


def name_sort_key(full_name: str) -> tuple[object, ...]:
    """The key that puts people in the order of their given name (the last word), then the rest."""
    words = full_name.split()
    return (sort_key(" ".join(words[-1:])), sort_key(" ".join(words[:-1])))

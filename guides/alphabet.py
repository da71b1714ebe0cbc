"""The letters under which a list of Vietnamese words is divided. Pure."""

import unicodedata
from collections.abc import Iterable
from typing import TypeVar

from content.vietnamese import sort_key

_SHAPES = {"\u0302", "\u0306", "\u031b"}
T = TypeVar("T")


def letter_of(word: str) -> str:
    """The first letter without its tone; a digit or a sign stands under "#".

    >>> letter_of("Ủy ban"), letter_of("định danh"), letter_of("ảnh"), letter_of("5G")
    ('U', 'Đ', 'A', '#')
    """
    first = unicodedata.normalize("NFD", unicodedata.normalize("NFC", word.strip())[:1])
    kept = "".join(part for part in first if part in _SHAPES or not unicodedata.combining(part))
    letter = unicodedata.normalize("NFC", kept).upper()
    return letter if letter.isalpha() else "#"


def by_letter(entries: Iterable[tuple[str, T]]) -> list[tuple[str, list[T]]]:
    """Words with what they stand for, in the order of the Vietnamese alphabet, under their letters."""
    found: dict[str, list[T]] = {}
    for word, entry in sorted(entries, key=lambda pair: sort_key(pair[0])):
        found.setdefault(letter_of(word), []).append(entry)
    return list(found.items())

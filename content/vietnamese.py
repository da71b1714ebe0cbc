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


_TONED = re.compile(
    r"(?<![qQ])(?:(?P<first>[oO])(?P<second>[àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ])|(?P<u>[uU])(?P<y>[ỳýỷỹỵỲÝỶỸỴ]))(?![^\W\d_])"
)


def with_house_tones(text: str) -> str:
    """Tone marks where our house sets them in open syllables (hòa, khỏe, thúy). Offered to authors, never forced.

    Names may be written the other way by their bearers, so nobody's text is changed without being asked.

    >>> with_house_tones("Hoà bình, sức khoẻ, thuỷ lợi, quý III, hoàn thành")
    'Hòa bình, sức khỏe, thủy lợi, quý III, hoàn thành'
    """

    def moved(match: re.Match[str]) -> str:
        first, second = match.group("first") or match.group("u"), match.group("second") or match.group("y")
        apart = unicodedata.normalize("NFD", second)
        return unicodedata.normalize("NFC", first + apart[1:]) + apart[0]

    return _TONED.sub(moved, unicodedata.normalize("NFC", text))

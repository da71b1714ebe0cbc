"""Real Word lists: from a paragraph's numbering to the kind, level and number a reader sees."""

import re
from collections import defaultdict
from dataclasses import dataclass, replace

from lxml import etree

from content.word.package import W, is_on, value, whole
from content.word.tree import ListPlace

_BULLETS = {"bullet", "none"}
_WORDS = re.compile(r"[^\W\d_]{2,}")
_LEVELS = 9
_LARGEST = 30_000
_LONGEST = 60
_HTML_FORMATS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_ROMAN = [
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    is_bullet: bool | None
    """None in an override that only restarts the count."""
    start: int
    number_format: str = "decimal"
    text: str = ""
    """What stands before an item, ``%1`` for the number of the first level."""
    is_legal: bool = False
    """All numbers of the mark in Arabic digits, whatever their own levels say."""


class Numbering:
    """The lists of one document, counting as it is read from top to bottom."""

    def __init__(self, root: etree._Element | None) -> None:
        self._abstract: dict[str, str] = {}
        self._levels: dict[str, dict[int, Level]] = {}
        self._overrides: dict[str, dict[int, Level]] = {}
        self._linked: dict[str, str] = {}
        self._counters: dict[str, list[int | None]] = defaultdict(lambda: [None] * _LEVELS)
        self._restarted: set[tuple[str, int]] = set()
        if root is None:
            return
        for abstract in root.iter(W + "abstractNum"):
            identity = abstract.get(W + "abstractNumId", "")
            self._levels[identity] = _levels(abstract)
            for name in ("numStyleLink", "styleLink"):
                if value(abstract, name):
                    self._linked[f"{name}:{value(abstract, name)}"] = identity
        for number in root.iter(W + "num"):
            identity = number.get(W + "numId", "")
            self._abstract[identity] = value(number, "abstractNumId") or ""
            self._overrides[identity] = _overrides(number)
        self._follow_links()

    def place(self, number_id: str, level: int) -> ListPlace | None:
        """Where a paragraph stands; calling it counts the paragraph. None where numbering is off or unknown."""
        abstract = self._abstract.get(number_id)
        if number_id in {"", "0"} or abstract is None:
            return None
        level = min(max(level, 0), _LEVELS - 1)
        override = self._overrides.get(number_id, {}).get(level)
        usual = self._levels.get(abstract, {}).get(level, Level(is_bullet=True, start=1))
        place = override or usual
        shown = usual if place.is_bullet is None else place
        start = self._count(abstract, number_id, level, place, has_override=override is not None)
        return ListPlace(
            kind="bullet" if shown.is_bullet else "number",
            level=level,
            list_id=f"num{number_id}",
            start=start,
            number_format=_HTML_FORMATS.get(shown.number_format, ""),  # type: ignore[arg-type]  # of the Literal
            label="" if shown.is_bullet else self._label(abstract, number_id, shown),
        )

    def is_worded(self, number_id: str, level: int) -> bool:
        """Whether the mark holds words ("Điều %1."), not only numbers and signs."""
        shown = self._levels.get(self._abstract.get(number_id, ""), {}).get(level)
        override = self._overrides.get(number_id, {}).get(level)
        if override is not None and override.is_bullet is not None:
            shown = override
        return bool(shown and not shown.is_bullet and _WORDS.search(re.sub(r"%\d", "", shown.text)))

    def _label(self, abstract: str, number_id: str, level: Level) -> str:
        """The mark as Word shows it, "1.2." or "Điều 3."."""

        def number(match: re.Match[str]) -> str:
            index = int(match.group(1)) - 1
            override = self._overrides.get(number_id, {}).get(index)
            usual = self._levels.get(abstract, {}).get(index, Level(is_bullet=False, start=1))
            shown = override if override and override.is_bullet is not None else usual
            count = self._counters[abstract][index]
            name = "decimal" if level.is_legal else shown.number_format
            return counted(shown.start if count is None else count, name)

        return re.sub(r"%([1-9])", number, level.text).strip()

    def _count(self, abstract: str, number_id: str, level: int, place: Level, *, has_override: bool) -> int:
        counters = self._counters[abstract]
        begins_anew = has_override and (number_id, level) not in self._restarted
        self._restarted.add((number_id, level))
        current = counters[level]
        now = place.start if current is None or begins_anew else current + 1
        counters[level] = now
        counters[level + 1 :] = [None] * (_LEVELS - level - 1)
        return now

    def _follow_links(self) -> None:
        """A list may say "my levels are those of that list style"."""
        for key, identity in list(self._linked.items()):
            kind, _colon, style = key.partition(":")
            target = self._linked.get(f"styleLink:{style}")
            if kind == "numStyleLink" and target and not self._levels.get(identity):
                self._levels[identity] = self._levels.get(target, {})


def _levels(parent: etree._Element) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for element in parent.findall(W + "lvl"):
        index = whole(element.get(W + "ilvl"), otherwise=_LEVELS)
        number_format = value(element, "numFmt") or "decimal"
        if index < _LEVELS:
            found[index] = Level(
                is_bullet=number_format in _BULLETS,
                start=whole(value(element, "start"), otherwise=1, most=_LARGEST),
                number_format=number_format,
                text=(value(element, "lvlText") or "")[:_LONGEST],
                is_legal=bool(is_on(element, "isLgl")),
            )
    return found


def _overrides(number: etree._Element) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for override in number.findall(W + "lvlOverride"):
        index = whole(override.get(W + "ilvl"), otherwise=_LEVELS)
        start = value(override, "startOverride")
        found |= _levels(override)
        if index < _LEVELS and start:
            restart = whole(start, otherwise=1, most=_LARGEST)
            level = found.get(index) or Level(is_bullet=None, start=restart)
            found[index] = replace(level, start=restart)
    return found


def counted(number: int, number_format: str) -> str:
    """A number as a list counts it.

    >>> counted(4, "upperRoman"), counted(28, "lowerLetter"), counted(7, "decimalZero")
    ('IV', 'bb', '07')
    """
    if number_format in {"upperRoman", "lowerRoman"} and 0 < number < 4_000:
        return _roman(number) if number_format == "upperRoman" else _roman(number).lower()
    if number_format in {"upperLetter", "lowerLetter"} and 0 < number <= _LARGEST:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return (letter.upper() if number_format == "upperLetter" else letter)[:8]
    if number_format == "decimalZero":
        return f"{number:02d}"
    return "" if number_format == "none" else str(number)


def _roman(number: int) -> str:
    said = ""
    for value_of, sign in _ROMAN:
        said += sign * (number // value_of)
        number %= value_of
    return said

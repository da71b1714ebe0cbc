"""Real Word lists: from a paragraph's numbering to the kind, level and number a reader sees."""

from collections import defaultdict
from dataclasses import dataclass

from lxml import etree

from content.word.package import W, value
from content.word.tree import ListPlace

_BULLETS = {"bullet", "none"}
_LEVELS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    is_bullet: bool | None
    """None in an override that only restarts the count."""
    start: int


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
        is_bullet = usual.is_bullet if place.is_bullet is None else place.is_bullet
        return ListPlace(
            kind="bullet" if is_bullet else "number",
            level=level,
            list_id=f"num{number_id}",
            start=self._count(abstract, number_id, level, place, has_override=override is not None),
        )

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
        index, start = element.get(W + "ilvl", ""), value(element, "start") or "1"
        if index.isdigit():
            found[int(index)] = Level(
                is_bullet=(value(element, "numFmt") or "decimal") in _BULLETS,
                start=int(start) if start.isdigit() else 1,
            )
    return found


def _overrides(number: etree._Element) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for override in number.findall(W + "lvlOverride"):
        index = override.get(W + "ilvl", "")
        start = value(override, "startOverride")
        found |= _levels(override)
        if index.isdigit() and start and start.isdigit():
            level = found.get(int(index))
            found[int(index)] = Level(is_bullet=level.is_bullet if level else None, start=int(start))
    return found

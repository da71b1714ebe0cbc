"""Whether a scenario can be played: every screen exists, is reached, and has a way to the end. Pure.

Problems are codes with the names they are about; ``sentences`` tells them to editors.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from content.vietnamese import fold
from practice.checking import NEEDS_NUMBER, NEEDS_VALUE, RULES, fault_of, filled_in, is_number
from practice.scenario import CHOICE, FINISH, FORM, GOOD, UPLOAD, AnswerRule, Document, Field, Screen

MOST_SCREENS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """``screen`` is the place of the screen, or None for the scenario as a whole."""

    code: str
    screen: int | None = None
    names: Mapping[str, str] = field(default_factory=dict)


def problems_in(screens: Sequence[Screen], *, today: date) -> list[Problem]:
    """Everything that keeps a scenario from being published; none means that every way through it ends."""
    if not screens:
        return [Problem(code="empty")]
    if len(screens) > MOST_SCREENS:
        return [Problem(code="too_many", names={"most": str(MOST_SCREENS)})]
    return [*_graph_problems(screens), *_screen_problems(screens, today=today)]


def ways_out(screens: Sequence[Screen]) -> list[list[str | int]]:
    """Where each screen leads: places of screens, or a key that no screen has. A finish leads nowhere."""
    places = _places(screens)
    return [
        [places.get(target, target) for target in _targets(screens, place)] for place in range(len(screens))
    ]


def steps_left(screens: Sequence[Screen]) -> list[int]:
    """How many screens are still to come on the shortest way to an end; 0 where there is no way."""
    found = {place: 0 for place, screen in enumerate(screens) if screen.kind == FINISH}
    ways = ways_out(screens)
    frontier = list(found)
    while frontier:
        reached = [place for place, way in enumerate(ways) if place not in found and set(way) & set(frontier)]
        distance = max(found.values()) + 1
        found.update(dict.fromkeys(reached, distance))
        frontier = reached
    return [found.get(place, 0) for place in range(len(screens))]


def _places(screens: Sequence[Screen]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, screen in enumerate(screens):
        places.setdefault(screen.key, place)
    places.pop("", None)
    return places


def _targets(screens: Sequence[Screen], place: int) -> list[str]:
    """Keys that a screen leads to. What names no screen to go to leads to the one that stands next."""
    screen = screens[place]
    if screen.kind == FINISH:
        return []
    following = screens[place + 1].key if place + 1 < len(screens) else ""
    onward = screen.goes_to or following
    if screen.options or screen.kind == CHOICE:
        found = [option.goes_to or ("" if option.is_mistake else onward) for option in screen.options]
    else:
        inner = [option.goes_to for question in screen.fields for option in question.options]
        found = [onward, *inner]
    return list(dict.fromkeys(target for target in found if target))


def _graph_problems(screens: Sequence[Screen]) -> Iterator[Problem]:
    yield from _key_problems(screens)
    ways = ways_out(screens)
    keys = [screen.key for screen in screens]
    for place, way in enumerate(ways):
        for target in way:
            if isinstance(target, str):
                near = get_close_matches(target, keys, n=1)
                names = {"target": target, "nearest": near[0] if near else ""}
                yield Problem(code="no_such_screen", screen=place, names=names)
    if all(screen.kind != FINISH for screen in screens):
        yield Problem(code="no_end")
        return
    reached = _reached_from(0, ways)
    for place in range(len(screens)):
        if place not in reached:
            yield Problem(code="unreachable", screen=place)
    yield from _traps(screens, ways)


def _key_problems(screens: Sequence[Screen]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for place, screen in enumerate(screens):
        if not screen.key:
            yield Problem(code="no_key", screen=place)
        elif screen.key in seen:
            yield Problem(code="same_key", screen=place, names={"key": screen.key})
        seen.setdefault(screen.key, place)


def _traps(screens: Sequence[Screen], ways: list[list[str | int]]) -> Iterator[Problem]:
    """Screens from which no end is reached: those where it stops, and those that go round."""
    caught = set(range(len(screens))) - _may_end(screens, ways)
    after = {place: _reached_after(place, ways) for place in caught}
    told: set[int] = set()
    for place in sorted(caught):
        if not ways[place]:
            yield Problem(code="no_right_option" if screens[place].options else "dead_end", screen=place)
        elif place in after[place] and place not in told:
            ring = [other for other in sorted(caught) if other in after[place] and place in after[other]]
            told.update(ring)
            names = {"ring": ", ".join(f"“{screens[other].key}”" for other in ring)}
            yield Problem(code="loop", screen=place, names=names)


def _may_end(screens: Sequence[Screen], ways: list[list[str | int]]) -> set[int]:
    """Screens with a way to an end. One that names a missing screen is told once, not twice: it may end too."""
    ends = {
        place
        for place, way in enumerate(ways)
        if screens[place].kind == FINISH or any(isinstance(target, str) for target in way)
    }
    while grown := {place for place, way in enumerate(ways) if ends & set(way)} - ends:
        ends |= grown
    return ends


def _reached_from(place: int, ways: list[list[str | int]]) -> set[int]:
    return {place} | _reached_after(place, ways)


def _reached_after(place: int, ways: list[list[str | int]]) -> set[int]:
    found: set[int] = set()
    waiting = [place]
    while waiting:
        for target in ways[waiting.pop()]:
            if isinstance(target, int) and target not in found:
                found.add(target)
                waiting.append(target)
    return found


def _screen_problems(screens: Sequence[Screen], *, today: date) -> Iterator[Problem]:
    for place, screen in enumerate(screens):
        if screen.kind == FORM and not screen.fields:
            yield Problem(code="no_fields", screen=place)
        if screen.kind == CHOICE and not screen.options:
            yield Problem(code="no_options", screen=place, names={"label": screen.title.vi})
        if screen.kind == UPLOAD and not screen.documents:
            yield Problem(code="no_documents", screen=place)
        for question in screen.fields:
            for code in _field_faults(question, today=today):
                yield Problem(code=code, screen=place, names={"label": question.label.vi})
        for document in screen.documents:
            for code in _document_faults(document):
                yield Problem(code=code, screen=place, names={"label": document.label.vi})


def _field_faults(question: Field, *, today: date) -> Iterator[str]:
    if question.kind == "choice" and not question.options:
        yield "no_options"
        return
    if any(_is_unreadable(rule) for rule in question.rules):
        yield "unreadable_rule"
        return
    sample = filled_in(question, today=today)
    fault = fault_of(question, sample, today=today)
    if fault is not None:
        yield "sample_missing" if fault == "missing" else "sample_fails"
    if _asks_for_a_secret(question) and all(rule.kind != "equals" for rule in question.rules):
        yield "asks_for_a_secret"


def _is_unreadable(rule: AnswerRule) -> bool:
    if rule.kind not in RULES:
        return True
    if rule.kind in NEEDS_NUMBER:
        return not is_number(rule.value)
    return rule.kind in NEEDS_VALUE and not rule.value


def _asks_for_a_secret(question: Field) -> bool:
    """A field that asks for a password or a code has to name the made-up one, or people would type their own."""
    label = f" {fold(question.label.vi)} {fold(question.label.en)} "
    return any(f" {word} " in label for word in _never_asked())


@lru_cache(maxsize=1)
def _never_asked() -> tuple[str, ...]:
    source = Path(__file__).with_name("data") / "never_asked.json"
    return tuple(fold(word) for word in json.loads(source.read_text(encoding="utf-8")))


def _document_faults(document: Document) -> Iterator[str]:
    if not document.types or document.max_megabytes <= 0:
        yield "no_limits"
    elif all(document.fault_of(file) != GOOD for file in document.files):
        yield "no_good_file"

"""An answer as the controls of a page say it: values by part, the server's twin of ``static/quizzes/kinds.js``. Pure.

A part is ``""`` for the question as a whole, the letter of a statement, source or line, the id of a gap, ``"unit"`` or
``"files"``. Browsers send them as ``q3-answer`` and ``q3-answer-<part>``.
"""

from collections.abc import Mapping, Sequence
from typing import Any

Parts = Mapping[str, Sequence[str]]

CHOICES, VALUE, VALUES, PAIRS, ORDER, TEXT, GAPS = (
    "choices",
    "value",
    "values",
    "pairs",
    "order",
    "text",
    "gaps",
)
SHAPES: Mapping[str, str] = {
    "single_choice": CHOICES,
    "multiple_choice": CHOICES,
    "hotspot": CHOICES,
    "true_false": VALUE,
    "true_false_group": VALUES,
    "matching": PAIRS,
    "ordering": ORDER,
    "short_answer": TEXT,
    "numerical": TEXT,
    "essay": TEXT,
    "cloze": GAPS,
}
_SIDES = {"true": True, "false": False}


class PartsRefused(ValueError):
    """What the controls say makes no answer. ``code``: ``unknown``, ``one_only``, ``places_missing``, ``places_twice``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def parts_of(shown: Mapping[str, Any]) -> dict[str, list[str]]:
    """A shown answer as values by part.

    >>> parts_of({"order": ["b", "a"]})
    {'b': ['1'], 'a': ['2']}
    """
    if "order" in shown:
        return {letter: [str(place)] for place, letter in enumerate(shown["order"], start=1)}
    parts: dict[str, list[str]] = {}
    if "choices" in shown:
        parts[""] = list(shown["choices"])
    elif "value" in shown:
        parts[""] = [_side(shown["value"])]
    elif "text" in shown:
        parts[""] = [shown["text"]]
        parts |= {"unit": [shown["unit"]]} if shown.get("unit") else {}
        parts |= {"files": list(shown["files"])} if shown.get("files") else {}
        parts |= {"format": [shown["format"]]} if shown.get("format") else {}
    parts |= {
        gap: [said] if isinstance(said, str) else list(said) for gap, said in shown.get(GAPS, {}).items()
    }
    for name in (VALUES, PAIRS):
        parts |= {part: [_side(value)] for part, value in shown.get(name, {}).items()}
    return parts


def _side(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def answer_in(kind: str, parts: Parts) -> dict[str, Any]:
    """The shown answer that the controls of a question say; ``{}`` for none. Raises :class:`PartsRefused`.

    >>> answer_in("matching", {"a": ["c"], "b": [""]})
    {'pairs': {'a': 'c'}}
    >>> answer_in("cloze", {"g1": ["a", "c"], "g2": ["b"]})
    {'gaps': {'g1': ['a', 'c'], 'g2': 'b'}}
    """
    shape = SHAPES[kind]
    said = {part: kept for part, values in parts.items() if (kept := [v for v in values if v.strip()])}
    if not said:
        return {}
    if shape == CHOICES:
        return _picked(kind, said)
    if shape == GAPS:
        return {GAPS: {gap: values[0] if len(values) == 1 else list(values) for gap, values in said.items()}}
    return _written(kind, said) if shape == TEXT else _by_part(shape, said, len(parts))


def _by_part(shape: str, said: Parts, lines: int) -> dict[str, Any]:
    single = {part: values[0] for part, values in said.items()}
    if any(len(values) > 1 for values in said.values()):
        raise PartsRefused("one_only")
    if shape == ORDER:
        return {ORDER: _order(single, lines)}
    if shape == VALUE:
        return {VALUE: _read_side(single.get("", ""))}
    if shape == VALUES:
        return {VALUES: {part: _read_side(value) for part, value in single.items()}}
    return {shape: single}


def _picked(kind: str, said: Parts) -> dict[str, Any]:
    picked = list(said.get("", ()))
    if kind == "single_choice" and len(picked) > 1:
        raise PartsRefused("one_only")
    return {CHOICES: picked}


def _written(kind: str, said: Parts) -> dict[str, Any]:
    if kind == "numerical":
        if "" not in said:
            return {}
        return {TEXT: said[""][0], **({"unit": said["unit"][0]} if "unit" in said else {})}
    answer: dict[str, Any] = {TEXT: said[""][0] if "" in said else ""}
    if kind == "essay" and "format" in said:
        answer["format"] = said["format"][0]
    if kind == "essay" and "files" in said:
        answer["files"] = list(said["files"])
    return answer


def _read_side(value: str) -> bool:
    if value not in _SIDES:
        raise PartsRefused("unknown")
    return _SIDES[value]


def _order(places: Mapping[str, str], lines: int) -> list[str]:
    """Every line has a place of its own, from 1 to the last."""
    if len(places) < lines:
        raise PartsRefused("places_missing")
    if len(set(places.values())) < lines:
        raise PartsRefused("places_twice")
    in_order = sorted(places.items(), key=lambda line: line[1].zfill(3))
    if [place for _line, place in in_order] != [str(place) for place in range(1, lines + 1)]:
        raise PartsRefused("unknown")
    return [line for line, _place in in_order]

"""Numbers that a QTI 1.2 item accepts: single values and intervals become a value with a tolerance. Pure."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from quizzes.importers import shaping
from quizzes.importers.qti12_processing import Processing, number
from quizzes.importers.scorings import plain
from quizzes.importers.xml_reading import Element, children, local, words

_LOWER = {"vargt", "vargte"}
_UPPER = {"varlt", "varlte"}
_OPEN = {"vargt", "varlt"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    low: Decimal
    high: Decimal


def numbers_accepted(processing: Processing) -> tuple[list[dict[str, Any]], bool]:
    """The accepted numbers with their credit; and whether some interval was open, which a tolerance is not."""
    found: list[tuple[Range, Decimal]] = []
    is_open = False
    for condition, score in processing.scoring():
        for alternative in _alternatives(condition):
            interval = _range_of(alternative)
            if interval is not None and (interval, score) not in found:
                found.append((interval, score))
                is_open = is_open or any(local(test) in _OPEN for test in alternative)
    best = max((score for _range, score in found), default=Decimal(1))
    kept = [(one, score) for one, score in found if not _stands_inside_another(one, score, found)]
    return [_accepted(one, plain(score / best)) for one, score in kept], is_open


def _alternatives(condition: Element) -> list[list[Element]]:
    """Each way of being right: the tests that must hold together."""
    parts = children(condition)
    if len(parts) == 1 and local(parts[0]) == "or":
        return [alternative for part in children(parts[0]) for alternative in _of_part(part)]
    if len(parts) == 1:
        return _of_part(parts[0])
    return [[test for part in parts for test in _flat(part)]]


def _of_part(part: Element) -> list[list[Element]]:
    if local(part) == "or":
        return [alternative for below in children(part) for alternative in _of_part(below)]
    return [_flat(part)]


def _flat(part: Element) -> list[Element]:
    return [test for one in children(part) for test in _flat(one)] if local(part) == "and" else [part]


def _range_of(tests: list[Element]) -> Range | None:
    low = high = None
    for test in tests:
        value = number(words(test))
        if value is None:
            return None
        if local(test) == "varequal":
            low = high = value
        elif local(test) in _LOWER:
            low = value
        elif local(test) in _UPPER:
            high = value
        else:
            return None
    return Range(low=low, high=high) if low is not None and high is not None and low <= high else None


def _stands_inside_another(one: Range, score: Decimal, found: list[tuple[Range, Decimal]]) -> bool:
    return any(
        other is not one
        and other.low <= one.low
        and one.high <= other.high
        and given >= score
        and other != one
        for other, given in found
    )


def _accepted(interval: Range, credit: str) -> dict[str, Any]:
    value = (interval.low + interval.high) / 2
    return shaping.accepted_number(
        plain(value), tolerance=plain((interval.high - interval.low) / 2), credit=credit
    )

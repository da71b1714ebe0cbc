"""Numbers that a QTI 2 item accepts, with their tolerance and the credit each really earns. Pure."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from quizzes.importers import shaping
from quizzes.importers.qti2_item import Item
from quizzes.importers.qti2_values import tolerances
from quizzes.importers.qti12_processing import number
from quizzes.importers.scorings import plain
from quizzes.importers.xml_reading import Element, attribute, below, children, local, words

_LOWER, _UPPER = {"gt", "gte"}, {"lt", "lte"}
_Found = tuple[Decimal, Decimal, str]
"""Value, tolerance, and how the tolerance is meant (absolute or relative)."""


def numbers_for(
    item: Item, response: str, others: Mapping[str, list[str]] | None = None
) -> list[dict[str, Any]]:
    """Every number (or interval) that earns something, the best first as the file has them."""
    if item.is_ours:
        return _written(item, response)
    answers = dict(others or {})
    base = item.share(answers)
    found: dict[_Found, Decimal] = {}
    for one in _candidates(item, response):
        share = item.share({**answers, response: [plain(one[0])]}) - base
        if share > 0:
            found.setdefault(one, share)
    best = max(found.values(), default=Decimal(0))
    kept = [one for one in found if not _is_covered(one, found)]
    return [
        shaping.accepted_number(
            plain(value), tolerance=plain(tolerance), tolerance_kind=kind, credit=plain(found[value, tolerance, kind] / best)
        )
        for value, tolerance, kind in kept
    ]  # fmt: skip


def _written(item: Item, response: str) -> list[dict[str, Any]]:
    """What our own exporter wrote: each number beside the credit it must better."""
    found = []
    for rule in item.processing.rules:
        for both in below(rule, "and"):
            tests = [test for test in children(both, "equal") if _speaks_of(test, response)]
            credit = next(
                (words(value) for test in children(both, "gt") for value in children(test, "baseValue")), ""
            )
            for value, tolerance, kind in [one for test in tests for one in _from_equal(item, test)]:
                found.append(
                    shaping.accepted_number(
                        plain(value), tolerance=plain(tolerance), tolerance_kind=kind, credit=credit or "1"
                    )
                )
    return found


def _candidates(item: Item, response: str) -> list[_Found]:
    declared = item.processing.responses.get(response)
    found: list[_Found] = []
    for rule in item.processing.rules:
        for test in below(rule, "equal"):
            if _speaks_of(test, response):
                found += _from_equal(item, test)
        for both in below(rule, "and"):
            found += _from_bounds(both, response)
    if declared is not None:
        values = list(declared.correct or [])
        values += [attribute(entry, "mapKey") for entry in children(declared.mapping, "mapEntry")]
        found += [(value, Decimal(0), "absolute") for text in values if (value := number(text)) is not None]
    return found


def _speaks_of(test: Element, response: str) -> bool:
    return any(attribute(v, "identifier") == response for v in below(test, "variable"))


def _from_equal(item: Item, test: Element) -> list[_Found]:
    low, high = tolerances(test)
    kind = "relative" if attribute(test, "toleranceMode") == "relative" else "absolute"
    if attribute(test, "toleranceMode", "exact") == "exact":
        low = high = Decimal(0)
    found = []
    for part in children(test):
        text = words(part) if local(part) == "baseValue" else " ".join(_correct_of(item, part))
        value = number(text)
        if value is None:
            continue
        if low != high and kind == "absolute":
            value, low = value + (high - low) / 2, (high + low) / 2
        found.append((value, low / 100 if kind == "relative" else low, kind))
    return found


def _correct_of(item: Item, part: Element) -> list[str]:
    return item.correct(attribute(part, "identifier")) if local(part) == "correct" else []


def _from_bounds(both: Element, response: str) -> list[_Found]:
    low = high = None
    for test in children(both):
        limit = next((number(words(value)) for value in children(test, "baseValue")), None)
        if limit is None or not _speaks_of(test, response):
            continue
        is_reversed = bool(children(test)) and local(children(test)[0]) == "baseValue"
        if (local(test) in _LOWER) != is_reversed and local(test) in _LOWER | _UPPER:
            low = limit
        elif local(test) in _LOWER | _UPPER:
            high = limit
    if low is None or high is None or low > high:
        return []
    return [((low + high) / 2, (high - low) / 2, "absolute")]


def _is_covered(one: _Found, found: Mapping[_Found, Decimal]) -> bool:
    """A single value that an interval with at least its credit holds already says nothing new."""
    if one[1]:
        return False
    for other, share in found.items():
        width = other[1] * abs(other[0]) if other[2] == "relative" else other[1]
        if other[1] and share >= found[one] and other[0] - width <= one[0] <= other[0] + width:
            return True
    return False

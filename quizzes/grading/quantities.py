"""A number against the accepted ones, with its unit.

A unit is judged as Moodle's numerical question does (Moodle documentation, "Numerical question type": unit handling):
the number is divided by the factor of its unit and compared; where only the bare number fits, the unit is wrong or
missing and costs its penalty.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from quizzes.grading.judging import NOTHING, within
from quizzes.grading.numbers import MAX_LENGTH, read_number
from quizzes.items.accepted import NO_UNIT, RELATIVE, REQUIRED_UNIT, AcceptedNumber, NumberRule, Unit
from quizzes.items.reading import plain

_WITH_WORD = re.compile(r"(?P<number>.*[0-9])\s*(?P<word>[^0-9]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """What was typed: the number as it is read, its unit when it is a known one, and whether any unit was named."""

    number: Decimal | None
    unit: Unit | None = None
    names_unit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The best of the accepted numbers for a quantity; ``is_unit_right`` is None where no unit was judged."""

    fraction: Fraction = NOTHING
    feedback: str = ""
    is_unit_right: bool | None = None


def match_for(rule: NumberRule, quantity: Quantity) -> Match:
    """The first of the accepted numbers that earns most."""
    matches = [_match(rule, accepted, quantity) for accepted in rule.accepted]
    return max((match for match in matches if match), key=lambda match: match.fraction, default=Match())


def _match(rule: NumberRule, accepted: AcceptedNumber, quantity: Quantity) -> Match | None:
    if quantity.number is None:
        return None
    credit, number = within(Fraction(accepted.credit)), Fraction(quantity.number)
    if rule.unit_policy == NO_UNIT:
        fits = _fits(accepted, number)
        return Match(fraction=credit, feedback=accepted.feedback) if fits else None
    factor = Fraction(quantity.unit.factor) if quantity.unit else None
    if factor and _fits(accepted, number / factor):
        return Match(fraction=credit, feedback=accepted.feedback, is_unit_right=True)
    if not _fits(accepted, number):
        return None
    if not quantity.names_unit and rule.unit_policy != REQUIRED_UNIT:
        return Match(fraction=credit, feedback=accepted.feedback)
    left = credit * (1 - within(Fraction(rule.unit_penalty)))
    return Match(fraction=left, feedback=accepted.feedback, is_unit_right=False)


def _fits(accepted: AcceptedNumber, number: Fraction) -> bool:
    """Whether a number is no further off than the tolerance, its edge included."""
    value, room = Fraction(accepted.value), Fraction(accepted.tolerance)
    if accepted.tolerance_kind == RELATIVE:
        room *= abs(value)
    return abs(number - value) <= room


def read_quantity(rule: NumberRule, text: str, unit: str, number_format: str) -> Quantity:
    """A number and its unit, chosen beside it or typed behind it."""
    number = read_number(text, number_format)
    if rule.unit_policy == NO_UNIT or len(text) > MAX_LENGTH:
        return Quantity(number=number)
    if unit:
        known = next((one for one in rule.units if plain(one.text) == plain(unit)), None)
        return Quantity(number=number, unit=known, names_unit=True)
    if number is not None:
        return Quantity(number=number)
    for known in sorted(rule.units, key=lambda one: -len(one.text)):
        word = plain(known.text)
        if word and text.endswith(word):
            before = read_number(text.removesuffix(word), number_format)
            if before is not None:
                return Quantity(number=before, unit=known, names_unit=True)
    found = _WITH_WORD.fullmatch(text)
    return Quantity(number=read_number(found["number"], number_format) if found else None, names_unit=True)

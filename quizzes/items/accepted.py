"""Typed answers: the forms of text and the numbers that are accepted, each for all of the credit or a part of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from quizzes.items.reading import decimal_of, flag_of, list_of, mapping, plain, text_of
from quizzes.items.shapes import Cleaner

ABSOLUTE, RELATIVE = "absolute", "relative"
NO_UNIT, OPTIONAL_UNIT, REQUIRED_UNIT = "none", "optional", "required"
UNIT_POLICIES = (NO_UNIT, OPTIONAL_UNIT, REQUIRED_UNIT)
VIETNAMESE, ENGLISH = "vi", "en"
NUMBER_FORMATS = (VIETNAMESE, ENGLISH)
MAX_ACCEPTED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedText:
    r"""One form of the answer. In a pattern ``*`` stands for any characters or none, and ``\*`` for a star."""

    text: str
    credit: Decimal = Decimal(1)
    is_pattern: bool = False
    feedback: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRule:
    accepted: tuple[AcceptedText, ...]
    ignore_case: bool = True
    ignore_accents: bool = False
    ignore_spaces: bool = False

    def to_json(self) -> dict[str, Any]:
        return {
            "accepted": [
                {
                    "text": form.text,
                    "credit": str(form.credit),
                    "is_pattern": form.is_pattern,
                    "feedback": form.feedback,
                }
                for form in self.accepted
            ],
            "ignore_case": self.ignore_case,
            "ignore_accents": self.ignore_accents,
            "ignore_spaces": self.ignore_spaces,
        }

    def cleaned(self, inline: Cleaner) -> "TextRule":
        forms = (replace(f, text=plain(f.text), feedback=inline(f.feedback)) for f in self.accepted)
        return replace(self, accepted=tuple(forms))

    def problems(self) -> dict[str, bool]:
        return {
            **_credit_problems([form.credit for form in self.accepted]),
            "accepted_text_empty": any(not form.text.strip() for form in self.accepted),
            "pattern_accepts_all": any(
                form.is_pattern and form.credit > 0 and bool(form.text.strip()) and not form.text.strip(" *")
                for form in self.accepted
            ),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedNumber:
    """A number and how far off it one may be: by so much, or by such a share of it (``"0.05"`` is five per cent)."""

    value: Decimal
    tolerance: Decimal = Decimal(0)
    tolerance_kind: str = ABSOLUTE
    credit: Decimal = Decimal(1)
    feedback: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """``factor`` is how many of this unit make one of the unit the accepted numbers are in.

    Numbers in metres: ``m`` has factor 1, ``cm`` 100, ``km`` 0.001. So Moodle's multipliers are taken over as they are.
    """

    text: str
    factor: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRule:
    """``unit_penalty`` is the fraction of the credit that a wrong or missing unit costs."""

    accepted: tuple[AcceptedNumber, ...]
    units: tuple[Unit, ...] = ()
    unit_policy: str = NO_UNIT
    unit_penalty: Decimal = Decimal(1)

    def to_json(self) -> dict[str, Any]:
        return {
            "accepted": [
                {
                    "value": str(number.value),
                    "tolerance": str(number.tolerance),
                    "tolerance_kind": number.tolerance_kind,
                    "credit": str(number.credit),
                    "feedback": number.feedback,
                }
                for number in self.accepted
            ],
            "units": [{"text": unit.text, "factor": str(unit.factor)} for unit in self.units],
            "unit_policy": self.unit_policy,
            "unit_penalty": str(self.unit_penalty),
        }

    def cleaned(self, inline: Cleaner) -> "NumberRule":
        numbers = (replace(number, feedback=inline(number.feedback)) for number in self.accepted)
        units = (replace(unit, text=plain(unit.text)) for unit in self.units)
        return replace(self, accepted=tuple(numbers), units=tuple(units))

    def problems(self) -> dict[str, bool]:
        names = [unit.text.strip() for unit in self.units]
        return {
            **_credit_problems([number.credit for number in self.accepted]),
            "tolerance_negative": any(number.tolerance < 0 for number in self.accepted),
            "unknown_tolerance": any(n.tolerance_kind not in {ABSOLUTE, RELATIVE} for n in self.accepted),
            "tolerance_of_zero": any(
                n.tolerance_kind == RELATIVE and n.tolerance > 0 and n.value == 0 for n in self.accepted
            ),
            "unit_empty": not all(names),
            "units_not_unique": len(set(names)) < len(names),
            "unit_factor_not_positive": any(unit.factor <= 0 for unit in self.units),
            "unknown_unit_policy": self.unit_policy not in UNIT_POLICIES,
            "units_missing": self.unit_policy in {OPTIONAL_UNIT, REQUIRED_UNIT} and not self.units,
            "unit_penalty_out_of_range": not 0 <= self.unit_penalty <= 1,
        }


def _credit_problems(credits: Sequence[Decimal]) -> dict[str, bool]:
    return {
        "accepted_missing": not credits,
        "too_many_accepted": len(credits) > MAX_ACCEPTED,
        "credit_out_of_range": any(not 0 <= credit <= 1 for credit in credits),
        "no_full_credit": bool(credits) and max(credits) < 1,
    }


def read_text_rule(data: Mapping[str, Any]) -> TextRule:
    return TextRule(
        accepted=tuple(_accepted_text(mapping(form)) for form in list_of(mapping(data), "accepted")),
        ignore_case=flag_of(data, "ignore_case", True),
        ignore_accents=flag_of(data, "ignore_accents", False),
        ignore_spaces=flag_of(data, "ignore_spaces", False),
    )


def _accepted_text(form: Mapping[str, Any]) -> AcceptedText:
    return AcceptedText(
        text=text_of(form, "text"),
        credit=decimal_of(form, "credit", "1"),
        is_pattern=flag_of(form, "is_pattern", False),
        feedback=text_of(form, "feedback"),
    )


def read_number_rule(data: Mapping[str, Any]) -> NumberRule:
    units = list_of(data, "units") if "units" in mapping(data) else []
    return NumberRule(
        accepted=tuple(_accepted_number(mapping(number)) for number in list_of(data, "accepted")),
        units=tuple(
            Unit(text=text_of(mapping(unit), "text"), factor=decimal_of(unit, "factor", "1"))
            for unit in units
        ),
        unit_policy=text_of(data, "unit_policy") or NO_UNIT,
        unit_penalty=decimal_of(data, "unit_penalty", "1"),
    )


def _accepted_number(number: Mapping[str, Any]) -> AcceptedNumber:
    return AcceptedNumber(
        value=decimal_of(number, "value", ""),
        tolerance=decimal_of(number, "tolerance", "0"),
        tolerance_kind=text_of(number, "tolerance_kind") or ABSOLUTE,
        credit=decimal_of(number, "credit", "1"),
        feedback=text_of(number, "feedback"),
    )

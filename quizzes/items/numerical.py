"""A number typed by the learner, with or without a unit, right within a tolerance.

``units`` in the content are offered to choose from; when there are none, a unit is typed behind the number.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from quizzes.items.accepted import NO_UNIT, NUMBER_FORMATS, VIETNAMESE, NumberRule, read_number_rule
from quizzes.items.reading import found, is_empty, mapping, plain, text_of, texts_of
from quizzes.items.remarks import Remarks, read_remarks
from quizzes.items.shapes import Cleaner, Groups, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class NumericalContent:
    stem: str
    number_format: str = VIETNAMESE
    units: tuple[str, ...] = ()

    @property
    def groups(self) -> Groups:
        return {}

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.stem, *self.units)

    def to_json(self) -> dict[str, Any]:
        return {"stem": self.stem, "number_format": self.number_format, "units": list(self.units)}

    def cleaned(self, *, rich: Cleaner, inline: Cleaner) -> "NumericalContent":
        return replace(self, stem=rich(self.stem), units=tuple(plain(unit) for unit in self.units))


@dataclass(frozen=True, slots=True, kw_only=True)
class NumericalKey(Remarks):
    rule: NumberRule

    def to_json(self) -> dict[str, Any]:
        return self.rule.to_json() | self.remarks_json()

    def cleaned(self, *, rich: Cleaner, inline: Cleaner) -> "NumericalKey":
        return replace(self, rule=self.rule.cleaned(inline), **self.cleaned_remarks(rich))


def read_content(data: Mapping[str, Any]) -> NumericalContent:
    return NumericalContent(
        stem=text_of(mapping(data), "stem"),
        number_format=text_of(data, "number_format") or VIETNAMESE,
        units=texts_of(data, "units"),
    )


def read_key(data: Mapping[str, Any]) -> NumericalKey:
    return NumericalKey(rule=read_number_rule(data), **read_remarks(data))


def problems(content: NumericalContent, key: NumericalKey) -> list[str]:
    offered, judged = content.units, {unit.text for unit in key.rule.units}
    is_judged = key.rule.unit_policy != NO_UNIT
    return found(
        {
            "stem_empty": is_empty(content.stem),
            "unknown_number_format": content.number_format not in NUMBER_FORMATS,
            **key.rule.problems(),
            "offered_unit_empty": not all(unit.strip() for unit in offered),
            "offered_units_not_unique": len(set(offered)) < len(offered),
            "units_offered_in_vain": bool(offered) and not is_judged,
            "no_right_unit_offered": bool(offered and judged) and is_judged and not judged & set(offered),
        }
    )


KIND = Kind(code="numerical", read_content=read_content, read_key=read_key, problems=problems)

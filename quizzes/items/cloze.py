"""A text with gaps. Marks such as ``[[g1]]`` stand in the stem where a learner chooses or types."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from quizzes.items.accepted import (
    NUMBER_FORMATS,
    VIETNAMESE,
    NumberRule,
    TextRule,
    read_number_rule,
    read_text_rule,
)
from quizzes.items.choices import (
    ALL_OR_NOTHING,
    WEIGHTED,
    Choice,
    PickRule,
    choices_json,
    cleaned_choices,
    ids_of,
    listing_problems,
    pick_problems,
    read_choices,
    read_pick_rule,
)
from quizzes.items.reading import by_id, decimal_of, found, is_empty, list_of, mapping, text_of, whole_of
from quizzes.items.remarks import Remarks, read_remarks
from quizzes.items.shapes import Cleaner, Groups, Kind

CHOICE, CHOICES, TEXT, NUMBER = "choice", "choices", "text", "number"
"""One of several is chosen; several are ticked; a text is typed; a number is typed."""
PICKED = frozenset({CHOICE, CHOICES})
"""Gaps that offer something to pick from."""
MAX_GAPS = 200
MAX_SIZE = 100
MARK = re.compile(r"\[\[([A-Za-z0-9_-]{1,20})\]\]")
_TAG = re.compile(r"<[^>]*>")
_ID = re.compile(r"[A-Za-z0-9_-]{1,20}")
Rule = PickRule | TextRule | NumberRule
_RULES: dict[str, type] = {CHOICE: PickRule, CHOICES: PickRule, TEXT: TextRule, NUMBER: NumberRule}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """``size`` is the width of the field in characters; 0 leaves it to the page."""

    id: str
    kind: str
    choices: tuple[Choice, ...] = ()
    number_format: str = VIETNAMESE
    size: int = 0

    def to_json(self) -> dict[str, Any]:
        own: dict[str, Any] = {"choices": choices_json(self.choices)} if self.kind in PICKED else {}
        if self.kind == NUMBER:
            own = {"number_format": self.number_format}
        return {"id": self.id, "kind": self.kind, **own, "size": self.size}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClozeContent:
    stem: str
    gaps: tuple[Gap, ...]

    @property
    def groups(self) -> Groups:
        return {gap.id: ids_of(gap.choices) for gap in self.gaps}

    @property
    def texts(self) -> tuple[str, ...]:
        return (MARK.sub(" ", self.stem), *(choice.text for gap in self.gaps for choice in gap.choices))

    def to_json(self) -> dict[str, Any]:
        return {"stem": self.stem, "gaps": [gap.to_json() for gap in self.gaps]}

    def cleaned(self, *, rich: Cleaner, inline: Cleaner) -> "ClozeContent":
        gaps = (replace(gap, choices=cleaned_choices(gap.choices, inline)) for gap in self.gaps)
        return ClozeContent(stem=rich(self.stem), gaps=tuple(gaps))


@dataclass(frozen=True, slots=True, kw_only=True)
class GapKey:
    """How one gap is judged, and how heavily it counts beside the others. ``takes_several``: choices are ticked in it."""

    rule: Rule
    weight: Decimal = Decimal(1)
    takes_several: bool = False

    def to_json(self) -> dict[str, Any]:
        several = {"takes_several": True} if self.takes_several else {}
        return {"weight": str(self.weight), **several, **self.rule.to_json()}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClozeKey(Remarks):
    gaps: Mapping[str, GapKey]

    def to_json(self) -> dict[str, Any]:
        return {"gaps": {gap: key.to_json() for gap, key in self.gaps.items()}, **self.remarks_json()}

    def cleaned(self, *, rich: Cleaner, inline: Cleaner) -> "ClozeKey":
        gaps = {gap: replace(key, rule=key.rule.cleaned(inline)) for gap, key in self.gaps.items()}
        return replace(self, gaps=gaps, **self.cleaned_remarks(rich))


def read_content(data: Mapping[str, Any]) -> ClozeContent:
    gaps = list_of(mapping(data), "gaps")
    return ClozeContent(stem=text_of(data, "stem"), gaps=tuple(_gap(mapping(gap)) for gap in gaps))


def _gap(data: Mapping[str, Any]) -> Gap:
    kind = text_of(data, "kind")
    return Gap(
        id=text_of(data, "id"),
        kind=kind,
        choices=read_choices(data, "choices") if kind in PICKED else (),
        number_format=(text_of(data, "number_format") or VIETNAMESE) if kind == NUMBER else VIETNAMESE,
        size=whole_of(data, "size", 0),
    )


def read_key(data: Mapping[str, Any]) -> ClozeKey:
    gaps = by_id(mapping(data), "gaps")
    return ClozeKey(gaps={gap: _gap_key(mapping(gaps[gap])) for gap in gaps}, **read_remarks(data))


def _gap_key(data: Mapping[str, Any]) -> GapKey:
    """What is told of a gap says how it is judged: right choices, accepted numbers, or accepted texts."""
    weight = decimal_of(data, "weight", "1")
    if "correct" in data and data.get("takes_several") is True:
        return GapKey(rule=read_pick_rule(data), weight=weight, takes_several=True)
    if "correct" in data:
        scoring = WEIGHTED if data.get("weights") else ALL_OR_NOTHING
        return GapKey(rule=read_pick_rule({**data, "scoring": scoring}), weight=weight)
    is_number = any("value" in mapping(one) for one in list_of(data, "accepted"))
    return GapKey(rule=read_number_rule(data) if is_number else read_text_rule(data), weight=weight)


def problems(content: ClozeContent, key: ClozeKey) -> list[str]:
    ids = [gap.id for gap in content.gaps]
    marks = MARK.findall(_TAG.sub("", content.stem))
    codes = found(
        {
            "stem_empty": is_empty(content.stem),
            "no_gaps": not ids,
            "too_many_gaps": len(ids) > MAX_GAPS,
            "gap_ids_not_unique": len(set(ids)) < len(ids),
            "gap_id_not_a_word": not all(_ID.fullmatch(gap) for gap in ids),
            "mark_without_gap": not set(marks) <= set(ids),
            "gap_without_mark": not set(ids) <= set(marks),
            "mark_twice": len(set(marks)) < len(marks),
            "mark_inside_tag": len(MARK.findall(content.stem)) > len(marks),
            "gap_without_key": not set(ids) <= set(key.gaps),
            "key_for_no_gap": not set(key.gaps) <= set(ids),
        }
    )
    own = [code for gap in content.gaps for code in _gap_problems(gap, key.gaps.get(gap.id))]
    return list(dict.fromkeys([*codes, *own]))


def _gap_problems(gap: Gap, key: GapKey | None) -> Sequence[str]:
    told = {
        "unknown_gap_kind": gap.kind not in _RULES,
        "unknown_number_format": gap.number_format not in NUMBER_FORMATS,
        "gap_size_out_of_range": not 0 <= gap.size <= MAX_SIZE,
        **(listing_problems(gap.choices) if gap.kind in PICKED else {}),
    }
    if key is None or gap.kind not in _RULES:
        return found(told)
    told["gap_weight_not_positive"] = key.weight <= 0
    told |= _rule_problems(gap, key)
    return found(told)


def _rule_problems(gap: Gap, key: GapKey) -> dict[str, bool]:
    rule = key.rule
    is_other = not isinstance(rule, _RULES[gap.kind]) or key.takes_several != (gap.kind == CHOICES)
    if isinstance(rule, PickRule):
        judged = pick_problems(rule, ids_of(gap.choices)) if gap.kind in PICKED else {}
        judged["more_than_one_correct"] = not key.takes_several and len(set(rule.correct)) > 1
    else:
        judged = rule.problems()
    has_none = not isinstance(rule, PickRule) and not rule.accepted
    return judged | {"gap_key_of_other_kind": not has_none and is_other}


KIND = Kind(code="cloze", read_content=read_content, read_key=read_key, problems=problems)

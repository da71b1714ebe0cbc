"""What kinds with choices share: choices with stable ids, and a rule that names the right ones and counts picks."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from quizzes.items.reading import (
    by_id,
    decimal,
    found,
    is_empty,
    list_of,
    mapping,
    said,
    text_of,
    texts_by_id,
)
from quizzes.items.remarks import Remarks, read_remarks
from quizzes.items.shapes import Cleaner, Groups, ShapeError

ALL_OR_NOTHING, PROPORTIONAL, RIGHT_MINUS_WRONG = "all_or_nothing", "proportional", "right_minus_wrong"
WEIGHTED = "weighted"
SCORINGS = (ALL_OR_NOTHING, PROPORTIONAL, RIGHT_MINUS_WRONG, WEIGHTED)
MAX_CHOICES = 26
NEARLY_ALL = Decimal("0.999")
"""Three thirds written as 0.33333 are meant to be a whole: a sum of weights from here on earns full points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of several, by any name: a choice, a statement, a source, a target. ``text`` is HTML of one line."""

    id: str
    text: str


def read_choices(data: Mapping[str, Any], name: str) -> tuple[Choice, ...]:
    listed = [mapping(choice) for choice in list_of(data, name)]
    return tuple(Choice(id=text_of(choice, "id"), text=text_of(choice, "text")) for choice in listed)


def choices_json(choices: Sequence[Choice]) -> list[dict[str, str]]:
    return [{"id": choice.id, "text": choice.text} for choice in choices]


def cleaned_choices(choices: Sequence[Choice], inline: Cleaner) -> tuple[Choice, ...]:
    return tuple(Choice(id=choice.id, text=inline(choice.text)) for choice in choices)


def ids_of(choices: Sequence[Choice]) -> tuple[str, ...]:
    return tuple(choice.id for choice in choices)


def listing_problems(
    choices: Sequence[Choice], *, one: str = "choice", many: str = "choices", least: int = 2
) -> dict[str, bool]:
    """What can be wrong with a list of things to choose from; ``one`` and ``many`` name them in the codes."""
    ids = ids_of(choices)
    return {
        f"too_few_{many}": len(ids) < least,
        f"too_many_{many}": len(ids) > MAX_CHOICES,
        f"{one}_ids_not_unique": len(set(ids)) < len(ids) or not all(ids),
        f"{one}_empty": any(is_empty(choice.text) for choice in choices),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class PickRule:
    """Which choices are right and how picks are counted. ``weights`` are read for ``weighted`` only."""

    correct: tuple[str, ...]
    scoring: str = ALL_OR_NOTHING
    weights: Mapping[str, Decimal] = field(default_factory=dict)
    choice_feedback: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        weights = {"weights": {choice: str(weight) for choice, weight in self.weights.items()}}
        return {
            "correct": list(self.correct),
            "scoring": self.scoring,
            **(weights if self.scoring == WEIGHTED else {}),
            "choice_feedback": dict(self.choice_feedback),
        }

    def cleaned(self, inline: Cleaner) -> "PickRule":
        return replace(self, choice_feedback=said(self.choice_feedback, inline))


def read_pick_rule(data: Mapping[str, Any]) -> PickRule:
    correct = list_of(mapping(data), "correct")
    if not all(isinstance(choice, str) for choice in correct):
        raise ShapeError("malformed")
    scoring = text_of(data, "scoring") or ALL_OR_NOTHING
    weights = by_id(data, "weights") if scoring == WEIGHTED else {}
    return PickRule(
        correct=tuple(correct),
        scoring=scoring,
        weights={choice: decimal(weight) for choice, weight in weights.items()},
        choice_feedback=texts_by_id(data, "choice_feedback"),
    )


def pick_problems(
    rule: PickRule, ids: Collection[str], scorings: Collection[str] = SCORINGS
) -> dict[str, bool]:
    known, total = set(ids), sum((rule.weights.get(c, Decimal(0)) for c in set(rule.correct)), Decimal(0))
    is_weighted = rule.scoring == WEIGHTED
    return {
        "no_correct_choice": not rule.correct,
        "correct_not_unique": len(set(rule.correct)) < len(rule.correct),
        "correct_not_a_choice": not set(rule.correct) <= known,
        "unknown_scoring": rule.scoring not in scorings,
        "weight_out_of_range": any(abs(weight) > 1 for weight in rule.weights.values()),
        "weight_for_no_choice": not set(rule.weights) <= known,
        "no_full_credit": is_weighted and bool(rule.correct) and total < NEARLY_ALL,
        "feedback_for_no_choice": not set(rule.choice_feedback) <= known,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceContent:
    stem: str
    choices: tuple[Choice, ...]

    @property
    def groups(self) -> Groups:
        return {"choices": ids_of(self.choices)}

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.stem, *(choice.text for choice in self.choices))

    def to_json(self) -> dict[str, Any]:
        return {"stem": self.stem, "choices": choices_json(self.choices)}

    def cleaned(self, *, rich: Cleaner, inline: Cleaner) -> "ChoiceContent":
        return ChoiceContent(stem=rich(self.stem), choices=cleaned_choices(self.choices, inline))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceKey(Remarks):
    rule: PickRule

    def to_json(self) -> dict[str, Any]:
        return self.rule.to_json() | self.remarks_json()

    def cleaned(self, *, rich: Cleaner, inline: Cleaner) -> "ChoiceKey":
        return replace(self, rule=self.rule.cleaned(inline), **self.cleaned_remarks(rich))


def read_content(data: Mapping[str, Any]) -> ChoiceContent:
    return ChoiceContent(stem=text_of(mapping(data), "stem"), choices=read_choices(data, "choices"))


def read_key(data: Mapping[str, Any]) -> ChoiceKey:
    return ChoiceKey(rule=read_pick_rule(data), **read_remarks(data))


def problems(content: ChoiceContent, key: ChoiceKey) -> list[str]:
    return found(
        {
            "stem_empty": is_empty(content.stem),
            **listing_problems(content.choices),
            **pick_problems(key.rule, ids_of(content.choices)),
        }
    )

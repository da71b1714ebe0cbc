"""What single and multiple choice share: a stem, choices with stable ids, and a key that names the right ones."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from quizzes.items.shapes import Cleaner, ShapeError, is_empty, mapping, text_of

ALL_OR_NOTHING, PROPORTIONAL, RIGHT_MINUS_WRONG = "all_or_nothing", "proportional", "right_minus_wrong"
SCORINGS = (ALL_OR_NOTHING, PROPORTIONAL, RIGHT_MINUS_WRONG)
MAX_CHOICES = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceContent:
    stem: str
    choices: tuple[Choice, ...]

    @property
    def choice_ids(self) -> tuple[str, ...]:
        return tuple(choice.id for choice in self.choices)

    def to_json(self) -> dict[str, Any]:
        return {"stem": self.stem, "choices": [{"id": c.id, "text": c.text} for c in self.choices]}

    def cleaned(self, *, rich: Cleaner, inline: Cleaner) -> "ChoiceContent":
        choices = tuple(Choice(id=c.id, text=inline(c.text)) for c in self.choices)
        return ChoiceContent(stem=rich(self.stem), choices=choices)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceKey:
    correct: tuple[str, ...]
    scoring: str = ALL_OR_NOTHING
    feedback: str = ""
    choice_feedback: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {
            "correct": list(self.correct),
            "scoring": self.scoring,
            "feedback": self.feedback,
            "choice_feedback": dict(self.choice_feedback),
        }

    def cleaned(self, *, rich: Cleaner, inline: Cleaner) -> "ChoiceKey":
        said = {choice: inline(text) for choice, text in self.choice_feedback.items() if text.strip()}
        return ChoiceKey(
            correct=self.correct, scoring=self.scoring, feedback=rich(self.feedback), choice_feedback=said
        )


def read_content(data: Mapping[str, Any]) -> ChoiceContent:
    raw = mapping(data).get("choices")
    if not isinstance(raw, list):
        raise ShapeError("malformed")
    choices = tuple(Choice(id=text_of(mapping(choice), "id"), text=text_of(choice, "text")) for choice in raw)
    return ChoiceContent(stem=text_of(data, "stem"), choices=choices)


def read_key(data: Mapping[str, Any]) -> ChoiceKey:
    correct = mapping(data).get("correct")
    said = mapping(data.get("choice_feedback") or {})
    if not isinstance(correct, list) or not all(isinstance(c, str) for c in correct):
        raise ShapeError("malformed")
    return ChoiceKey(
        correct=tuple(correct),
        scoring=text_of(data, "scoring") or ALL_OR_NOTHING,
        feedback=text_of(data, "feedback"),
        choice_feedback={str(choice): text_of(said, choice) for choice in said},
    )


def problems(content: ChoiceContent, key: ChoiceKey) -> list[str]:
    ids = content.choice_ids
    rules = {
        "stem_empty": is_empty(content.stem),
        "too_few_choices": len(ids) < 2,
        "too_many_choices": len(ids) > MAX_CHOICES,
        "choice_ids_not_unique": len(set(ids)) < len(ids) or not all(ids),
        "choice_empty": any(is_empty(choice.text) for choice in content.choices),
        "no_correct_choice": not key.correct,
        "correct_not_unique": len(set(key.correct)) < len(key.correct),
        "correct_not_a_choice": not set(key.correct) <= set(ids),
        "unknown_scoring": key.scoring not in SCORINGS,
        "feedback_for_no_choice": not set(key.choice_feedback) <= set(ids),
    }
    return [code for code, is_broken in rules.items() if is_broken]

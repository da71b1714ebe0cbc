"""A statement that is true or false."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quizzes.items.shapes import Cleaner, Kind, ShapeError, is_empty, mapping, text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalseContent:
    stem: str

    def to_json(self) -> dict[str, Any]:
        return {"stem": self.stem}

    def cleaned(self, *, rich: Cleaner, inline: Cleaner) -> "TrueFalseContent":
        return TrueFalseContent(stem=rich(self.stem))


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalseKey:
    correct: bool
    feedback: str = ""

    def to_json(self) -> dict[str, Any]:
        return {"correct": self.correct, "feedback": self.feedback}

    def cleaned(self, *, rich: Cleaner, inline: Cleaner) -> "TrueFalseKey":
        return TrueFalseKey(correct=self.correct, feedback=rich(self.feedback))


def read_content(data: Mapping[str, Any]) -> TrueFalseContent:
    return TrueFalseContent(stem=text_of(mapping(data), "stem"))


def read_key(data: Mapping[str, Any]) -> TrueFalseKey:
    correct = mapping(data).get("correct")
    if not isinstance(correct, bool):
        raise ShapeError("malformed")
    return TrueFalseKey(correct=correct, feedback=text_of(data, "feedback"))


def problems(content: TrueFalseContent, key: TrueFalseKey) -> list[str]:
    return ["stem_empty"] if is_empty(content.stem) else []


KIND = Kind(code="true_false", read_content=read_content, read_key=read_key, problems=problems)

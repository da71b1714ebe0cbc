"""A statement that is true or false."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from quizzes.items.plain_stem import PlainContent, read_content
from quizzes.items.reading import found, is_empty, mapping, said, texts_by_id
from quizzes.items.remarks import Remarks, read_remarks
from quizzes.items.shapes import Cleaner, Kind, ShapeError

SIDES = ("true", "false")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalseKey(Remarks):
    """``choice_feedback`` speaks to those who said ``"true"`` or ``"false"``."""

    correct: bool
    choice_feedback: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        said_to = {"choice_feedback": dict(self.choice_feedback)} if self.choice_feedback else {}
        return {"correct": self.correct, **said_to, **self.remarks_json()}

    def cleaned(self, *, rich: Cleaner, inline: Cleaner) -> "TrueFalseKey":
        return replace(self, choice_feedback=said(self.choice_feedback, inline), **self.cleaned_remarks(rich))


def read_key(data: Mapping[str, Any]) -> TrueFalseKey:
    correct = mapping(data).get("correct")
    if not isinstance(correct, bool):
        raise ShapeError("malformed")
    said_to = texts_by_id(data, "choice_feedback")
    return TrueFalseKey(correct=correct, choice_feedback=said_to, **read_remarks(data))


def problems(content: PlainContent, key: TrueFalseKey) -> list[str]:
    return found(
        {
            "stem_empty": is_empty(content.stem),
            "feedback_for_no_choice": not set(key.choice_feedback) <= set(SIDES),
        }
    )


KIND = Kind(code="true_false", read_content=read_content, read_key=read_key, problems=problems)

"""Several statements under one text, each true or false, counted together.

With ``scale`` the fraction earned depends only on how many are right: the scale of a question with four statements
has five steps, for none right to all right. Scales in force are data: ``quizzes.items.graded_scales``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from quizzes.items.choices import (
    ALL_OR_NOTHING,
    PROPORTIONAL,
    Choice,
    choices_json,
    cleaned_choices,
    ids_of,
    listing_problems,
    read_choices,
)
from quizzes.items.reading import (
    by_id,
    decimal,
    flag_of,
    found,
    is_empty,
    list_of,
    mapping,
    said,
    text_of,
    texts_by_id,
)
from quizzes.items.remarks import Remarks, read_remarks
from quizzes.items.shapes import Cleaner, Groups, Kind

SCALE = "scale"
SCORINGS = (SCALE, PROPORTIONAL, ALL_OR_NOTHING)
NOTHING, ALL = (Decimal(0),), (Decimal(1),)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalseGroupContent:
    stem: str
    statements: tuple[Choice, ...]

    @property
    def groups(self) -> Groups:
        return {"statements": ids_of(self.statements)}

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.stem, *(statement.text for statement in self.statements))

    def to_json(self) -> dict[str, Any]:
        return {"stem": self.stem, "statements": choices_json(self.statements)}

    def cleaned(self, *, rich: Cleaner, inline: Cleaner) -> "TrueFalseGroupContent":
        statements = cleaned_choices(self.statements, inline)
        return TrueFalseGroupContent(stem=rich(self.stem), statements=statements)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalseGroupKey(Remarks):
    """``scale`` gives the fraction for none, one, two … right; it is read for that scoring only."""

    correct: Mapping[str, bool]
    scoring: str = PROPORTIONAL
    scale: tuple[Decimal, ...] = ()
    choice_feedback: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        scale = {"scale": [str(step) for step in self.scale]} if self.scoring == SCALE else {}
        return {
            "correct": dict(self.correct),
            "scoring": self.scoring,
            **scale,
            "choice_feedback": dict(self.choice_feedback),
            **self.remarks_json(),
        }

    def cleaned(self, *, rich: Cleaner, inline: Cleaner) -> "TrueFalseGroupKey":
        return replace(self, choice_feedback=said(self.choice_feedback, inline), **self.cleaned_remarks(rich))


def read_content(data: Mapping[str, Any]) -> TrueFalseGroupContent:
    return TrueFalseGroupContent(
        stem=text_of(mapping(data), "stem"), statements=read_choices(data, "statements")
    )


def read_key(data: Mapping[str, Any]) -> TrueFalseGroupKey:
    correct = by_id(mapping(data), "correct")
    scoring = text_of(data, "scoring") or PROPORTIONAL
    scale = list_of(data, "scale") if scoring == SCALE else []
    return TrueFalseGroupKey(
        correct={statement: flag_of(correct, statement, False) for statement in correct},
        scoring=scoring,
        scale=tuple(decimal(step) for step in scale),
        choice_feedback=texts_by_id(data, "choice_feedback"),
        **read_remarks(data),
    )


def problems(content: TrueFalseGroupContent, key: TrueFalseGroupKey) -> list[str]:
    ids = set(ids_of(content.statements))
    is_scale = key.scoring == SCALE
    is_rising = all(low <= high for low, high in pairwise(key.scale))
    return found(
        {
            "stem_empty": is_empty(content.stem),
            **listing_problems(content.statements, one="statement", many="statements"),
            "statement_without_answer": not ids <= set(key.correct),
            "answer_for_no_statement": not set(key.correct) <= ids,
            "unknown_scoring": key.scoring not in SCORINGS,
            "scale_of_other_length": is_scale and len(key.scale) != len(content.statements) + 1,
            "scale_not_rising": is_scale
            and (not is_rising or key.scale[:1] != NOTHING or key.scale[-1:] != ALL),
            "feedback_for_no_choice": not set(key.choice_feedback) <= ids,
        }
    )


KIND = Kind(code="true_false_group", read_content=read_content, read_key=read_key, problems=problems)

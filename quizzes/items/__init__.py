"""What each kind of question is made of: what learners see (content) and what they must not (key). Pure.

A kind is one module that offers ``KIND``; adding a kind is adding a module and naming it here.
"""

from collections.abc import Mapping
from typing import Any

from quizzes.items import (
    cloze,
    essay,
    hotspot,
    matching,
    multiple_choice,
    numerical,
    ordering,
    short_answer,
    single_choice,
    true_false,
    true_false_group,
)
from quizzes.items.choices import SCORINGS, Choice, ChoiceContent, ChoiceKey
from quizzes.items.shapes import Content, Groups, Key, Kind, ShapeError

KINDS: dict[str, Kind] = {
    module.KIND.code: module.KIND
    for module in (
        single_choice,
        multiple_choice,
        true_false,
        true_false_group,
        matching,
        ordering,
        short_answer,
        numerical,
        cloze,
        essay,
        hotspot,
    )
}

__all__ = [
    "KINDS",
    "SCORINGS",
    "Choice",
    "ChoiceContent",
    "ChoiceKey",
    "Content",
    "Groups",
    "Key",
    "Kind",
    "ShapeError",
    "kind_of",
    "read_content",
    "read_key",
    "validate",
]


def kind_of(code: str) -> Kind:
    """The kind with this code; ``ShapeError`` when this installation does not know it."""
    if code not in KINDS:
        raise ShapeError("unknown_kind")
    return KINDS[code]


def read_content(kind: str, content: Mapping[str, Any]) -> Content:
    """What learners may see. Fields the kind does not know are left behind, so no key can travel here."""
    return kind_of(kind).read_content(content)


def read_key(kind: str, key: Mapping[str, Any]) -> Key:
    """The right answer and what is said about it."""
    return kind_of(kind).read_key(key)


def validate(kind: str, content: Mapping[str, Any], key: Mapping[str, Any]) -> list[str]:
    """Codes of everything wrong with a wording; an empty list means it can be asked."""
    try:
        known = kind_of(kind)
        return known.problems(known.read_content(content), known.read_key(key))
    except ShapeError as error:
        return [error.code]

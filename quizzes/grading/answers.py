"""The shapes of answers: ``{}`` for none, ``{"choices": ["c2"]}``, ``{"value": true}``."""

from collections.abc import Collection, Mapping
from typing import Any

SINGLE_CHOICE = "single_choice"
MULTIPLE_CHOICE = "multiple_choice"
TRUE_FALSE = "true_false"


class AnswerMalformed(ValueError):
    """An answer that does not fit its question; ``field`` names what is wrong."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def choices_in(answer: object) -> frozenset[str] | None:
    """The choices picked, or None when this is no list of distinct choice ids."""
    if not isinstance(answer, Mapping) or set(answer) != {"choices"}:
        return None
    picked = answer["choices"]
    if not isinstance(picked, list | tuple) or not all(isinstance(choice, str) for choice in picked):
        return None
    return frozenset(picked) if len(set(picked)) == len(picked) else None


def value_in(answer: object) -> bool | None:
    """The side taken, or None when this is no plain true or false."""
    if not isinstance(answer, Mapping) or set(answer) != {"value"} or not isinstance(answer["value"], bool):
        return None
    return answer["value"]


def is_blank(answer: object) -> bool:
    """Whether nothing was answered."""
    return answer in ({}, {"choices": []}, None)


def clean_answer(kind: str, choice_ids: Collection[str], answer: object) -> dict[str, Any]:
    """The answer in its one stored form (choices in the question's own order), or :class:`AnswerMalformed`."""
    if not isinstance(answer, Mapping):
        raise AnswerMalformed("answer")
    if is_blank(answer):
        return {}
    if kind == TRUE_FALSE:
        value = value_in(answer)
        if value is None:
            raise AnswerMalformed("answer.value")
        return {"value": value}
    picked = choices_in(answer)
    if picked is None or not picked <= set(choice_ids) or (kind == SINGLE_CHOICE and len(picked) > 1):
        raise AnswerMalformed("answer.choices")
    return {"choices": [choice for choice in choice_ids if choice in picked]}

"""Which module judges which type of question, and what an answer earns."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Protocol

from quizzes.grading import (
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
from quizzes.grading.judging import Earned, Judgement, points_for
from quizzes.items import read_content, read_key


class Judge(Protocol):
    """A pure rule of one kind. ``content`` and ``key`` are of that kind; the answer may be anything."""

    def __call__(self, content: Any, key: Any, answer: object) -> Judgement: ...


_JUDGES: Mapping[str, Judge] = MappingProxyType(
    {
        "single_choice": single_choice.judge,
        "multiple_choice": multiple_choice.judge,
        "true_false": true_false.judge,
        "true_false_group": true_false_group.judge,
        "matching": matching.judge,
        "ordering": ordering.judge,
        "short_answer": short_answer.judge,
        "numerical": numerical.judge,
        "cloze": cloze.judge,
        "essay": essay.judge,
        "hotspot": hotspot.judge,
    }
)


def earned_by(
    kind: str,
    key: Mapping[str, Any],
    answer: object,
    points: Decimal,
    content: Mapping[str, Any] | None = None,
) -> Earned:
    """What an answer earns and why, part by part.

    ``content`` says how numbers are written and whether an essay is formatted; without it they are read as Vietnamese
    and as plain. A malformed answer earns nothing and never fails. An unknown kind of question or a key of another
    shape does fail: no paper may hold one.
    """
    judge = _JUDGES[kind]
    judgement = judge(None if content is None else read_content(kind, content), read_key(kind, key), answer)
    fraction = judgement.fraction
    return Earned(
        points=None if fraction is None else points_for(fraction, points),
        fraction=fraction,
        parts=judgement.parts,
    )


def score_of(
    kind: str,
    key: Mapping[str, Any],
    answer: object,
    points: Decimal,
    content: Mapping[str, Any] | None = None,
) -> Decimal | None:
    """The points of :func:`earned_by`: from nothing to ``points``, two places; None waits for a marker."""
    return earned_by(kind, key, answer, points, content).points

"""A question tried out by its author: shown as a learner sees it, judged as an exam would. Nothing is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.http import QueryDict

from quizzes.errors import AnswerRefused
from quizzes.forms_answers import parts_in, read_answer
from quizzes.grading import is_blank, score_of
from quizzes.items import kind_of, read_content
from quizzes.presenting.building import body_of
from quizzes.presenting.judging import Judged, judge, outcome_of
from quizzes.presenting.parts import Parts, parts_of
from quizzes.presenting.questions import ShownQuestion
from quizzes.selection import arrangement_of
from quizzes.shown import to_shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A cleaned wording. ``content`` and ``key`` are the JSON of ``quizzes.items``."""

    kind: str
    content: Mapping[str, Any]
    key: Mapping[str, Any]
    points: Decimal
    language: str = "vi"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTrial:
    """``score`` is None before a try and while an answer would wait for a marker."""

    question: ShownQuestion
    judged: Judged | None = None
    score: Decimal | None = None
    points: Decimal = Decimal(0)
    hints: tuple[str, ...] = ()


def _arrangement(trial: Trial) -> dict[str, list[str]]:
    """Always the same mixed order, so that a try meets the page it was made on."""
    kind, content = kind_of(trial.kind), read_content(trial.kind, trial.content)
    mixed = kind.shuffled(content, is_wanted=False)
    return arrangement_of(content.groups, seed="preview", item=0, shuffle=mixed)


def _question(trial: Trial, parts: Parts) -> ShownQuestion:
    body = body_of(trial.kind, read_content(trial.kind, trial.content), _arrangement(trial), parts)
    return ShownQuestion(
        number=1,
        kind=trial.kind,
        language="" if trial.language == "vi" else trial.language,
        stem=str(trial.content["stem"]),
        body=body,
        points=trial.points,
    )


def open_trial(trial: Trial) -> ShownTrial:
    """The question with nothing answered."""
    return ShownTrial(
        question=_question(trial, {}), points=trial.points, hints=tuple(trial.key.get("hints", ()))
    )


def try_out(trial: Trial, data: QueryDict) -> ShownTrial:
    """The question with what was answered, and what that earns. An answer that does not fit is told, not judged."""
    arrangement, parts = _arrangement(trial), parts_in(data, "q1")
    try:
        answer = read_answer(trial.kind, arrangement, parts)
    except AnswerRefused as refusal:
        question = replace(_question(trial, parts), problem=str(refusal))
        return replace(open_trial(trial), question=question)
    score = score_of(trial.kind, trial.key, answer, trial.points, trial.content)
    is_answered = not is_blank(answer)
    judged = judge(
        kind=trial.kind,
        content=trial.content,
        key=trial.key,
        arrangement=arrangement,
        answer=answer,
        outcome=outcome_of(is_answered=is_answered, score=score, points=trial.points),
    )
    question = _question(trial, parts_of(to_shown(answer, arrangement)))
    return replace(open_trial(trial), question=question, judged=judged, score=score)

"""The survey at the end of a course: its questions as dated data, its results as sums. Pure.

Answers are counted in complete groups of ``GROUP`` only, so that neither few answers nor one answer more can be laid at
anybody's door.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

GROUP = 5
_FOLDER = Path(__file__).parent / "data" / "surveys"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    key: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionGroup:
    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """One form of the survey, in Vietnamese as it is printed; ``scale`` goes from 1 upwards."""

    code: str
    valid_from: date
    title: str
    basis: str
    scale: tuple[str, ...]
    groups: tuple[QuestionGroup, ...]
    comment: str

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for group in self.groups for question in group.questions)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionResult:
    text: str
    counts: tuple[int, ...]
    """How often each step of the scale was chosen."""
    average: float | None
    """With one decimal; None where nobody answered."""


def read_survey(text: str) -> Survey:
    """A form as its file tells it. Raises ``ValueError`` or ``KeyError`` for a file that is none."""
    told = json.loads(text)
    groups = tuple(
        QuestionGroup(
            title=group["title"],
            questions=tuple(Question(key=one["key"], text=one["text"]) for one in group["questions"]),
        )
        for group in told["groups"]
    )
    survey = Survey(
        code=told["code"],
        valid_from=date.fromisoformat(told["valid_from"]),
        title=told["title"],
        basis=told["basis"],
        scale=tuple(told["scale"]),
        groups=groups,
        comment=told["comment"],
    )
    keys = [question.key for question in survey.questions]
    if len(set(keys)) != len(keys):
        raise ValueError(f"{survey.code}: two questions have the same key")
    return survey


@cache
def surveys() -> tuple[Survey, ...]:
    """All forms, oldest first."""
    found = [read_survey(path.read_text(encoding="utf-8")) for path in _FOLDER.glob("*.json")]
    return tuple(sorted(found, key=lambda survey: survey.valid_from))


def survey_on(day: date) -> Survey:
    """The form in use on a day: the newest that is valid, else the oldest there is."""
    valid = [survey for survey in surveys() if survey.valid_from <= day]
    return valid[-1] if valid else surveys()[0]


def survey_called(code: str) -> Survey | None:
    return next((survey for survey in surveys() if survey.code == code), None)


def counted(total: int) -> int:
    """How many of so many answers may be counted: complete groups."""
    return total - total % GROUP


def result_of(question: Question, steps: int, answers: Sequence[Mapping[str, int]]) -> QuestionResult:
    """How one question was answered."""
    given = [answer[question.key] for answer in answers if question.key in answer]
    return QuestionResult(
        text=question.text,
        counts=tuple(given.count(step) for step in range(1, steps + 1)),
        average=round(sum(given) / len(given), 1) if given else None,
    )

"""Questions that are asked and judged on one page and leave nothing behind: no row, no cookie, no session."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import prefetch_related_objects

from quizzes.errors import AnswerRefused, AttemptRefused
from quizzes.grading import is_blank, score_of
from quizzes.models import Attempt, AttemptItem, ItemVersion, Quiz
from quizzes.presenting.judging import Judged, judge, outcome_of
from quizzes.presenting.questions import ShownQuestion, asked_question
from quizzes.services.papers import compose_paper

Reader = Callable[[str, Mapping[str, Sequence[str]], Mapping[str, Sequence[str]]], dict[str, Any]]
"""Kind, arrangement and parts to an answer in ids; raises ``AnswerRefused``."""
PartsOf = Callable[[str], Mapping[str, Sequence[str]]]
"""What was sent for the question whose names begin like this."""
Arranged = tuple[ItemVersion, dict[str, list[str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfCheck:
    """``mark`` names these very wordings in this order, so that answers to other ones are not judged by them."""

    title: str
    instructions: str
    questions: tuple[ShownQuestion, ...]
    mark: str
    is_judged: bool = False

    @property
    def right_count(self) -> int:
        return sum(q.judged is not None and q.judged.outcome == "right" for q in self.questions)

    @property
    def judged_count(self) -> int:
        """Questions a machine can judge."""
        return sum(q.judged is not None and q.judged.outcome != "" for q in self.questions)

    @property
    def has_helps(self) -> bool:
        return any(question.has_helps for question in self.questions)


def paper_of_quiz(quiz: Quiz) -> list[Arranged]:
    """The same questions in the same order for everybody, so that nothing has to be remembered. Empty when there are none."""
    try:
        paper = [(s.version, s.arrangement) for s in compose_paper(quiz=quiz, seed=quiz.uuid.hex).slots]
    except AttemptRefused:
        return []
    prefetch_related_objects([version for version, _arrangement in paper], "item")
    return paper


def wrong_of(attempt: Attempt) -> list[Arranged]:
    """The questions of a closed attempt that did not earn everything, arranged as they were; essays are left out."""
    slots = AttemptItem.objects.filter(attempt=attempt).exclude(version__kind="essay").order_by("slot")
    return [
        (slot.version, slot.arrangement)
        for slot in slots.select_related("version__item", "response").defer("version__key")
        if (getattr(slot, "response", None) is None or (slot.response.score or 0) < slot.points)
    ]


def place_of(quiz: Quiz) -> str:
    """Several self-checks may stand on one page: each has names of its own."""
    return f"t{quiz.uuid.hex[:8]}-"


def asked(paper: Sequence[Arranged], *, quiz: Quiz) -> SelfCheck:
    """The questions, unanswered."""
    place = place_of(quiz)
    questions = (
        asked_question(version, number=number, arrangement=arrangement, parts={}, place=place)
        for number, (version, arrangement) in enumerate(paper, start=1)
    )
    return SelfCheck(
        title=quiz.title,
        instructions=quiz.instructions,
        questions=tuple(questions),
        mark=_mark_of(paper),
    )


def judged(paper: Sequence[Arranged], *, quiz: Quiz, parts_of: PartsOf, read: Reader) -> SelfCheck:
    """The questions with what was sent, each explained. Reads the keys; writes nothing."""
    blank = asked(paper, quiz=quiz)
    keys = dict(ItemVersion.objects.filter(pk__in=[v.pk for v, _a in paper]).values_list("pk", "key"))
    questions = []
    for (version, arrangement), question in zip(paper, blank.questions, strict=True):
        parts = parts_of(question.prefix)
        filled = asked_question(
            version, number=question.number, arrangement=arrangement, parts=parts, place=question.place
        )
        try:
            told = _told(version, keys[version.pk], arrangement, read(version.kind, arrangement, parts))
            questions.append(replace(filled, judged=told))
        except AnswerRefused as refusal:
            questions.append(replace(filled, problem=str(refusal.message)))
    return replace(blank, questions=tuple(questions), is_judged=True)


def _told(
    version: ItemVersion,
    key: Mapping[str, Any],
    arrangement: Mapping[str, list[str]],
    answer: Mapping[str, Any],
) -> Judged:
    """The answer judged; an essay is not, its reader finds a sample where the author gave one."""
    is_essay = version.kind == "essay"
    score = None if is_essay else score_of(version.kind, key, answer, version.points, version.content)
    outcome = outcome_of(is_answered=not is_blank(answer), score=score, points=version.points)
    return judge(
        kind=version.kind,
        content=version.content,
        key=key,
        arrangement=arrangement,
        answer=answer,
        outcome="" if is_essay else outcome,
    )


def _mark_of(paper: Sequence[Arranged]) -> str:
    return hashlib.sha256(" ".join(version.uuid.hex for version, _a in paper).encode()).hexdigest()[:16]

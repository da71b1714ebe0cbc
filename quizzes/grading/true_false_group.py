"""Statements that are true or false, counted together.

``proportional``: right ones / all. ``all_or_nothing``: all, or nothing. ``scale``: the key's own fraction for so many
right ones; a statement left open is not right.
"""

from fractions import Fraction

from quizzes.grading.answers import values_in
from quizzes.grading.judging import ALL, NOTHING, Judgement, Part, whole_or_nothing, within
from quizzes.items.choices import PROPORTIONAL
from quizzes.items.true_false_group import SCALE, TrueFalseGroupContent, TrueFalseGroupKey


def judge(content: TrueFalseGroupContent | None, key: TrueFalseGroupKey, answer: object) -> Judgement:
    given = values_in(answer) or {}
    parts = {statement: _part(key, statement, given.get(statement)) for statement in key.correct}
    return Judgement(fraction=_fraction(key, sum(part.is_right for part in parts.values())), parts=parts)


def _fraction(key: TrueFalseGroupKey, right: int) -> Fraction:
    if not right:
        return NOTHING
    if key.scoring == SCALE:
        return within(Fraction(key.scale[right])) if right < len(key.scale) else NOTHING
    if key.scoring == PROPORTIONAL:
        return Fraction(right, len(key.correct))
    return whole_or_nothing(right == len(key.correct))


def _part(key: TrueFalseGroupKey, statement: str, value: bool | None) -> Part:
    is_right = value is key.correct[statement]
    said = "" if value is None else key.choice_feedback.get(statement, "")
    return Part(is_right=is_right, fraction=ALL if is_right else NOTHING, feedback=said)

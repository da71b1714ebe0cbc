"""Several right choices, counted by one of the rules of :mod:`quizzes.grading.picks`. So are regions of a picture."""

from quizzes.grading import picks
from quizzes.grading.answers import choices_in
from quizzes.grading.judging import Judgement
from quizzes.items.choices import ChoiceKey
from quizzes.items.shapes import Content


def judge(content: Content | None, key: ChoiceKey, answer: object) -> Judgement:
    picked = choices_in(answer) or frozenset()
    return Judgement(fraction=picks.fraction_of(key.rule, picked), parts=picks.parts_of(key.rule, picked))

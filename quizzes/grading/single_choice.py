"""One right choice: all points or none; with weights, what the choice picked is worth."""

from quizzes.grading import picks
from quizzes.grading.answers import choices_in
from quizzes.grading.judging import NOTHING, Judgement, whole_or_nothing
from quizzes.items.choices import WEIGHTED, ChoiceContent, ChoiceKey


def judge(content: ChoiceContent | None, key: ChoiceKey, answer: object) -> Judgement:
    """Several right choices in the key mean that any one of them is right."""
    picked = choices_in(answer) or frozenset()
    parts = picks.parts_of(key.rule, picked)
    if len(picked) != 1:
        return Judgement(fraction=NOTHING, parts=parts)
    if key.rule.scoring == WEIGHTED:
        return Judgement(fraction=picks.weight_of(key.rule, picked), parts=parts)
    return Judgement(fraction=whole_or_nothing(picked <= set(key.rule.correct)), parts=parts)

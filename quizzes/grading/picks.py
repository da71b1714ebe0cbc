"""Picks out of choices, however they were offered: in a list, in a gap, or on a picture.

``all_or_nothing``: exactly the right ones, or nothing.
``proportional``: right ones picked, divided by the number of right ones or of picks, whichever is larger;
so ticking everything never earns full points.
``right_minus_wrong``: each wrong pick takes back what one right pick earns, never below nothing.
``weighted``: the sum of the picks' own weights, between nothing and all (IMS QTI 2.2, mapResponse with its bounds).
"""

from collections.abc import Set
from fractions import Fraction

from quizzes.grading.judging import ALL, NOTHING, Part, whole_or_nothing, within
from quizzes.items.choices import NEARLY_ALL, PROPORTIONAL, RIGHT_MINUS_WRONG, WEIGHTED, PickRule


def fraction_of(rule: PickRule, picked: Set[str]) -> Fraction:
    correct = frozenset(rule.correct)
    if not picked or not correct:
        return NOTHING
    right, wrong = len(picked & correct), len(picked - correct)
    if rule.scoring == WEIGHTED:
        return weight_of(rule, picked)
    if rule.scoring == PROPORTIONAL:
        return Fraction(right, max(len(correct), len(picked)))
    if rule.scoring == RIGHT_MINUS_WRONG:
        return Fraction(max(right - wrong, 0), len(correct))
    return whole_or_nothing(picked == correct)


def weight_of(rule: PickRule, picked: Set[str]) -> Fraction:
    """The sum of the weights; one that misses the whole by the rounding of its thirds is the whole."""
    total = sum((Fraction(rule.weights[choice]) for choice in picked if choice in rule.weights), NOTHING)
    return ALL if total >= NEARLY_ALL else within(total)


def parts_of(rule: PickRule, picked: Set[str]) -> dict[str, Part]:
    """A part for each choice that was picked or should have been; a right one left out is a mistake too."""
    dealt_with = [*rule.correct, *sorted(picked - set(rule.correct))]
    return {choice: _part(rule, choice, picked) for choice in dealt_with}


def _part(rule: PickRule, choice: str, picked: Set[str]) -> Part:
    is_right = choice in picked and choice in rule.correct
    said = rule.choice_feedback.get(choice, "") if choice in picked else ""
    return Part(is_right=is_right, fraction=whole_or_nothing(is_right), feedback=said)

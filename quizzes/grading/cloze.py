"""Gaps: the mean of what each gap earns, weighted as the key says. A part for each gap."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from quizzes.grading import picks
from quizzes.grading.answers import gaps_in
from quizzes.grading.judging import NOTHING, Judgement, Part, within
from quizzes.grading.quantities import match_for, read_quantity
from quizzes.grading.short_answer import best_of
from quizzes.items.accepted import VIETNAMESE, TextRule
from quizzes.items.choices import PickRule
from quizzes.items.cloze import ClozeContent, ClozeKey, GapKey


def judge(content: ClozeContent | None, key: ClozeKey, answer: object) -> Judgement:
    given = gaps_in(answer) or {}
    formats: Mapping[str, str] = {gap.id: gap.number_format for gap in content.gaps} if content else {}
    parts = {
        gap: _part(told, given.get(gap, ()), formats.get(gap, VIETNAMESE)) for gap, told in key.gaps.items()
    }
    weights = {gap: max(Fraction(told.weight), NOTHING) for gap, told in key.gaps.items()}
    total = sum(weights.values(), NOTHING)
    earned = sum((weights[gap] * part.fraction for gap, part in parts.items()), NOTHING)
    return Judgement(fraction=within(earned / total) if total else NOTHING, parts=parts)


def _part(key: GapKey, given: Sequence[str], number_format: str) -> Part:
    """Several picks in a gap that takes one are no answer to it, as several ticks are none to a single choice."""
    rule, typed = key.rule, given[0] if len(given) == 1 else ""
    if isinstance(rule, PickRule):
        picked = frozenset(given if key.takes_several else [typed]) - {""}
        fraction = picks.fraction_of(rule, picked)
        said = (rule.choice_feedback.get(one, "") for one in given if one in picked)
        feedback = " ".join(one for one in said if one)
    elif isinstance(rule, TextRule):
        fraction, feedback = best_of(rule, typed)
    else:
        match = match_for(rule, read_quantity(rule, typed, "", number_format))
        fraction, feedback = match.fraction, match.feedback
    return Part(is_right=fraction == 1, fraction=fraction, feedback=feedback)

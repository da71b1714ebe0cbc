"""Pairs: ``proportional`` is right pairs / number of sources; ``all_or_nothing`` wants every pair right."""

from fractions import Fraction

from quizzes.grading.answers import pairs_in
from quizzes.grading.judging import NOTHING, Judgement, Part, whole_or_nothing
from quizzes.items.choices import PROPORTIONAL
from quizzes.items.matching import MatchingContent, MatchingKey


def judge(content: MatchingContent | None, key: MatchingKey, answer: object) -> Judgement:
    given = pairs_in(answer) or {}
    parts = {source: _part(key, source, given.get(source)) for source in key.pairs}
    right = sum(part.is_right for part in parts.values())
    if key.scoring == PROPORTIONAL:
        fraction = Fraction(right, len(parts)) if parts else NOTHING
    else:
        fraction = whole_or_nothing(bool(parts) and right == len(parts))
    return Judgement(fraction=fraction, parts=parts)


def _part(key: MatchingKey, source: str, target: str | None) -> Part:
    is_right = target == key.pairs[source]
    said = "" if target is None else key.choice_feedback.get(source, "")
    return Part(is_right=is_right, fraction=whole_or_nothing(is_right), feedback=said)

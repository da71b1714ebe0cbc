"""A typed number. Parts: ``text`` for the number with its credit, ``unit`` where one was judged."""

from quizzes.grading.answers import text_in, unit_in
from quizzes.grading.judging import Judgement, Part, whole_or_nothing
from quizzes.grading.quantities import match_for, read_quantity
from quizzes.items.accepted import VIETNAMESE
from quizzes.items.numerical import NumericalContent, NumericalKey


def judge(content: NumericalContent | None, key: NumericalKey, answer: object) -> Judgement:
    """Without its content a question is read the Vietnamese way."""
    number_format = content.number_format if content else VIETNAMESE
    text, unit = text_in(answer, beside="unit") or "", unit_in(answer) or ""
    match = match_for(key.rule, read_quantity(key.rule, text, unit, number_format))
    parts = {"text": Part(is_right=match.fraction == 1, fraction=match.fraction, feedback=match.feedback)}
    if match.is_unit_right is not None:
        fraction = whole_or_nothing(match.is_unit_right)
        parts["unit"] = Part(is_right=match.is_unit_right, fraction=fraction)
    return Judgement(fraction=match.fraction, parts=parts)

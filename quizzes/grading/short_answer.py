"""A typed text earns the best credit among the accepted forms it is. Part: ``text``."""

from fractions import Fraction

from quizzes.grading.answers import text_in
from quizzes.grading.judging import NOTHING, Judgement, Part, within
from quizzes.grading.spelling import is_same
from quizzes.items.accepted import TextRule
from quizzes.items.plain_stem import PlainContent
from quizzes.items.short_answer import ShortAnswerKey


def judge(content: PlainContent | None, key: ShortAnswerKey, answer: object) -> Judgement:
    fraction, feedback = best_of(key.rule, text_in(answer) or "")
    return Judgement(
        fraction=fraction,
        parts={"text": Part(is_right=fraction == 1, fraction=fraction, feedback=feedback)},
    )


def best_of(rule: TextRule, typed: str) -> tuple[Fraction, str]:
    """The best credit and what is said with it; the first form of equals."""
    if not typed.strip():
        return NOTHING, ""
    forms = [form for form in rule.accepted if is_same(form, typed, rule)]
    best = max(forms, key=lambda form: form.credit, default=None)
    return (within(Fraction(best.credit)), best.feedback) if best else (NOTHING, "")

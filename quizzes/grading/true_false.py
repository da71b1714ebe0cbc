"""True or false: all points or none."""

from quizzes.grading.answers import value_in
from quizzes.grading.judging import Judgement, Part, whole_or_nothing
from quizzes.items.plain_stem import PlainContent
from quizzes.items.true_false import TrueFalseKey


def judge(content: PlainContent | None, key: TrueFalseKey, answer: object) -> Judgement:
    value = value_in(answer)
    fraction = whole_or_nothing(value is key.correct)
    said = "" if value is None else key.choice_feedback.get("true" if value else "false", "")
    return Judgement(
        fraction=fraction, parts={"value": Part(is_right=bool(fraction), fraction=fraction, feedback=said)}
    )

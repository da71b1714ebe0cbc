"""One right choice among several; with weights, other choices may earn a part of the points or cost some."""

from quizzes.items import choices
from quizzes.items.shapes import Kind


def problems(content: choices.ChoiceContent, key: choices.ChoiceKey) -> list[str]:
    found = choices.problems(content, key)
    return [*found, "more_than_one_correct"] if len(set(key.rule.correct)) > 1 else found


KIND = Kind(
    code="single_choice", read_content=choices.read_content, read_key=choices.read_key, problems=problems
)

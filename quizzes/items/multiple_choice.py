"""Any number of right choices, at least one."""

from quizzes.items import choices
from quizzes.items.shapes import Kind

KIND = Kind(
    code="multiple_choice",
    read_content=choices.read_content,
    read_key=choices.read_key,
    problems=choices.problems,
)

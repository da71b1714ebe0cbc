"""How many questions one file may hold, and how many answers one question. Pure.

More than anybody writes by hand; each question found costs a row in the report and a pass through the sanitisers.
"""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from quizzes.importers.refusals import FileRefused

MAX_QUESTIONS = 2_000
MAX_ANSWERS = 200

_T = TypeVar("_T")


def numbered(found: Iterable[_T]) -> Iterator[tuple[int, _T]]:
    """The questions with their numbers from 1. Raises ``FileRefused`` ("too_many_questions") when there are too many."""
    for number, one in enumerate(found, start=1):
        if number > MAX_QUESTIONS:
            raise FileRefused("too_many_questions", f"{MAX_QUESTIONS:,}".replace(",", "."))
        yield number, one

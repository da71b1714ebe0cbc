"""What the browser sees instead of choice ids: letters by position on this learner's paper.

Authors and importers often write the right choice first, so an id like ``c1`` would give the key away
whatever the order on the screen. Pure.
"""

import string
from collections.abc import Mapping, Sequence
from typing import Any

from quizzes.grading import AnswerMalformed


def letter(position: int) -> str:
    """``a`` to ``z``, then ``a2`` to ``z2`` and so on."""
    turn, place = divmod(position, 26)
    return string.ascii_lowercase[place] + (str(turn + 1) if turn else "")


def letters_of(choice_order: Sequence[str]) -> dict[str, str]:
    """Each choice id with its letter on this paper."""
    return {choice: letter(position) for position, choice in enumerate(choice_order)}


def to_shown(answer: Mapping[str, Any], choice_order: Sequence[str]) -> dict[str, Any]:
    """A stored answer as the browser may see it, letters in the order of the screen."""
    if "choices" not in answer:
        return dict(answer)
    letters = letters_of(choice_order)
    return {"choices": [letters[choice] for choice in choice_order if choice in answer["choices"]]}


def from_shown(answer: object, choice_order: Sequence[str]) -> object:
    """An answer from the browser in choice ids; a letter that is not on this paper is refused."""
    if not isinstance(answer, Mapping) or not isinstance(answer.get("choices"), list):
        return answer
    ids = {shown: choice for choice, shown in letters_of(choice_order).items()}
    try:
        return {**answer, "choices": [ids[shown] for shown in answer["choices"]]}
    except (KeyError, TypeError) as error:
        raise AnswerMalformed("answer.choices") from error

"""What the browser sees instead of ids: letters by position on this learner's paper, group by group.

Authors and importers often write the right choice first, so an id like ``c1`` would give the key away
whatever the order on the screen. Typed texts, sides taken, files and the names of gaps travel as they are. Pure.
"""

import string
from collections.abc import Mapping, Sequence
from typing import Any

from quizzes.grading import AnswerMalformed, Arrangement


def letter(position: int) -> str:
    """``a`` to ``z``, then ``a2`` to ``z2`` and so on."""
    turn, place = divmod(position, 26)
    return string.ascii_lowercase[place] + (str(turn + 1) if turn else "")


def letters_of(order: Sequence[str]) -> dict[str, str]:
    """Each id of a group with its letter on this paper."""
    return {one: letter(position) for position, one in enumerate(order)}


def to_shown(answer: Mapping[str, Any], arrangement: Arrangement) -> dict[str, Any]:
    """A stored answer as the browser may see it, letters in the order of the screen."""
    letters = {group: letters_of(order) for group, order in arrangement.items()}
    if "choices" in answer:
        return {"choices": [shown for one, shown in letters["choices"].items() if one in answer["choices"]]}
    if "order" in answer:
        return {"order": [letters["choices"][one] for one in answer["order"]]}
    if "values" in answer:
        values = answer["values"]
        return {"values": {s: values[one] for one, s in letters["statements"].items() if one in values}}
    if "pairs" in answer:
        pairs, targets = answer["pairs"], letters["targets"]
        return {"pairs": {s: targets[pairs[one]] for one, s in letters["sources"].items() if one in pairs}}
    if "gaps" in answer:
        return {"gaps": {gap: _gap_to_shown(given, letters[gap]) for gap, given in answer["gaps"].items()}}
    return dict(answer)


def _gap_to_shown(given: str | list[str], letters: Mapping[str, str]) -> str | list[str]:
    if isinstance(given, str):
        return letters.get(given, given)
    return [shown for one, shown in letters.items() if one in given]


def from_shown(answer: object, arrangement: Arrangement) -> object:
    """An answer from the browser in ids; a letter that is not on this paper is refused.

    What has no letters where they belong is handed on as it came: cleaning refuses it by name.
    """
    if not isinstance(answer, Mapping):
        return answer
    ids = {
        group: {shown: one for one, shown in letters_of(order).items()}
        for group, order in arrangement.items()
    }
    read: dict[str, Any] = dict(answer)
    for field, listed in answer.items():
        try:
            if field in {"choices", "order"} and isinstance(listed, list):
                read[field] = [ids["choices"][shown] for shown in listed]
            elif field == "values" and isinstance(listed, Mapping):
                read[field] = {ids["statements"][shown]: side for shown, side in listed.items()}
            elif field == "pairs" and isinstance(listed, Mapping):
                targets = ids["targets"]
                read[field] = {ids["sources"][source]: targets[shown] for source, shown in listed.items()}
            elif field == "gaps" and isinstance(listed, Mapping):
                read[field] = {gap: _from_gap(given, ids.get(gap, {})) for gap, given in listed.items()}
        except (KeyError, TypeError) as error:
            raise AnswerMalformed(f"answer.{field}") from error
    return read


def _from_gap(given: object, ids: Mapping[str, str]) -> object:
    """A gap without letters takes what was typed; one with letters is left open by nothing, and may take several."""
    if ids and isinstance(given, list):
        return [ids[shown] for shown in given]
    return ids[given] if ids and isinstance(given, str) and given else given

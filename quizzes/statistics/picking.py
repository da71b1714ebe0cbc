"""Which of the offered values an answer picked, by kind of question. Pure; free text is never looked at."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from quizzes.grading.answers import picked_in_gap
from quizzes.items.cloze import PICKED
from quizzes.statistics.observing import Picks

ONE = "-"
"""The part of a question that has only one."""


def picks_of(kind: str, content: Mapping[str, Any], answer: Mapping[str, Any]) -> Picks:
    """(part, value) pairs of a stored answer; nothing for a blank one and for text, numbers and essays."""
    read = _READERS.get(kind)
    return tuple(read(content, answer)) if read else ()


def _choices(_content: Mapping[str, Any], answer: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    return ((ONE, str(choice)) for choice in answer.get("choices", ()))


def _one_truth(_content: Mapping[str, Any], answer: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    return ((ONE, _truth(answer[name])) for name in ("value",) if name in answer)


def _truths(_content: Mapping[str, Any], answer: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    return ((str(part), _truth(value)) for part, value in sorted(answer.get("values", {}).items()))


def _pairs(_content: Mapping[str, Any], answer: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    return ((str(part), str(value)) for part, value in sorted(answer.get("pairs", {}).items()))


def _places(_content: Mapping[str, Any], answer: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    return ((str(place), str(value)) for place, value in enumerate(answer.get("order", ()), start=1))


def _gaps(content: Mapping[str, Any], answer: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Only gaps with choices: what was typed into the others stays with the attempt."""
    offered = {gap["id"] for gap in content.get("gaps", ()) if gap["kind"] in PICKED}
    gaps = sorted(answer.get("gaps", {}).items())
    return (
        (str(part), value) for part, said in gaps if part in offered for value in picked_in_gap(said) or ()
    )


def _truth(value: object) -> str:
    return "true" if value else "false"


_READERS: Mapping[str, Callable[[Mapping[str, Any], Mapping[str, Any]], Iterator[tuple[str, str]]]] = {
    "single_choice": _choices,
    "multiple_choice": _choices,
    "hotspot": _choices,
    "true_false": _one_truth,
    "true_false_group": _truths,
    "matching": _pairs,
    "ordering": _places,
    "cloze": _gaps,
}

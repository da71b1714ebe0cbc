"""What a learner of the demo answers: the right thing, as the key of the wording says it."""

from collections.abc import Callable, Mapping
from typing import Any

Json = Mapping[str, Any]


def right_answer(kind: str, content: Json, key: Json) -> dict[str, Any]:
    """An answer, in stored form, that earns full points; an essay gets its outline, and waits for a person."""
    return _ANSWERS[kind](content, key)


def _picks(_content: Json, key: Json) -> dict[str, Any]:
    return {"choices": list(key["correct"])}


def _first_text(_content: Json, key: Json) -> dict[str, Any]:
    return {"text": key["accepted"][0]["text"]}


def _number(content: Json, key: Json) -> dict[str, Any]:
    unit = {"unit": content["units"][0]} if content.get("units") else {}
    return {"text": _written(key["accepted"][0]["value"], content.get("number_format", "vi")), **unit}


def _written(value: str, number_format: str) -> str:
    return value.replace(".", ",") if number_format == "vi" else value


def _gaps(content: Json, key: Json) -> dict[str, Any]:
    formats = {gap["id"]: gap.get("number_format", "vi") for gap in content["gaps"]}
    return {"gaps": {gap: _gap(said, formats[gap]) for gap, said in key["gaps"].items()}}


def _gap(said: Json, number_format: str) -> str:
    if "correct" in said:
        return str(said["correct"][0])
    best = said["accepted"][0]
    return _written(best["value"], number_format) if "value" in best else str(best["text"])


_ANSWERS: dict[str, Callable[[Json, Json], dict[str, Any]]] = {
    "single_choice": _picks,
    "multiple_choice": _picks,
    "hotspot": _picks,
    "true_false": lambda _content, key: {"value": key["correct"]},
    "true_false_group": lambda _content, key: {"values": dict(key["correct"])},
    "matching": lambda _content, key: {"pairs": dict(key["pairs"])},
    "ordering": lambda _content, key: {"order": list(key["order"])},
    "short_answer": _first_text,
    "numerical": _number,
    "cloze": _gaps,
    "essay": lambda _content, key: {"text": "; ".join(line["text"] for line in key.get("rubric", ()))},
}

"""The shapes of answers, by kind of question; ``{}`` is no answer for every kind.

=====================  ===========================================================
single, multiple       ``{"choices": ["c2"]}``; so are the regions of a picture
true_false             ``{"value": true}``
true_false_group       ``{"values": {"s1": true}}``, perhaps not for every statement
matching               ``{"pairs": {"s1": "t3"}}``, perhaps not for every source
ordering               ``{"order": ["c2", "c1"]}``, always all of them
short_answer           ``{"text": "Hà Nội"}``
numerical              ``{"text": "52,3", "unit": "mm"}``, the unit when one was chosen
cloze                  ``{"gaps": {"g1": "c2", "g2": "typed"}}``, perhaps not for every gap;
                       a gap in which several are ticked: ``{"g3": ["c1", "c3"]}``, one alone as ``"c1"``
essay                  ``{"text": "…", "files": [uuid]}``; with ``"format": "html"`` the text is HTML
=====================  ===========================================================

The readers say None for anything of another shape, and never fail.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any
from uuid import UUID

from quizzes.items.cloze import MAX_GAPS
from quizzes.items.essay import MAX_FILES
from quizzes.items.essay_text import FORMAT, HTML, cleaned, is_formatted
from quizzes.items.reading import plain, plain_lines

Arrangement = Mapping[str, Sequence[str]]
"""By group of the question, the ids in the order one learner sees them."""

MAX_TEXT = 60_000
MAX_LINE = 1_000
_FIELDS = frozenset(
    {"choices", "value", "values", "pairs", "order", "text", "unit", "gaps", "files", "format"}
)


class AnswerMalformed(ValueError):
    """An answer that does not fit its question; ``field`` names what is wrong."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def choices_in(answer: object) -> frozenset[str] | None:
    """The choices picked, or None when this is no list of distinct choice ids."""
    picked = _distinct_in(answer, "choices")
    return None if picked is None else frozenset(picked)


def order_in(answer: object) -> tuple[str, ...] | None:
    """The ids in the order given, or None when this is no list of distinct ids."""
    return _distinct_in(answer, "order")


def _distinct_in(answer: object, field: str) -> tuple[str, ...] | None:
    if not isinstance(answer, Mapping) or set(answer) != {field}:
        return None
    listed = answer[field]
    if not isinstance(listed, list | tuple) or not all(isinstance(one, str) for one in listed):
        return None
    return tuple(listed) if len(set(listed)) == len(listed) else None


def value_in(answer: object) -> bool | None:
    """The side taken, or None when this is no plain true or false."""
    if not isinstance(answer, Mapping) or set(answer) != {"value"} or not isinstance(answer["value"], bool):
        return None
    return answer["value"]


def values_in(answer: object) -> dict[str, bool] | None:
    """The side taken for each statement, or None."""
    return _by_id(answer, "values", bool)


def pairs_in(answer: object) -> dict[str, str] | None:
    """The target given to each source, or None."""
    return _by_id(answer, "pairs", str)


def gaps_in(answer: object) -> dict[str, tuple[str, ...]] | None:
    """What was chosen, ticked or typed in each gap, or None; more than one thing only where several are ticked."""
    given = _by_id(answer, "gaps", (str, list, tuple))
    if given is None:
        return None
    read = {gap: picked_in_gap(said) for gap, said in given.items()}
    return None if any(said is None for said in read.values()) else read  # type: ignore[return-value]


def picked_in_gap(said: object) -> tuple[str, ...] | None:
    """The one thing or the several things in a gap, or None when that is neither a text nor distinct texts.

    >>> picked_in_gap("c1"), picked_in_gap(["c1", "c3"]), picked_in_gap(["c1", "c1"])
    (('c1',), ('c1', 'c3'), None)
    """
    listed = [said] if isinstance(said, str) else said
    if not isinstance(listed, list | tuple) or not all(isinstance(one, str) for one in listed):
        return None
    return tuple(listed) if len(set(listed)) == len(listed) else None


def _by_id(answer: object, field: str, kept: type | tuple[type, ...]) -> dict[str, Any] | None:
    if not isinstance(answer, Mapping) or set(answer) != {field} or not isinstance(answer[field], Mapping):
        return None
    given = answer[field]
    fits = all(isinstance(one, str) and isinstance(value, kept) for one, value in given.items())
    return dict(given) if fits else None


def text_in(answer: object, *, beside: str = "") -> str | None:
    """The text typed, or None; ``beside`` names the one other field that may be there."""
    if not isinstance(answer, Mapping) or not {"text"} <= set(answer) <= {"text", beside}:
        return None
    return answer["text"] if isinstance(answer["text"], str) else None


def unit_in(answer: object) -> str | None:
    """The unit chosen, empty when none was; None when it is no text."""
    unit = answer.get("unit", "") if isinstance(answer, Mapping) else None
    return unit if isinstance(unit, str) else None


def files_in(answer: object) -> list[str] | None:
    """The files handed in, by uuid in its one written form, or None."""
    files = answer.get("files", []) if isinstance(answer, Mapping) else None
    if not isinstance(files, list | tuple) or len(files) > MAX_FILES:
        return None
    try:
        read = [str(UUID(file)) for file in files]
    except (ValueError, TypeError, AttributeError):
        return None
    return read if len(set(read)) == len(read) else None


def is_blank(answer: object) -> bool:
    """Whether nothing was answered."""
    if answer is None:
        return True
    return (
        isinstance(answer, Mapping)
        and set(answer) <= _FIELDS
        and all(value in ("", [], {}) for field, value in answer.items() if field not in {"unit", "format"})
    )


def clean_answer(kind: str, arrangement: Arrangement, answer: object) -> dict[str, Any]:
    """The answer in its one stored form (choices in the order of the paper), or :class:`AnswerMalformed`."""
    if not isinstance(answer, Mapping):
        raise AnswerMalformed("answer")
    return {} if is_blank(answer) else _CLEANERS[kind](arrangement, answer)


def _clean_choices(arrangement: Arrangement, answer: object) -> dict[str, Any]:
    shown, picked = arrangement.get("choices", ()), choices_in(answer)
    if picked is None or not picked <= set(shown):
        raise AnswerMalformed("answer.choices")
    return {"choices": [choice for choice in shown if choice in picked]}


def _clean_one_choice(arrangement: Arrangement, answer: object) -> dict[str, Any]:
    clean = _clean_choices(arrangement, answer)
    if len(clean["choices"]) > 1:
        raise AnswerMalformed("answer.choices")
    return clean


def _clean_value(arrangement: Arrangement, answer: object) -> dict[str, Any]:
    value = value_in(answer)
    if value is None:
        raise AnswerMalformed("answer.value")
    return {"value": value}


def _clean_values(arrangement: Arrangement, answer: object) -> dict[str, Any]:
    shown, given = arrangement.get("statements", ()), values_in(answer)
    if given is None or not set(given) <= set(shown):
        raise AnswerMalformed("answer.values")
    return {"values": {statement: given[statement] for statement in shown if statement in given}}


def _clean_pairs(arrangement: Arrangement, answer: object) -> dict[str, Any]:
    sources, given = arrangement.get("sources", ()), pairs_in(answer)
    targets = set(arrangement.get("targets", ()))
    if given is None or not set(given) <= set(sources) or not set(given.values()) <= targets:
        raise AnswerMalformed("answer.pairs")
    return {"pairs": {source: given[source] for source in sources if source in given}}


def _clean_order(arrangement: Arrangement, answer: object) -> dict[str, Any]:
    order = order_in(answer)
    if order is None or sorted(order) != sorted(arrangement.get("choices", ())):
        raise AnswerMalformed("answer.order")
    return {"order": list(order)}


def _clean_line(text: str | None, field: str, most: int = MAX_LINE) -> str:
    if text is None or len(text) > most or len(clean := plain(text)) > most:
        raise AnswerMalformed(field)
    return clean


def _clean_text(arrangement: Arrangement, answer: object) -> dict[str, Any]:
    text = _clean_line(text_in(answer), "answer.text", MAX_TEXT)
    return {"text": text} if text else {}


def _clean_number(arrangement: Arrangement, answer: object) -> dict[str, Any]:
    """The text as it was typed: how it is read is for the grading and the page to say. A unit alone is no answer."""
    text = _clean_line(text_in(answer, beside="unit"), "answer.text")
    unit = _clean_line(unit_in(answer), "answer.unit")
    if not text:
        return {}
    return {"text": text, "unit": unit} if unit else {"text": text}


def _clean_gaps(arrangement: Arrangement, answer: object) -> dict[str, Any]:
    given = gaps_in(answer)
    if given is None or len(given) > MAX_GAPS or not set(given) <= set(arrangement):
        raise AnswerMalformed("answer.gaps")
    filled = {
        gap: kept
        for gap in arrangement
        if gap in given and (kept := _clean_gap(arrangement[gap], given[gap]))
    }
    return {"gaps": filled} if filled else {}


def _clean_gap(offered: Sequence[str], given: Sequence[str]) -> str | list[str]:
    """One thing as it is, several ticked in the order of the paper; empty when the gap was left open."""
    if len(given) < 2:
        line = _clean_line("".join(given), "answer.gaps")
        if line and offered and line not in offered:
            raise AnswerMalformed("answer.gaps")
        return line
    if not set(given) <= set(offered):
        raise AnswerMalformed("answer.gaps")
    return [choice for choice in offered if choice in given]


def _clean_essay(arrangement: Arrangement, answer: Mapping[str, Any]) -> dict[str, Any]:
    is_html = is_formatted(answer)
    answer = {name: value for name, value in answer.items() if not (name == FORMAT and value in {HTML, ""})}
    text, files = text_in({"text": "", **answer}, beside="files"), files_in(answer)
    if text is None or len(text) > MAX_TEXT or len(clean := plain_lines(text)) > MAX_TEXT:
        raise AnswerMalformed("answer.text")
    if files is None:
        raise AnswerMalformed("answer.files")
    if is_html:
        clean = cleaned(clean)
    if not clean and not files:
        return {}
    return {"text": clean, "files": files, **({FORMAT: HTML} if is_html else {})}


_CLEANERS: Mapping[str, Callable[[Arrangement, Mapping[str, Any]], dict[str, Any]]] = MappingProxyType(
    {
        "single_choice": _clean_one_choice,
        "multiple_choice": _clean_choices,
        "true_false": _clean_value,
        "true_false_group": _clean_values,
        "matching": _clean_pairs,
        "ordering": _clean_order,
        "short_answer": _clean_text,
        "numerical": _clean_number,
        "cloze": _clean_gaps,
        "essay": _clean_essay,
        "hotspot": _clean_choices,
    }
)

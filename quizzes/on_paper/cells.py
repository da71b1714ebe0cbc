"""One cell of a result sheet as an answer, and an answer as such a cell. Pure.

=====================  =====================================================
single, multiple,      ``B`` or ``A C``
regions of a picture
true or false          ``Đ`` or ``S``
statements             ``Đ S - Đ``: one sign for each, a dash where none was given
matching               ``C A -``: the letter for each line, or ``1-C 2-A``
ordering               ``B A D C``
text, number           as written, a unit behind the number
gaps                   ``văn thư | B | 30``: one for each gap
essay                  the points given
=====================  =====================================================
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from quizzes.grading import AnswerMalformed, Arrangement, clean_answer, read_number
from quizzes.items import kind_of
from quizzes.items.cloze import CHOICES, MARK
from quizzes.items.numerical import NumericalContent
from quizzes.shown import letter

TRUE, FALSE = "Đ", "S"
NONE = "-"
GAP_DIVIDER = "|"
_SIDES = {
    **dict.fromkeys(("Đ", "D", "T", "ĐÚNG", "DUNG", "TRUE"), True),
    **dict.fromkeys(("S", "F", "SAI", "FALSE"), False),
}
_BETWEEN = re.compile(r"[\s,;./]+")
_PAIR = re.compile(r"(\d{1,3})\s*[-–:.)]?\s*([A-ZĐ]\d?|-)")
_TOKEN = re.compile(r"[A-ZĐ]\d*|[-–]")


class CellRefused(ValueError):
    """A cell that cannot be read. ``code``: ``letters``, ``one_letter``, ``side``, ``count``, ``places``, ``number``."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, detail


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperQuestion:
    """A question of a printed paper."""

    kind: str
    content: Mapping[str, Any]
    arrangement: Arrangement
    points: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What stands in a cell: an answer in stored form, or for an essay the points that were given."""

    answer: dict[str, Any] = field(default_factory=dict)
    points: Decimal | None = None


def entry_in(question: PaperQuestion, text: str) -> Entry:
    """Read a cell; empty or a dash: nothing was answered. Raises :class:`CellRefused`."""
    said = unicodedata.normalize("NFC", text).strip()
    if said in {"", NONE, "–"}:
        return Entry()
    if kind_of(question.kind).needs_marking:
        return Entry(points=_points(said, question.points))
    answer = _READERS[question.kind](question, said)
    try:
        return Entry(answer=clean_answer(question.kind, question.arrangement, answer))
    except AnswerMalformed as error:
        raise CellRefused("letters", said) from error


def letters_in(order: Sequence[str]) -> dict[str, str]:
    """Each id with its capital letter on this paper."""
    return {one: letter(place).upper() for place, one in enumerate(order)}


def _ids(order: Sequence[str]) -> dict[str, str]:
    return {shown: one for one, shown in letters_in(order).items()}


def _tokens(said: str) -> list[str]:
    """The letters of a cell, with or without something between them."""
    bare = _BETWEEN.sub("", said.upper())
    found = _TOKEN.findall(bare)
    if "".join(found) != bare:
        raise CellRefused("letters", said)
    return [NONE if one == "–" else one for one in found]


def _letters(said: str, order: Sequence[str]) -> list[str]:
    ids = _ids(order)
    try:
        return [ids[token] for token in _tokens(said)]
    except KeyError as error:
        raise CellRefused("letters", said) from error


def _choices(question: PaperQuestion, said: str) -> dict[str, Any]:
    picked = _letters(said, question.arrangement["choices"])
    if question.kind == "single_choice" and len(picked) > 1:
        raise CellRefused("one_letter", said)
    return {"choices": picked}


def _side(said: str) -> bool:
    side = _SIDES.get(said.upper())
    if side is None:
        raise CellRefused("side", said)
    return side


def _value(_question: PaperQuestion, said: str) -> dict[str, Any]:
    return {"value": _side(said)}


def _values(question: PaperQuestion, said: str) -> dict[str, Any]:
    statements, signs = question.arrangement["statements"], _tokens(said)
    if len(signs) != len(statements):
        raise CellRefused("count", str(len(statements)))
    given = {one: _side(sign) for one, sign in zip(statements, signs, strict=True) if sign != NONE}
    return {"values": given}


def _pairs(question: PaperQuestion, said: str) -> dict[str, Any]:
    sources, targets = question.arrangement["sources"], _ids(question.arrangement["targets"])
    if any(sign.isdigit() for sign in said) and said.strip()[:1].isdigit():
        numbered = {int(number): target for number, target in _PAIR.findall(said.upper())}
        if not set(numbered) <= set(range(1, len(sources) + 1)):
            raise CellRefused("count", str(len(sources)))
        signs = [numbered.get(number, NONE) for number in range(1, len(sources) + 1)]
    else:
        signs = _tokens(said)
    if len(signs) != len(sources):
        raise CellRefused("count", str(len(sources)))
    try:
        pairs = {s: targets[sign] for s, sign in zip(sources, signs, strict=True) if sign != NONE}
    except KeyError as error:
        raise CellRefused("letters", said) from error
    return {"pairs": pairs}


def _order(question: PaperQuestion, said: str) -> dict[str, Any]:
    order = _letters(said, question.arrangement["choices"])
    if sorted(order) != sorted(question.arrangement["choices"]):
        raise CellRefused("places", said)
    return {"order": order}


def _text(_question: PaperQuestion, said: str) -> dict[str, Any]:
    return {"text": said}


def _number(question: PaperQuestion, said: str) -> dict[str, Any]:
    content = kind_of(question.kind).read_content(question.content)
    units = content.units if isinstance(content, NumericalContent) else ()
    for unit in sorted(units, key=len, reverse=True):
        if said.endswith(unit):
            return {"text": said.removesuffix(unit).strip(), "unit": unit}
    return {"text": said}


def _gaps(question: PaperQuestion, said: str) -> dict[str, Any]:
    gaps = gaps_of(question)
    parts = [part.strip() for part in said.split(GAP_DIVIDER)]
    if len(parts) != len(gaps):
        raise CellRefused("count", str(len(gaps)))
    several = {gap["id"] for gap in question.content["gaps"] if gap["kind"] == CHOICES}
    given = {}
    for gap, part in zip(gaps, parts, strict=True):
        if part in {"", NONE, "–"}:
            continue
        order = question.arrangement[gap]
        given[gap] = _picked(part, order, takes_several=gap in several) if order else part
    return {"gaps": given}


def gaps_of(question: PaperQuestion) -> list[str]:
    """The gaps in the order in which they stand in the text, which is how they are numbered on paper."""
    return [gap for gap in MARK.findall(question.content["stem"]) if gap in question.arrangement]


def _picked(said: str, order: Sequence[str], *, takes_several: bool) -> str | list[str]:
    picked = _letters(said, order)
    if takes_several and len(picked) > 1:
        return picked
    if len(picked) != 1:
        raise CellRefused("one_letter", said)
    return picked[0]


def _points(said: str, most: Decimal) -> Decimal:
    number = read_number(said, "vi")
    if number is None or not 0 <= number <= most or number != round(number, 2):
        raise CellRefused("number", f"{most.normalize():f}")
    return number


_READERS: Mapping[str, Callable[[PaperQuestion, str], dict[str, Any]]] = {
    "single_choice": _choices,
    "multiple_choice": _choices,
    "hotspot": _choices,
    "true_false": _value,
    "true_false_group": _values,
    "matching": _pairs,
    "ordering": _order,
    "short_answer": _text,
    "numerical": _number,
    "cloze": _gaps,
}


def cell_of(question: PaperQuestion, answer: Mapping[str, Any]) -> str:
    """An answer as it would be typed in; ``entry_in`` reads it back."""
    return next((write(question, answer) for field, write in _WRITERS.items() if field in answer), "")


def _choices_cell(question: PaperQuestion, answer: Mapping[str, Any]) -> str:
    letters = letters_in(question.arrangement["choices"])
    return " ".join(shown for one, shown in letters.items() if one in answer["choices"])


def _value_cell(_question: PaperQuestion, answer: Mapping[str, Any]) -> str:
    return TRUE if answer["value"] else FALSE


def _values_cell(question: PaperQuestion, answer: Mapping[str, Any]) -> str:
    given, signs = answer["values"], {True: TRUE, False: FALSE, None: NONE}
    return " ".join(signs[given.get(one)] for one in question.arrangement["statements"])


def _pairs_cell(question: PaperQuestion, answer: Mapping[str, Any]) -> str:
    letters, pairs = letters_in(question.arrangement["targets"]), answer["pairs"]
    return " ".join(letters[pairs[one]] if one in pairs else NONE for one in question.arrangement["sources"])


def _order_cell(question: PaperQuestion, answer: Mapping[str, Any]) -> str:
    letters = letters_in(question.arrangement["choices"])
    return " ".join(letters[one] for one in answer["order"])


def _gaps_cell(question: PaperQuestion, answer: Mapping[str, Any]) -> str:
    given, order = answer["gaps"], question.arrangement
    return f" {GAP_DIVIDER} ".join(_gap_cell(given.get(gap, ""), order[gap]) for gap in gaps_of(question))


def _text_cell(_question: PaperQuestion, answer: Mapping[str, Any]) -> str:
    return f"{answer['text']} {answer.get('unit', '')}".strip()


_WRITERS: Mapping[str, Callable[[PaperQuestion, Mapping[str, Any]], str]] = {
    "choices": _choices_cell,
    "value": _value_cell,
    "values": _values_cell,
    "pairs": _pairs_cell,
    "order": _order_cell,
    "gaps": _gaps_cell,
    "text": _text_cell,
}


def _gap_cell(given: str | list[str], order: Sequence[str]) -> str:
    if not order or not given:
        return "".join(given) or NONE
    letters, picked = letters_in(order), [given] if isinstance(given, str) else given
    return " ".join(shown for one, shown in letters.items() if one in picked)

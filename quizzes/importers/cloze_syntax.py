"""Answers written into a text, as Moodle's "embedded answers" have them: ``{2:SHORTANSWER:=Huế#Right~%50%Đà Nẵng}``. Pure.

https://docs.moodle.org/en/Embedded_Answers_(Cloze)_question_type
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from quizzes.importers import making
from quizzes.importers.counting import MAX_ANSWERS
from quizzes.importers.making import Answer, Made
from quizzes.importers.markup import Texts, plain_of

_TEXT, _CASE, _NUMBER, _CHOICE, _TICKS = "text", "case", "number", "choice", "ticks"
_TYPES = {
    **dict.fromkeys(("SHORTANSWER", "SA", "MW"), _TEXT),
    **dict.fromkeys(("SHORTANSWER_C", "SAC", "MWC"), _CASE),
    **dict.fromkeys(("NUMERICAL", "NM"), _NUMBER),
    **{
        f"{name}{end}": _CHOICE
        for name in ("MULTICHOICE", "MC")
        for end in ("", "_H", "_V", "_S", "_HS", "_VS", "H", "V", "S", "HS", "VS")
    },
    **{
        f"{name}{end}": _TICKS
        for name in ("MULTIRESPONSE", "MR")
        for end in ("", "_H", "_S", "_HS", "H", "S", "HS")
    },
}
_GAP = re.compile(
    r"\{(?P<weight>[0-9]{0,5}):(?P<type>[A-Z_]{2,16}):(?P<answers>(?:[^{}\\]|\\.)*)\}", re.DOTALL
)
_NAME = re.compile(r"^(?:MULTICHOICE|MULTIRESPONSE|MC|MR)")
_SIGN = re.compile(r'\\([}{#~/"=\\])')
_NUMBERED = re.compile(r"&#(35|61|92|123|125|126);")
"""Signs that files write as numbers because they mean something here: # = \\ { } ~."""
_WEIGHT = re.compile(r"^%(-?[0-9]{1,3}(?:\.[0-9]*)?)%")
_SPLIT = re.compile(r"(?<!\\)~")
_SAID = re.compile(r"(?<!\\)(?<!&)#")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    type: str
    weight: str
    answers: list[tuple[str, Decimal, str]]
    """Text as written, fraction, remark as written."""
    has_per_cents: bool


def make_embedded(markup: str, texts: Texts) -> Made:
    """A text with embedded answers as a text with gaps; refused when a gap cannot be held."""
    found = list(_GAP.finditer(markup))
    if len(found) > MAX_ANSWERS or any(match["answers"].count("~") > MAX_ANSWERS for match in found):
        return making.refused("cloze", texts.rich(markup), "too_many_answers", str(MAX_ANSWERS))
    marks = iter(range(1, len(found) + 1))
    stem = texts.rich(_GAP.sub(lambda _gap: f"[[g{next(marks)}]]", markup))
    if not found:
        return making.refused("cloze", stem, "no_gaps")
    gaps = []
    for number, match in enumerate(found, start=1):
        kind = _TYPES.get(match["type"])
        gap = _gap(f"g{number}", kind, _read(match), texts) if kind else None
        if gap is None:
            return making.refused("cloze", stem, "gap_without_answer", str(number))
        gaps.append(gap)
        if kind in {_CHOICE, _TICKS} and set(_NAME.sub("", match["type"])) & {"H", "V"}:
            texts.lose("gap_layout", match["type"])
    return making.make_cloze(stem, gaps)


def _read(match: re.Match[str]) -> _Found:
    weight = match["weight"].lstrip("0") or ("1" if not match["weight"] else "0")
    has_per_cents = any(_WEIGHT.match(part.strip()) for part in _SPLIT.split(match["answers"]))
    return _Found(
        type=match["type"],
        weight=weight,
        answers=list(_answers(match["answers"])),
        has_per_cents=has_per_cents,
    )


def _answers(text: str) -> Iterator[tuple[str, Decimal, str]]:
    for part in _SPLIT.split(text):
        raw, fraction = part.strip(), Decimal(0)
        if raw.startswith("="):
            raw, fraction = raw[1:], Decimal(1)
        elif weight := _WEIGHT.match(raw):
            raw, fraction = raw[weight.end() :], Decimal(weight.group(1)) / 100
        if raw.strip():
            answer, *said = _SAID.split(raw, maxsplit=1)
            yield _as_itself(answer), fraction, _as_itself(said[0]) if said else ""


def _as_itself(written: str) -> str:
    return _NUMBERED.sub(lambda sign: chr(int(sign.group(1))), _SIGN.sub(r"\1", written)).strip()


def _gap(id: str, kind: str, found: _Found, texts: Texts) -> tuple[dict[str, Any], dict[str, Any]] | None:
    answers = [
        Answer(text=text, fraction=fraction, feedback=texts.inline(said))
        for text, fraction, said in found.answers
    ]
    if kind in {_CHOICE, _TICKS}:
        for answer in answers:
            answer.text = texts.inline(answer.text)
        if kind == _TICKS:
            return making.ticks_gap(id, answers, found.weight, is_plain=not found.has_per_cents)
        return making.choice_gap(id, answers, found.weight)
    if kind == _NUMBER:
        for answer in answers:
            number, _colon, tolerance = plain_of(answer.text).partition(":")
            answer.text, answer.tolerance = number.strip(), tolerance.strip() or "0"
        seen, key, lost = making.number_gap(id, answers, found.weight)
        texts.lost += lost
        return (seen, key) if key["accepted"] else None
    for answer in answers:
        answer.text = plain_of(answer.text)
    return making.text_gap(id, answers, found.weight, ignores_case=kind == _TEXT) if answers else None

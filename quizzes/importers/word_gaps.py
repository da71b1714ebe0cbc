"""Gaps as typed: rows of underscores or dots, with or without a number, {1}, [1]; and what is said to fill them. Pure."""

import re
from typing import Any

from quizzes.importers import shaping
from quizzes.importers.word_answers import quantity_in, texts_in

_GAP = re.compile(
    r"(?:\(\d{1,2}\)\s*)?(?:_{3,}|\.{5,}|…{2,}|(?:\.{3}|…)(?=\s*\(\d{1,2}\)))(?:\s*\(\d{1,2}\))?|(?<!\[)\[\d{1,2}\](?!\])|\{\d{1,2}\}"
)
_NUMBER_ONLY = re.compile(r"\(\d{1,2}\)")
_CHOICES = re.compile(r"^\s*\[(.+\|.+)\]\s*$")


def with_gaps(markup: str) -> tuple[str, int]:
    """The stem with a mark in each gap, and how many there are.

    >>> with_gaps("<p>Lề trái (1)____ đến {2} mm</p>")
    ('<p>Lề trái [[g1]] đến [[g2]] mm</p>', 2)
    """
    pattern = _GAP if _GAP.search(markup) else _NUMBER_ONLY
    count = 0

    def mark(_found: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f"[[g{count}]]"

    return pattern.sub(mark, markup), count


def gap_from(said: str, id: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A gap and its key: a number, "[*right | wrong | wrong]" to choose from or to tick, or texts."""
    listed = _CHOICES.match(said)
    if listed:
        options = [option.strip() for option in listed.group(1).split("|")]
        right = [f"c{place}" for place, option in enumerate(options, start=1) if option.startswith("*")]
        texts = [shaping.as_html(option.removeprefix("*").strip()) for option in options]
        if len(right) > 1:
            gap = {"id": id, "kind": "choices", "choices": shaping.numbered("c", texts)}
            return gap, {"takes_several": True, **shaping.choice_key(right, scoring="right_minus_wrong")}
        if len(right) == 1:
            gap = {"id": id, "kind": "choice", "choices": shaping.numbered("c", texts)}
            return gap, shaping.choice_key(right)
    numbers = [quantity_in(part) for part in said.split(";") if part.strip()]
    known = [number for number in numbers if number is not None and not number.unit]
    if known and len(known) == len(numbers):
        accepted = [
            shaping.accepted_number(
                one.value, tolerance=one.tolerance, tolerance_kind=one.tolerance_kind, credit=one.credit
            )
            for one in known
        ]
        return {"id": id, "kind": "number", "number_format": "vi"}, shaping.number_key(accepted)
    accepted_texts = [shaping.accepted_text(one.text, credit=one.credit) for one in texts_in(said)]
    return {"id": id, "kind": "text"}, shaping.text_key(accepted_texts)

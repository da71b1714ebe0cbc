"""Answers written as teachers type them, so that the readers of Word and Excel files take them for what they are. Pure."""

import html
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from quizzes.exporters.bank import ExportedItem
from quizzes.items.cloze import PICKED

_CUTS = (";", "|", "/", '"', "(", "\n")


def truth_word(is_true: bool) -> str:
    return "Đúng" if is_true else "Sai"


def typed_number(value: str) -> str:
    """A stored number the Vietnamese way.

    >>> typed_number("-1784.50")
    '-1784,50'
    """
    return value.replace(".", ",")


def percent(fraction: str) -> str:
    return typed_number(format((Decimal(fraction) * 100).normalize(), "f"))


def plain_text_answers(accepted: Sequence[Mapping[str, Any]]) -> list[str]:
    """Accepted texts, in quotes where they hold a sign that would cut them."""
    found = []
    for one in accepted:
        text = one["text"]
        if any(sign in text for sign in _CUTS) or text != text.strip():
            text = '"' + text.replace('"', '""') + '"'
        credit = "" if Decimal(one["credit"]) == 1 else f" ({percent(one['credit'])}%)"
        found.append(f"{text}{credit}")
    return found


def number_answers(accepted: Sequence[Mapping[str, Any]], unit: str = "") -> list[str]:
    found = []
    for one in accepted:
        text = typed_number(one["value"]) + (f" {unit}" if unit else "")
        if Decimal(one["tolerance"]):
            is_relative = one["tolerance_kind"] == "relative"
            width = f"{percent(one['tolerance'])}%" if is_relative else typed_number(one["tolerance"])
            text += f" (sai số {width})"
        if Decimal(one["credit"]) != 1:
            text += f" ({percent(one['credit'])}%)"
        found.append(text)
    return found


def cloze_answers(item: ExportedItem) -> list[str]:
    """One answer for each gap, "(1) …"."""
    found = []
    for place, gap in enumerate(item.content["gaps"], start=1):
        key = item.key["gaps"][gap["id"]]
        if gap["kind"] in PICKED:
            parts = [
                ("*" if choice["id"] in key["correct"] else "") + html.unescape(choice["text"])
                for choice in gap["choices"]
            ]
            said = f"[{' | '.join(parts)}]"
        elif gap["kind"] == "number":
            said = "; ".join(number_answers(key["accepted"]))
        else:
            said = "; ".join(plain_text_answers(key["accepted"]))
        found.append(f"({place}) {said}")
    return found

"""Aiken: plain text, one right choice. Little fits, so much is listed. Pure. See ``importers.aiken`` for the way back."""

import re

from quizzes.exporters.bank import ExportedBank, ExportedFile, ExportedItem
from quizzes.exporters.losses import Losses
from quizzes.importers.markup import plain_of

_IMAGE = re.compile(r"<img\b", re.IGNORECASE)
_MARKED = re.compile(r"<(?!/?p>|br>|/)[a-z]", re.IGNORECASE)
_TAKEN_FOR_OTHER = re.compile(r"(?:[A-Za-z][.)](?:\s|$)|ANSWER\s*:)", re.IGNORECASE)


def write_aiken(bank: ExportedBank) -> ExportedFile:
    """Single choices, and true or false as two choices; every other question is listed as left out."""
    losses = Losses()
    parts = []
    for item in bank.items:
        written = _question(item, losses)
        if written is None:
            losses.leave_out(item)
            continue
        losses.lose_common(item, holds=())
        parts.append(written)
    return ExportedFile(data=("\n\n".join(parts) + "\n").encode(), not_held=losses.found())


def _question(item: ExportedItem, losses: Losses) -> str | None:
    if item.kind == "true_false":
        losses.lose(item, "kind", item.kind)
        choices = [("true", "Đúng"), ("false", "Sai")]
        right = str(item.key["correct"]).lower()
    elif item.kind == "single_choice":
        choices = [(choice["id"], _plain(item, choice["text"], losses)) for choice in item.content["choices"]]
        right = item.key["correct"][0]
        if item.key.get("scoring") == "weighted":
            losses.lose(item, "scoring", "weighted")
    else:
        return None
    stem = _plain(item, str(item.content["stem"]), losses)
    if not stem or _TAKEN_FOR_OTHER.match(stem) or not all(text for _id, text in choices):
        return None
    lines = [f"{chr(65 + place)}. {text}" for place, (_id, text) in enumerate(choices)]
    answer = chr(65 + [one for one, _text in choices].index(right))
    return "\n".join([stem, *lines, f"ANSWER: {answer}"])


def _plain(item: ExportedItem, markup: str, losses: Losses) -> str:
    """The words on one line."""
    if _IMAGE.search(markup):
        losses.lose(item, "picture", markup)
    elif _MARKED.search(markup) or markup.count("<p>") > 1 or "<br>" in markup:
        losses.lose(item, "formatting", markup)
    return " ".join(plain_of(markup).split())

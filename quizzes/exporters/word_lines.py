"""The labelled lines under a question in a Word sheet. Pure."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from content.documents.page import Run
from quizzes.exporters.bank import ExportedItem
from quizzes.exporters.typed import percent, typed_number
from quizzes.importers.word_labels import DRAFT, LABELS, SCORINGS

Text = Callable[[str, str], list[list[Run]]]
"""(HTML, the field that would be lost) as lines of pieces."""


def labelled(name: str, *pieces: Run) -> list[Run]:
    return [Run(text=f"{LABELS[name]}: ", is_italic=True), *pieces]


def described(item: ExportedItem) -> Iterator[list[Run]]:
    """Points first: after it every label is taken for one. Of the rest, what is not as usual."""
    yield labelled("points", Run(text=typed_number(item.points)))
    values = {
        "code": item.code,
        "difficulty": "" if item.difficulty == 2 else str(item.difficulty),
        "scoring": _scoring(item),
        "state": DRAFT if item.state == "draft" else "",
        "language": item.language,
        "source": item.source,
        "legal_basis": item.legal_basis,
    }
    for name, value in values.items():
        if value:
            yield labelled(name, Run(text=value))
    for tag in item.tags:
        yield labelled("tags", Run(text=tag.name if tag.kind == "tag" else f"{tag.kind}: {tag.name}"))


def _scoring(item: ExportedItem) -> str:
    """The way of scoring where the sheet would be read otherwise."""
    name = item.key.get("scoring", "")
    usual = {"matching": "proportional", "true_false_group": "proportional", "ordering": "exact"}
    if not name or name == usual.get(item.kind, "all_or_nothing"):
        return ""
    if name == "weighted":
        weights = item.key.get("weights", {})
        return f"{SCORINGS[name]}: " + "; ".join(
            f"{_letter(id)} {percent(worth)}%" for id, worth in weights.items()
        )
    if name == "scale":
        return f"{SCORINGS[name]}: " + "; ".join(
            typed_number(format(Decimal(step), "f")) for step in item.key["scale"]
        )
    return SCORINGS[name]


def _letter(id: str) -> str:
    return chr(ord("A") + int(id[1:]) - 1)


def remarks(item: ExportedItem, text: Text) -> Iterator[list[Run]]:
    """What is said after the answer, each on its own line."""
    key = item.key
    for label, markup in (
        ("Giải thích", key.get("feedback", "")),
        (LABELS["feedback_correct"], key.get("feedback_correct", "")),
        (LABELS["feedback_partial"], key.get("feedback_partial", "")),
        (LABELS["feedback_wrong"], key.get("feedback_wrong", "")),
        *((LABELS["hints"], hint) for hint in key.get("hints", [])),
    ):
        yield from _lines(label, text(markup, "feedback"))
    for id, markup in key.get("choice_feedback", {}).items():
        name = {"true": "đúng", "false": "sai"}.get(id) or (
            _letter(id) if item.kind in {"single_choice", "multiple_choice"} else id[1:]
        )
        yield from _lines(f"Nhận xét {name}", text(markup, "choice_feedback"))


def _lines(label: str, lines: list[list[Run]]) -> Iterator[list[Run]]:
    for place, pieces in enumerate(lines):
        yield [Run(text=f"{label}: ", is_italic=True), *pieces] if place == 0 else pieces

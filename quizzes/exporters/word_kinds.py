"""What stands under the stem of each kind of question in a Word sheet. Pure."""

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from content.documents.page import Run
from quizzes.exporters.bank import ExportedItem
from quizzes.exporters.losses import Losses
from quizzes.exporters.typed import (
    cloze_answers,
    number_answers,
    plain_text_answers,
    truth_word,
    typed_number,
)
from quizzes.exporters.word_text import one_line, shielded, without_whole_marks, written
from quizzes.importers.drafts import Picture
from quizzes.importers.word_labels import LABELS
from quizzes.items.cloze import CHOICES, PICKED


@dataclass(slots=True, kw_only=True)
class Lines:
    """A question being written: its stem as HTML, and the lines below it."""

    item: ExportedItem
    losses: Losses
    pictures: Mapping[str, Picture]
    below: list[list[Run]] = field(default_factory=list)
    stem: str = ""

    def __post_init__(self) -> None:
        self.stem = self.item.content["stem"]

    def text(self, markup: str, lost: str) -> list[list[Run]]:
        """HTML as lines, shielded; what cannot be said is noted."""
        found = written(markup, self.pictures)
        for name in found.lost | ({"formatting"} if found.tables else set()):
            self.losses.lose(self.item, name, markup)
        return [shielded(line, ends=False) for line in found.lines]

    def line(self, markup: str) -> list[Run]:
        """HTML of a choice as one line without marks of its own."""
        pieces, lost = one_line(markup, self.pictures)
        pieces, changed = without_whole_marks(pieces)
        for name in lost | ({"formatting"} if changed else set()):
            self.losses.lose(self.item, name, markup)
        return shielded(pieces)

    def answer(self, text: str, label: str = "Đáp án") -> None:
        self.below.append([Run(text=f"{label}: ", is_italic=True), Run(text=text)])


def _choices(lines: Lines) -> None:
    item = lines.item
    for place, choice in enumerate(item.content["choices"]):
        is_right = choice["id"] in item.key["correct"]
        letter = Run(text=f"{chr(ord('A') + place)}.", is_underlined=is_right)
        lines.below.append([letter, Run(text=" "), *lines.line(choice["text"])])
    letters = [
        chr(ord("A") + place)
        for place, choice in enumerate(item.content["choices"])
        if choice["id"] in item.key["correct"]
    ]
    lines.answer(", ".join(letters))


def _true_false(lines: Lines) -> None:
    lines.answer(truth_word(lines.item.key["correct"]))


def _lettered(place: int) -> str:
    return chr(ord("a") + place)


def _true_false_group(lines: Lines) -> None:
    truths = []
    for place, one in enumerate(lines.item.content["statements"]):
        lines.below.append([Run(text=f"{_lettered(place)}) "), *lines.line(one["text"])])
        truths.append(f"{_lettered(place)}-{'Đ' if lines.item.key['correct'][one['id']] else 'S'}")
    lines.answer(", ".join(truths))


def _matching(lines: Lines) -> None:
    content, key = lines.item.content, lines.item.key
    targets = {one["id"]: _lettered(place) for place, one in enumerate(content["targets"])}
    for place, one in enumerate(content["sources"], start=1):
        lines.below.append([Run(text=f"{place}) "), *lines.line(one["text"])])
    for one in content["targets"]:
        lines.below.append([Run(text=f"{targets[one['id']]}) "), *lines.line(one["text"])])
    pairs = [
        f"{place}-{targets[key['pairs'][one['id']]]}" for place, one in enumerate(content["sources"], start=1)
    ]
    lines.answer("; ".join(pairs))


def _ordering(lines: Lines) -> None:
    letters = {}
    for place, choice in enumerate(lines.item.content["choices"]):
        letters[choice["id"]] = chr(ord("A") + place)
        lines.below.append([Run(text=f"{letters[choice['id']]}. "), *lines.line(choice["text"])])
    lines.answer("-".join(letters[id] for id in lines.item.key["order"]))


def _lose_typed(lines: Lines, rule: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The accepted answers a line can say; patterns, remarks and what is ignored are lost."""
    kept = []
    for one in rule["accepted"]:
        if one.get("is_pattern"):
            lines.losses.lose(lines.item, "pattern", one["text"])
        else:
            kept.append(one)
        if one["feedback"]:
            lines.losses.lose(lines.item, "answer_feedback", one["feedback"])
    for name, usual in (("ignore_case", True), ("ignore_accents", False), ("ignore_spaces", False)):
        if rule.get(name, usual) != usual:
            lines.losses.lose(lines.item, name)
    return kept


def _short_answer(lines: Lines) -> None:
    first, *others = plain_text_answers(_lose_typed(lines, lines.item.key)) or [""]
    lines.answer(first)
    for other in others:
        lines.answer(other, LABELS["other_answer"])


def _numerical(lines: Lines) -> None:
    key = lines.item.key
    units = key.get("units") or []
    is_simple = len(units) == 1 and key["unit_policy"] == "optional" and units[0]["factor"] == "1"
    if key.get("unit_policy", "none") != "none" and not is_simple:
        lines.losses.lose(lines.item, "units", ", ".join(unit["text"] for unit in units))
    if lines.item.content["number_format"] != "vi":
        lines.losses.lose(lines.item, "number_format", lines.item.content["number_format"])
    first, *others = number_answers(_lose_typed(lines, key), units[0]["text"] if is_simple else "")
    lines.answer(first)
    for other in others:
        lines.answer(other, LABELS["other_answer"])


def _cloze(lines: Lines) -> None:
    item = lines.item
    for place, gap in enumerate(item.content["gaps"], start=1):
        rule = item.key["gaps"][gap["id"]]
        lines.stem = lines.stem.replace(f"[[{gap['id']}]]", f"{{{place}}}")
        _lose_of_gap(lines, gap, rule)
    for place, said in enumerate(cloze_answers(item)):
        lines.below.append([Run(text="Đáp án: " if place == 0 else "", is_italic=True), Run(text=said)])


def _lose_of_gap(lines: Lines, gap: Mapping[str, Any], rule: Mapping[str, Any]) -> None:
    if gap["kind"] in PICKED:
        takes_several = gap["kind"] == CHOICES
        if rule["scoring"] != ("right_minus_wrong" if takes_several else "all_or_nothing"):
            lines.losses.lose(lines.item, "scoring", rule["scoring"])
        if takes_several and len(rule["correct"]) == 1:
            lines.losses.lose(lines.item, "gap_ticks")
        if rule.get("choice_feedback"):
            lines.losses.lose(lines.item, "choice_feedback")
        if any("<" in choice["text"] or "|" in html.unescape(choice["text"]) for choice in gap["choices"]):
            lines.losses.lose(lines.item, "formatting")
    else:
        _lose_typed(lines, rule)
    if gap["size"]:
        lines.losses.lose(lines.item, "gap_size", gap["size"])
    if rule["weight"] != "1":
        lines.losses.lose(lines.item, "gap_weight", rule["weight"])


def _essay(lines: Lines) -> None:
    content, key = lines.item.content, lines.item.key
    if content["format"] != "plain":
        lines.losses.lose(lines.item, "essay_format", content["format"])
    if content["min_words"] or content["max_words"]:
        lines.losses.lose(lines.item, "word_limits")
    if content["files"]["max_count"]:
        lines.losses.lose(lines.item, "files", content["files"]["max_count"])
    if content["template"]:
        lines.losses.lose(lines.item, "template", content["template"])
    for label, name in (("Gợi ý trả lời", "sample"), ("Hướng dẫn chấm", "guidance")):
        for place, pieces in enumerate(lines.text(key.get(name, ""), name)):
            lines.below.append([Run(text=f"{label}: ", is_italic=True), *pieces] if place == 0 else pieces)
    if key.get("rubric"):
        lines.below.append([Run(text="Thang điểm:", is_italic=True)])
    for line in key.get("rubric", []):
        lines.below.append(
            [
                Run(text="- "),
                *lines.line(line["text"]),
                Run(text=f" ({typed_number(line['points'])} điểm)"),
            ]
        )


KINDS: dict[str, Callable[[Lines], None]] = {
    "single_choice": _choices,
    "multiple_choice": _choices,
    "true_false": _true_false,
    "true_false_group": _true_false_group,
    "matching": _matching,
    "ordering": _ordering,
    "short_answer": _short_answer,
    "numerical": _numerical,
    "cloze": _cloze,
    "essay": _essay,
}

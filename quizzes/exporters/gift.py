"""GIFT as Moodle reads it: one text, UTF-8, every text marked as HTML. Pure. See ``importers.gift`` for the way back."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from quizzes.exporters.bank import ExportedBank, ExportedFile, ExportedItem
from quizzes.exporters.fractions import fractions_of, percent_of
from quizzes.exporters.labels import category_path, tag_names
from quizzes.exporters.losses import Losses
from quizzes.importers.making import number_text
from quizzes.importers.markup import plain_of

_IMAGE = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_MARKED = re.compile(r"<[a-z]", re.IGNORECASE)
_SIGNS = re.compile(r"[\\#={}~:]")
_GRADING = {
    "exact": "ALL_OR_NOTHING",
    "position": "ABSOLUTE_POSITION",
    "pairwise": "RELATIVE_ALL_PREVIOUS_AND_NEXT",
}
_HOLDS = (
    "feedback",
    "difficulty",
    "category",
    "tags",
    "language",
    "source",
    "legal_basis",
    "code",
    "choice_feedback",
)


def write_gift(bank: ExportedBank) -> ExportedFile:
    """The bank as one GIFT file, and what of it GIFT has no place for."""
    losses = Losses()
    parts: list[str] = []
    category = ""
    for item in bank.items:
        if item.kind not in _ANSWERS or _would_be_taken_for_matching(item):
            losses.leave_out(item)
            continue
        path = category_path(item, losses)
        if path != category and (category or item.category):
            parts.append(f"$CATEGORY: {_one_line(path)}")
        category = path if category or item.category else category
        parts.append(_Question(item, losses).written())
    return ExportedFile(data=("\n\n".join(parts) + "\n").encode(), not_held=losses.found())


def _would_be_taken_for_matching(item: ExportedItem) -> bool:
    """GIFT has no escape for ``->``: a typed answer that holds it would be read as a pair."""
    return item.kind == "short_answer" and any("->" in form["text"] for form in item.key["accepted"])


class _Question:
    def __init__(self, item: ExportedItem, losses: Losses) -> None:
        self._item = item
        self._losses = losses
        self._key: dict[str, Any] = dict(item.key)

    def written(self) -> str:
        item = self._item
        holds = (*_HOLDS, "feedback_wrong") if item.kind == "numerical" else _HOLDS
        self._losses.lose_common(item, holds=holds)
        answers = _ANSWERS[item.kind](self)
        general = self.html(self._key["feedback"]) if self._key.get("feedback") else ""
        stem = self.html(str(item.content["stem"]))
        end = f"####{general}\n" if general else ""
        inside = f"{answers}\n" if answers and not answers.endswith("\n") else answers
        return f"{self._comment()}::{escaped(item.code)}::{stem} {{{inside}{end}}}"

    def _comment(self) -> str:
        names = tag_names(self._item, self._losses, forbidden="[")
        code = self._item.code
        if "[" in code or not code:
            self._losses.lose(self._item, "code", code)
            code = ""
        labels = ([f"[id:{_closed(code)}]"] if code else []) + [f"[tag:{_closed(name)}]" for name in names]
        return f"// {_one_line(' '.join(labels))}\n" if labels else ""

    def html(self, markup: str) -> str:
        """A text marked as HTML; pictures cannot travel in GIFT."""
        if _IMAGE.search(markup):
            self._losses.lose(self._item, "picture", markup)
        return "[html]" + escaped(_IMAGE.sub("", markup))

    def said(self, markup: str) -> str:
        return f"#{self.html(markup)}" if markup else ""

    def choices(self) -> str:
        content, is_single = self._item.content, self._item.kind == "single_choice"
        ids = [choice["id"] for choice in content["choices"]]
        fractions, is_same = fractions_of(ids, self._key, is_single=is_single)
        if not is_same:
            self._losses.lose(self._item, "scoring", self._key["scoring"])
        said = self._key.get("choice_feedback", {})
        lines = [""]
        for choice in content["choices"]:
            fraction = fractions[choice["id"]]
            sign = f"~%{percent_of(fraction)}%" if fraction else "~"
            if is_single and choice["id"] in self._key["correct"]:
                sign = "="
            lines.append(f"\t{sign}{self.html(choice['text'])}{self.said(said.get(choice['id'], ''))}")
        return "\n".join(lines)

    def true_false(self) -> str:
        is_true, said = self._key["correct"], self._key.get("choice_feedback", {})
        right, wrong = said.get(str(is_true).lower(), ""), said.get(str(not is_true).lower(), "")
        wrong_said = self.said(wrong) or ("#" if right else "")
        return f"{str(is_true).upper()}{wrong_said}{self.said(right)}"

    def short_answer(self) -> str:
        for name, usual in (("ignore_case", True), ("ignore_accents", False), ("ignore_spaces", False)):
            if self._key[name] != usual:
                self._losses.lose(self._item, name)
        lines = [""]
        for form in self._key["accepted"]:
            text = form["text"] if form["is_pattern"] else form["text"].replace("*", "\\*")
            lines.append(
                f"\t=%{percent_of(Decimal(form['credit']))}%[plain]{escaped(text)}{self.said(form['feedback'])}"
            )
        return "\n".join(lines)

    def numerical(self) -> str:
        if self._key["units"] or self._item.content["units"]:
            self._losses.lose(self._item, "units", ", ".join(unit["text"] for unit in self._key["units"]))
        if self._item.content["number_format"] != "vi":
            self._losses.lose(self._item, "number_format", self._item.content["number_format"])
        lines = ["#"]
        for number in self._key["accepted"]:
            value, tolerance = Decimal(number["value"]), absolute_tolerance(number)
            lines.append(
                f"\t=%{percent_of(Decimal(number['credit']))}%{number_text(value)}:{number_text(tolerance)}"
                f"{self.said(number['feedback'])}"
            )
        if wrong := self._key.get("feedback_wrong"):
            lines.append(f"\t~{self.said(wrong)}")
        return "\n".join(lines)

    def matching(self) -> str:
        if self._key.get("scoring") == "all_or_nothing":
            self._losses.lose(self._item, "scoring", "all_or_nothing")
        if self._key.get("choice_feedback"):
            self._losses.lose(self._item, "choice_feedback", " ".join(self._key["choice_feedback"].values()))
        targets = {target["id"]: self._target(target["text"]) for target in self._item.content["targets"]}
        pairs = self._key["pairs"]
        lines = [""]
        for source in self._item.content["sources"]:
            lines.append(f"\t={self.html(source['text'])} -> {targets[pairs[source['id']]]}")
        unused = [text for one, text in targets.items() if one not in pairs.values()]
        return "\n".join([*lines, *(f"\t= -> {text}" for text in unused)])

    def _target(self, markup: str) -> str:
        if _MARKED.search(markup):
            self._losses.lose(self._item, "formatting", markup)
        return escaped(plain_of(markup))

    def ordering(self) -> str:
        texts = {choice["id"]: choice["text"] for choice in self._item.content["choices"]}
        lines = [f">{len(texts)} ALL VERTICAL {_GRADING[self._key['scoring']]} SHOW"]
        for one in self._key["order"]:
            text = self.html(texts[one])
            # Moodle reads these lines without a format: it is named only where the text would be taken for something else
            is_told = texts[one].startswith(("[", "//", "$", ":"))
            lines.append(text if is_told else text.removeprefix("[html]"))
        return "\n".join(lines)

    def essay(self) -> str:
        content, key = self._item.content, self._key
        fields = {
            "essay_format": "" if content["format"] == "rich" else content["format"],
            "word_limits": " – ".join(
                str(n) for n in (content["min_words"], content["max_words"]) if n is not None
            ),
            "files": str(content["files"]["max_count"] or ""),
            "template": content["template"],
            "guidance": key["guidance"],
            "rubric": " ".join(line["text"] for line in key["rubric"]),
            "sample": key["sample"],
        }
        for name, value in fields.items():
            if value:
                self._losses.lose(self._item, name, value)
        return ""


_ANSWERS: dict[str, Callable[[_Question], str]] = {
    "single_choice": _Question.choices,
    "multiple_choice": _Question.choices,
    "true_false": _Question.true_false,
    "short_answer": _Question.short_answer,
    "numerical": _Question.numerical,
    "matching": _Question.matching,
    "ordering": _Question.ordering,
    "essay": _Question.essay,
}


def escaped(text: str) -> str:
    r"""A text whose signs are not taken for GIFT's own: ``:`` becomes ``\:``, a line end ``\n``."""
    return _SIGNS.sub(r"\\\g<0>", text).replace("\r", "").replace("\n", "\\n")


def absolute_tolerance(number: dict[str, Any]) -> Decimal:
    """How far off an accepted number one may be; a share of it is worked out, since these formats know no shares."""
    tolerance, value = Decimal(number["tolerance"]), Decimal(number["value"])
    return abs(value) * tolerance if number["tolerance_kind"] == "relative" else tolerance


def _closed(name: str) -> str:
    return name.replace("]", "\\]")


def _one_line(text: str) -> str:
    return " ".join(text.split())

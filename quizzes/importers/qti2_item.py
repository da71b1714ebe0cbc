"""One assessmentItem being read: its texts, its feedback by what brings it up, and shares of its score. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from quizzes.importers import shaping
from quizzes.importers.foreign_html import Swap
from quizzes.importers.qti2_processing import Processing, shows
from quizzes.importers.qti_context import Context
from quizzes.importers.xml_reading import Element, attribute, below, child, children, local, words

_NOT_TEXT = {
    "rubricBlock",
    "stylesheet",
    "feedbackBlock",
    "feedbackInline",
    "printedVariable",
    "templateBlock",
    "templateInline",
}
NOTHING = "\x00nothing"


class Unheld(ValueError):
    """A question that cannot be one of our kinds; ``kind`` and ``code`` as a draft says them."""

    def __init__(self, kind: str, code: str = "not_yet", detail: str = "") -> None:
        super().__init__(code)
        self.kind, self.code, self.detail = kind, code, detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaped:
    kind: str
    content: Mapping[str, Any]
    key: Mapping[str, Any]


@dataclass(slots=True, kw_only=True)
class Item:
    root: Element
    body: Element | None
    context: Context
    processing: Processing
    is_ours: bool = False
    """Written by our own exporter: feedback is named, not found by trying."""
    _best: Decimal | None = field(default=None)

    @property
    def best(self) -> Decimal:
        """What the right answers earn, in the file's unit; never zero."""
        if self._best is None:
            found = self.processing.best()
            self._best = found if found > 0 else Decimal(1)
        return self._best

    def share(self, answers: Mapping[str, Sequence[str]]) -> Decimal:
        """The fraction of the points these answers earn."""
        return self.processing.run(answers).score / self.best

    def interaction(self) -> Element:
        return next(part for part in below(self.body, *_names(self.body)))

    def correct(self, response: str) -> list[str]:
        declared = self.processing.responses.get(response)
        return list(declared.correct or []) if declared else []

    def weights_written(self, response: str) -> dict[str, str]:
        """The weights our own exporter wrote: fractions, also those below nothing, which no score shows."""
        declared = self.processing.responses.get(response) if self.is_ours else None
        entries = children(declared.mapping, "mapEntry") if declared else []
        return {attribute(entry, "mapKey"): attribute(entry, "mappedValue") for entry in entries}

    def stem(self, swap: Swap | None = None) -> str:
        """The body as paragraphs; interactions give their prompt, or what ``swap`` puts in their place."""
        if self.body is None:
            return ""

        def swapped(element: Element) -> str | None:
            found = swap(element) if swap else None
            if found is not None:
                return found
            if local(element).endswith("Interaction"):
                return self.prompt(element)
            return self._aside(element)

        return self.context.markup.block(self.body, swapped)

    def stem_without_interactions(self) -> str:
        return self.stem()

    def prompt(self, interaction: Element) -> str:
        prompt = child(interaction, "prompt")
        return self.context.markup.block(prompt) if prompt is not None else ""

    def _aside(self, element: Element) -> str | None:
        """What stands in a body and is no text of the question."""
        name = local(element)
        if name not in _NOT_TEXT:
            return None
        if name == "rubricBlock" and "candidate" in attribute(element, "view", "candidate").split():
            return self.context.markup.block(element)
        if name == "printedVariable":
            self.context.lose("placeholder", attribute(element, "identifier"))
        return ""

    def line(self, element: Element) -> str:
        """A choice's text, without the feedback that stands inside it."""
        return self.context.markup.inline(element, self._without_feedback)

    def _without_feedback(self, element: Element) -> str | None:
        return "" if local(element) in _NOT_TEXT else None

    def _said_by_us(self) -> dict[str, Any]:
        found = {
            place: self.context.markup.block(feedback)
            for feedback in children(self.root, "modalFeedback")
            if (place := _named(feedback))
        }
        return shaping.said(**found)

    def guidance(self) -> str:
        """What only markers are shown."""
        blocks = [
            block
            for block in below(self.body, "rubricBlock")
            if set(attribute(block, "view").split()) & {"scorer", "tutor", "author", "proctor"}
            and "candidate" not in attribute(block, "view").split()
        ]
        plain = [block for block in blocks if not _is_ours_for_markers(block)]
        return "".join(self.context.markup.block(block) for block in plain)

    def for_markers(self) -> tuple[str, list[dict[str, Any]]]:
        """The sample answer and the rubric where our own exporter wrote them."""
        sample, rubric = "", []
        for block in below(self.body, "rubricBlock"):
            for part in children(block):
                if attribute(part, "class") == "sample":
                    sample += self.context.markup.block(part)
                if attribute(part, "class") == "rubric":
                    rows = [children(row, "td") for row in below(part, "tr")]
                    rubric += [
                        {
                            "id": f"r{place}",
                            "text": self.context.markup.inline(row[0]),
                            "points": words(row[1]),
                        }
                        for place, row in enumerate(rows, start=1)
                        if len(row) == 2
                    ]
        return sample, rubric

    def choice_feedback(self, choices: Mapping[str, Element]) -> dict[str, str]:
        """Remarks written inside a choice."""
        return {
            ident: self.context.markup.inline(remark)
            for ident, choice in choices.items()
            for remark in children(choice, "feedbackInline")
        }

    def said(
        self,
        right: Mapping[str, Sequence[str]],
        wrong: Sequence[Mapping[str, Sequence[str]]],
        by_choice: dict[str, str] | None = None,
        partial: Mapping[str, Sequence[str]] | None = None,
    ) -> dict[str, Any]:
        """Modal feedback by the answers that bring it up.

        ``wrong`` are answers with one choice each in the order of the choices; feedback that only one of them shows
        goes to ``by_choice`` when that is given, under the value of its one response.
        """
        if self.is_ours:
            return self._said_by_us()
        outcome = self.processing.run(right).outcomes
        others = [(answer, self.processing.run(answer).outcomes) for answer in wrong]
        partly = self.processing.run(partial).outcomes if partial else {}
        found = {"feedback": "", "correct": "", "partial": "", "wrong": ""}
        for feedback in children(self.root, "modalFeedback"):
            text = self.context.markup.block(feedback, self._aside)
            on_right = shows(feedback, outcome)
            shown = [answer for answer, outcomes in others if shows(feedback, outcomes)]
            on_part = bool(partial) and shows(feedback, partly)
            place = _place(on_right, len(shown), len(others), on_part)
            if place == "one" and by_choice is not None:
                value = next(iter(shown[0].values()))[0]
                by_choice[value] = by_choice.get(value, "") + _line_of(text)
            elif place and place != "one" and text:
                found[place] += text
            elif text:
                self.context.lose("feedback", shaping.plain_text(text))
        blocks = list(below(self.body, "feedbackBlock", "feedbackInline"))
        if blocks and not _inside_choices(blocks):
            self.context.lose("feedback", shaping.plain_text(self.context.markup.block(blocks[0])))
        return shaping.said(**found)


def _named(feedback: Element) -> str:
    return _OURS.get((attribute(feedback, "outcomeIdentifier"), attribute(feedback, "identifier")), "")


_OURS = {
    ("GENERAL", "always"): "feedback",
    ("FEEDBACK", "right"): "correct",
    ("FEEDBACK", "partly"): "partial",
    ("FEEDBACK", "wrong"): "wrong",
}


def _place(on_right: bool, shown: int, others: int, on_part: bool) -> str:
    if on_right:
        return "feedback" if shown == others and others else "correct"
    if shown == others and others:
        return "wrong"
    if on_part and not shown:
        return "partial"
    if shown == 1:
        return "one"
    return "wrong" if shown else ""


def _is_ours_for_markers(block: Element) -> bool:
    return any(attribute(part, "class") in {"sample", "rubric"} for part in children(block))


def _inside_choices(blocks: list[Element]) -> bool:
    return all(
        any(
            local(parent) in {"simpleChoice", "simpleAssociableChoice", "hotspotChoice"}
            for parent in block.iterancestors()
        )
        for block in blocks
    )


def _line_of(markup: str) -> str:
    return markup.replace("<p>", "").replace("</p>", "<br>").removesuffix("<br>")


def _names(body: Element | None) -> set[str]:
    if body is None:
        return set()
    return {local(part) for part in body.iter() if local(part).endswith("Interaction")}

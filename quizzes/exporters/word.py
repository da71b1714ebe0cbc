"""A bank as a Word sheet of questions with answers, marked the way our own reader (and any teacher) reads them. Pure.

Right choices are underlined; everything else stands on lines that say what they are ("Đáp án: …", "Độ khó: …").
"""

from dataclasses import replace

from content.documents.page import Look, Page, Run
from quizzes.exporters.bank import ExportedBank, ExportedFile, ExportedItem
from quizzes.exporters.losses import Losses
from quizzes.exporters.word_kinds import KINDS, Lines
from quizzes.exporters.word_lines import described, remarks
from quizzes.exporters.word_text import shielded, written
from quizzes.importers.word_grammar import KIND_NAMES

_HOLDS = ("feedback", "feedback_correct", "feedback_partial", "feedback_wrong", "hints", "points", "difficulty", "category", "tags",
    "language", "source", "legal_basis", "code", "choice_feedback", "state")  # fmt: skip
_LOOK = Look(size=13, after=3)
_FIRST = replace(_LOOK, before=9, keeps_with_next=True)


def write_word(bank: ExportedBank) -> ExportedFile:
    """The bank as a .docx; what the sheet cannot say is listed."""
    sheet = _Sheet(bank)
    for item in bank.items:
        sheet.write(item)
    return ExportedFile(data=sheet.page.saved(), not_held=sheet.losses.found())


class _Sheet:
    def __init__(self, bank: ExportedBank) -> None:
        self.page = Page(title=bank.name)
        self.losses = Losses()
        self._pictures = bank.pictures
        self._category: tuple[str, ...] = ()
        self._number = 0
        if bank.name:
            self.page.title(bank.name)

    def write(self, item: ExportedItem) -> None:
        if item.kind not in KINDS:
            self.losses.leave_out(item)
            return
        self.losses.lose_common(item, holds=_HOLDS)
        if item.state == "retired":
            self.losses.lose(item, "state", item.state)
        self._open(item)
        lines = Lines(item=item, losses=self.losses, pictures=self._pictures)
        KINDS[item.kind](lines)
        self._number += 1
        self._stem(item, lines)
        for line in (*lines.below, *described(item), *remarks(item, lines.text)):
            self.page.paragraph(line, _LOOK)

    def _open(self, item: ExportedItem) -> None:
        """Headings for the category, from the first name that changes; a dash where there is none."""
        if item.category == self._category:
            return
        if not item.category or len(item.category) < len(self._category):
            self.page.heading("—", 1)
            self._category = ()
        same = 0
        while (
            same < min(len(item.category), len(self._category))
            and item.category[same] == self._category[same]
        ):
            same += 1
        same = min(same, len(item.category) - 1) if item.category else 0
        for level, name in enumerate(item.category[same:], start=same + 1):
            self.page.heading(name, level)
        self._category = item.category

    def _stem(self, item: ExportedItem, lines: Lines) -> None:
        found = written(lines.stem, self._pictures)
        for field in found.lost:
            self.losses.lose(item, field, lines.stem)
        told = "" if item.kind == "single_choice" else f"[{KIND_NAMES[item.kind].capitalize()}] "
        head = [Run(text=f"Câu {self._number}. ", is_bold=True)]
        first, *rest = found.lines or [[]]
        self.page.paragraph(
            [*head, *([Run(text=told, is_italic=True)] if told else []), *shielded(first)], _FIRST
        )
        for line in rest:
            self.page.paragraph(shielded(line), _LOOK)
        for table in found.tables:
            self.page.grid(table, size=_LOOK.size)

"""Word files made in memory, as teachers type them."""

import io
from collections.abc import Callable, Sequence

from docx.enum.text import WD_COLOR_INDEX
from docx.shared import RGBColor

LETTERS = "ABCDEFGH"


def saved(document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _colour(run):
    run.font.color.rgb = RGBColor(0xFF, 0, 0)


def _highlight(run):
    run.font.highlight_color = WD_COLOR_INDEX.YELLOW


FORMATTERS: dict[str, Callable] = {
    "underline": lambda run: setattr(run, "underline", True),
    "bold": lambda run: setattr(run, "bold", True),
    "colour": _colour,
    "highlight": _highlight,
}


def add_question(
    document,
    number: int,
    stem: str,
    choices: Sequence[str],
    right: Sequence[int],
    *,
    mark: str = "underline",
    on: str = "letter",
    start: str = "Câu {n}. ",
    letter: str = "{x}.",
    per_line: int = 1,
) -> None:
    """One question with its choices; ``mark`` is a kind of formatting, "star", "answer_line" or "" for none."""
    document.add_paragraph(start.format(n=number) + stem)
    paragraph = None
    for position, text in enumerate(choices):
        if position % per_line == 0:
            paragraph = document.add_paragraph()
        else:
            paragraph.add_run("\t\t")
        is_right = position in right
        star = "*" if mark == "star" and is_right else ""
        label = paragraph.add_run(star + letter.format(x=LETTERS[position]))
        paragraph.add_run(" ")
        body = paragraph.add_run(text)
        if mark in FORMATTERS and is_right:
            FORMATTERS[mark](label if on == "letter" else body)
    if mark == "answer_line":
        document.add_paragraph("Đáp án: " + ", ".join(LETTERS[i] for i in right))

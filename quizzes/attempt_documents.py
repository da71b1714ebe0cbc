"""A learner's own attempt to take home: what the result page shows at this moment, as Word or PDF, and nothing more."""

from collections.abc import Iterator
from decimal import Decimal

from django.template.defaultfilters import date, floatformat
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from content.documents.markup import Block, blocks_of, line_of
from content.documents.page import Run
from content.documents.paper import Paper, Part, write_docx, write_pdf
from quizzes.models import Attempt
from quizzes.presenting.judging import JudgedLine
from quizzes.presenting.review import EssayReview, ResultPage, ReviewRow

WRITERS = {"docx": write_docx, "pdf": write_pdf}
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def attempt_paper(*, attempt: Attempt, page: ResultPage) -> Paper:
    """The result page on paper. ``page`` has passed the review policy: what is not in it cannot be printed."""
    moment = localtime(attempt.closed_at)
    parts = [Part(kind="title", runs=(Run(text=attempt.quiz.title, is_bold=True),)), *_facts(attempt, page)]
    for row in page.rows:
        parts += _question(row, shows_own=page.shows_own)
    return Paper(title=f"{attempt.quiz.title} – {attempt.receipt_number}", author=attempt.learner.full_name,
                 made_at=moment, parts=parts)  # fmt: skip


def _facts(attempt: Attempt, page: ResultPage) -> Iterator[Part]:
    yield _fact(_("Full name"), attempt.learner.full_name)
    yield _fact(_("Attempt"), str(attempt.number))
    yield _fact(_("Handed in"), date(localtime(attempt.closed_at), "H:i d/m/Y"))
    if page.percent is not None:
        verdict = _("Passed") if page.is_passed else _("Not passed")
        score = f"{_figure(page.percent)} % ({_figure(attempt.score)}/{_figure(attempt.max_points)})"
        state = _("not final yet") if page.is_provisional else verdict
        yield _fact(_("Result"), f"{score} – {state}")
    yield _fact(_("Receipt"), attempt.receipt_number)
    yield _fact(_("Mark of your answers (SHA-256)"), attempt.receipt_sha256)
    if not page.shows_answers:
        words = _("Right answers are not part of this copy: they may not be shown now.")
        yield Part(runs=(Run(text=words, is_italic=True),))


def _fact(name: str, value: str) -> Part:
    return Part(runs=(Run(text=f"{name}: "), Run(text=value, is_bold=True)))


def _figure(number: Decimal | None) -> str:
    return str(floatformat(number, -2))


def _question(row: ReviewRow, *, shows_own: bool) -> Iterator[Part]:
    outcomes = {
        "right": _("Right"), "partly": _("Partly right"), "wrong": _("Wrong"),
        "waiting": _("Waits to be marked"), "blank": _("Not answered"),
    }  # fmt: skip
    told = [_("Question %(number)s") % {"number": row.number}, outcomes.get(row.outcome, "")]
    if row.score is not None:
        told.append(
            _("%(score)s of %(points)s points") % {"score": _figure(row.score), "points": _figure(row.points)}
        )
    yield Part(kind="heading", runs=(Run(text=" – ".join(filter(None, told)), is_bold=True),))
    yield from _texts(row.stem)
    if row.essay:
        yield from _essay(row.essay)
    if shows_own and row.outcome == "blank":
        yield Part(runs=(Run(text=_("You gave no answer."), is_italic=True),))
    for line in row.judged.lines:
        yield from _line(line, is_choice=row.judged.is_list_of_choices)
    for remark in row.judged.remarks:
        yield from _texts(remark)


def _line(line: JudgedLine, *, is_choice: bool) -> Iterator[Part]:
    runs = [Run(text=f"{line.letter.upper()}. "), *line_of(line.label)] if is_choice else line_of(line.label)
    said = _of_choice(line) if is_choice else _of_part(line)
    for words, html in said:
        runs += [Run(text=" – " if runs else ""), Run(text=words, is_bold=True), *line_of(html)]
    if runs:
        yield Part(kind="line", runs=tuple(runs))
    if line.remark:
        yield Part(kind="line", runs=tuple(line_of(line.remark)))


def _of_choice(line: JudgedLine) -> list[tuple[str, str]]:
    if line.is_picked:
        words = {True: _("your answer, right"), False: _("your answer, wrong"), None: _("your answer")}
        return [(words[line.is_right], "")]
    return [(_("right answer"), "")] if line.right else []


def _of_part(line: JudgedLine) -> list[tuple[str, str]]:
    said = []
    if line.yours:
        verdict = {True: _("right"), False: _("wrong"), None: ""}[line.is_right]
        told = f" ({verdict})" if verdict else ""
        said.append((_("Your answer") + told + ": ", line.yours))
    if line.right and line.is_right is not True:
        said.append((_("Right answer:") + " ", line.right))
    return said


def _essay(essay: EssayReview) -> Iterator[Part]:
    yield from _texts(essay.text)
    for file in essay.files:
        yield _fact(_("File"), file.name)
    for line in essay.rubric:
        points = f" – {line.points or '–'} / {_figure(line.max_points)}"
        yield Part(kind="line", runs=(*line_of(line.text), Run(text=points)))
    if essay.comment:
        yield _fact(_("The marker's comment"), essay.comment)
    if essay.sample:
        yield _fact(_("An answer that would earn full points"), "")
        yield from _texts(essay.sample)


def _texts(markup: str) -> Iterator[Part]:
    for block in blocks_of(markup):
        yield from _block(block)


def _block(block: Block) -> Iterator[Part]:
    """A table is told line by line, its cells parted by bars."""
    if block.runs:
        yield Part(runs=tuple(block.runs))
    for row in block.rows:
        cells = [run for cell in row for run in (*cell, Run(text=" | "))]
        yield Part(kind="line", runs=tuple(cells[:-1]))

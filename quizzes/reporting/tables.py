"""The tables behind screens, CSV, sheets and documents: typed values under one row of heads."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from quizzes.models import Quiz
from quizzes.reporting.numbers import cell, minutes, percent, shown
from quizzes.reporting.reading import QuizReport, WordingRow
from quizzes.reporting.words import figures_in_words, hint_in_words, offer_in_words

Value = str | int | Decimal | None
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """``name`` is the file's and the sheet's; ``widths`` in characters."""

    slug: str
    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Value]]
    widths: Sequence[int] = ()


def tables_of(quiz: Quiz, report: QuizReport) -> list[Table]:
    """All tables without names of learners; none until there are enough attempts."""
    if report.figures is None:
        return []
    return [
        summary_table(quiz, report),
        score_table(report),
        question_table(report.wordings),
        choice_table(report.wordings),
    ]


def summary_table(quiz: Quiz, report: QuizReport) -> Table:
    if report.figures is None:
        raise ValueError("a summary needs figures")
    figures = figures_in_words(report.figures, pass_percent=quiz.pass_percent)
    return Table(
        slug="ket-qua-chung",
        name=_("General results"),
        heads=[_("Figure"), _("Value"), _("Meaning")],
        rows=[
            [f.name, f.number if isinstance(f.number, int) else cell(f.number), f.meaning] for f in figures
        ],
        widths=[36, 14, 90],
    )


def score_table(report: QuizReport) -> Table:
    bins = report.figures.bins if report.figures else []
    return Table(
        slug="pho-diem",
        name=_("Distribution of scores"),
        heads=[_("From (%)"), _("To (%)"), _("Attempts")],
        rows=[[one.low, one.high, one.count] for one in bins],
    )


def question_table(rows: Sequence[WordingRow]) -> Table:
    return Table(
        slug="cau-hoi",
        name=_("Question by question"),
        heads=[
            _("No."),
            _("Code"),
            _("Version"),
            pgettext("question", "Type"),
            _("Question"),
            _("Answers"),
            _("Left blank"),
            _("Share of points"),
            _("Discrimination"),
            _("Points by guessing"),
            _("Intended weight"),
            _("Effective weight"),
            _("Mean time (s)"),
            _("To look at"),
        ],
        rows=[_question(row) for row in rows],
        widths=[6, 16, 8, 16, 60, 10, 10, 10, 12, 12, 12, 12, 12, 80],
    )


def _question(row: WordingRow) -> list[Value]:
    figures = row.figures
    known = row.has_enough
    return [
        row.number,
        row.code,
        row.version,
        row.kind,
        row.stem,
        figures.answers,
        figures.blank if known else None,
        cell(figures.facility) if known else None,
        cell(figures.discrimination) if known else None,
        cell(row.guess),
        cell(figures.intended_weight) if known else None,
        cell(figures.effective_weight) if known else None,
        cell(figures.mean_seconds, 0) if known else None,
        " ".join(hint_in_words(hint) for hint in row.hints),
    ]


def choice_table(rows: Sequence[WordingRow]) -> Table:
    return Table(
        slug="phuong-an",
        name=_("Choices"),
        heads=[
            _("No."),
            _("Code"),
            _("Version"),
            _("Part"),
            _("Choice"),
            _("Right"),
            _("Picked by"),
            _("Share of answers"),
            _("Mean score of those who picked it (%)"),
        ],
        rows=[
            [
                row.number,
                row.code,
                row.version,
                choice.offer.part_label,
                offer_in_words(choice.offer.value, choice.offer.label),
                _("yes") if choice.offer.is_right else "",
                choice.picked.count,
                cell(choice.picked.share),
                cell(choice.picked.mean_percent, 2),
            ]
            for row in rows
            if row.has_enough
            for choice in row.choices
        ],
        widths=[6, 16, 8, 30, 60, 8, 10, 10, 16],
    )


def csv_of(table: Table) -> bytes:
    """UTF-8 with a byte order mark; ``;`` and a decimal comma where numbers have one. No cell is a formula."""
    is_vietnamese = (get_language() or "vi").startswith("vi")
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if is_vietnamese else ",", lineterminator="\r\n")
    writer.writerow([_guarded(head) for head in table.heads])
    for row in table.rows:
        writer.writerow([_written(value, is_vietnamese) for value in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _written(value: Value, is_vietnamese: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _guarded(value)
    text = format(value, "f") if isinstance(value, Decimal) else str(value)
    return text.replace(".", ",") if is_vietnamese else text


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def question_cells(row: WordingRow) -> list[str]:
    """The short line of a question, as printed in a document."""
    figures = row.figures
    return [
        str(row.number),
        f"{row.code}: {row.stem}",
        shown(figures.answers, 0),
        percent(figures.facility) if row.has_enough else shown(None),
        shown(figures.discrimination) if row.has_enough else shown(None),
        shown(minutes(figures.mean_seconds), 1) if row.has_enough else shown(None),
    ]

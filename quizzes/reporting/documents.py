"""The figures of a quiz as a workbook and as a report in the layout of Decree 30/2020/NĐ-CP."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from content.documents import decree
from content.documents.decree import Column, Letterhead, Signature
from content.documents.page import Page
from content.documents.sheet import Sheet, SheetColumn, write_workbook
from people.models import Organisation
from quizzes.models import Quiz
from quizzes.reporting.numbers import percent, shown
from quizzes.reporting.reading import QuizReport
from quizzes.reporting.tables import Table, question_cells
from quizzes.reporting.words import advice_on_reliability, figures_in_words, hint_in_words


def workbook_of(tables: Sequence[Table]) -> bytes:
    """One sheet for each table: one row of heads, fixed; typed cells; no formula."""
    return write_workbook(
        [
            Sheet(
                title=table.name,
                columns=[
                    SheetColumn(title=head, width=table.widths[number] if table.widths else 14)
                    for number, head in enumerate(table.heads)
                ],
                rows=table.rows,
            )
            for table in tables
        ]
    )


def report_document(*, quiz: Quiz, report: QuizReport, day: date) -> bytes:
    """The report as a .docx, in Vietnamese as every document of the administration; number and signature stay open.

    Needs a report with figures.
    """
    head = _letterhead(quiz.organisation, day)
    page = Page(title=f"Báo cáo thống kê {quiz.title}", author=head.issuer)
    decree.letterhead(page, head)
    decree.kind_and_subject(page, "Báo cáo", f"Thống kê kết quả bài kiểm tra “{quiz.title}”")
    _say(page, _opening(quiz, report))
    _heading(page, _("I. General results"))
    decree.table(page, _figure_columns(), _figure_rows(quiz, report))
    if report.figures and (advice := advice_on_reliability(report.figures.reliability)):
        _say(page, advice)
    _heading(page, _("II. Distribution of scores"))
    decree.table(page, _bin_columns(), _bin_rows(report))
    _heading(page, _("III. Questions to be looked at"))
    suspects = report.suspects
    for row in suspects:
        sentences = " ".join(hint_in_words(hint) for hint in row.hints)
        question = _("Question %(number)s") % {"number": row.number}
        _say(page, f"{question} ({row.code}): {sentences}")
    if not suspects:
        _say(page, _("No question shows a sign of a wrong key or a misleading wording."))
    _say(page, _("The figures of every question are in the annex") + "./.")
    decree.foot(page, Signature(), ["- Lãnh đạo cơ quan (để báo cáo);", "- Lưu: VT."])
    decree.annex(
        page,
        _("Figures of the questions"),
        _("Belongs to the report on “%(title)s”") % {"title": quiz.title},
        columns=_question_columns(),
        rows=[question_cells(row) for row in report.wordings],
    )
    return page.saved()


def _letterhead(organisation: Organisation, day: date) -> Letterhead:
    parent = organisation.get_parent()
    symbol = f"BC-{organisation.abbreviation}" if organisation.abbreviation else "BC"
    return Letterhead(
        issuer=organisation.name_on(day),
        parent=parent.name_on(day) if parent else "",
        symbol=symbol,
        place=organisation.seat,
        year=day.year,
    )


def _opening(quiz: Quiz, report: QuizReport) -> str:
    figures = report.figures
    if figures is None:
        raise ValueError("a report needs figures")
    return _(
        "%(attempts)s attempts at the quiz “%(title)s” were closed and graded; %(passed)s of them (%(share)s) reach "
        "the pass mark of %(mark)s %%. The mean score is %(mean)s %% of the points."
    ) % {
        "attempts": shown(figures.attempts, 0),
        "title": quiz.title,
        "passed": shown(figures.passed, 0),
        "share": percent(figures.passed / figures.attempts),
        "mark": quiz.pass_percent,
        "mean": shown(figures.mean),
    }


def _say(page: Page, text: str) -> None:
    decree.body(page, decree.plain(text))


def _heading(page: Page, text: str) -> None:
    decree.body(page, decree.bold(text))


def _figure_rows(quiz: Quiz, report: QuizReport) -> list[list[str]]:
    if report.figures is None:
        return []
    found = figures_in_words(report.figures, pass_percent=quiz.pass_percent)
    return [[figure.name, figure.value, figure.meaning] for figure in found]


def _bin_rows(report: QuizReport) -> list[list[str]]:
    figures = report.figures
    if figures is None:
        return []
    return [
        [f"{one.low} – {one.high}", shown(one.count, 0), percent(one.count / figures.attempts)]
        for one in figures.bins
    ]


def _figure_columns() -> list[Column]:
    return [
        Column(title=_("Figure"), width=48),
        Column(title=_("Value"), width=24, is_centred=True),
        Column(title=_("Meaning"), width=88),
    ]


def _bin_columns() -> list[Column]:
    return [
        Column(title=_("Score (%)"), width=50, is_centred=True),
        Column(title=_("Attempts"), width=50, is_centred=True),
        Column(title=_("Share of attempts"), width=60, is_centred=True),
    ]


def _question_columns() -> list[Column]:
    return [
        Column(title=_("No."), width=12, is_centred=True),
        Column(title=_("Question"), width=68),
        Column(title=_("Answers"), width=18, is_centred=True),
        Column(title=_("Share of points"), width=22, is_centred=True),
        Column(title=_("Discrimination"), width=22, is_centred=True),
        Column(title=_("Minutes"), width=18, is_centred=True),
    ]

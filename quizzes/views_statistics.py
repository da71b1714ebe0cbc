"""Statistics and gradebook of a quiz in the editors' admin: screens and files."""

from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from content.vietnamese import slugify
from quizzes.access_statistics import StatisticsDesk, get_gradebook_desk_for, get_statistics_desk_for
from quizzes.models import Quiz
from quizzes.reporting import charts, documents, gradebook, tables
from quizzes.reporting.listing import listed, sort_links
from quizzes.reporting.reading import QuizReport, readable, readable_quizzes, report_of
from quizzes.reporting.words import (
    advice_on_reliability,
    figures_in_words,
    hints_in_words,
    offer_in_words,
)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PER_PAGE = 50
CSV = "text/csv; charset=utf-8"


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The quizzes whose figures one may read."""
    words = request.GET.get("q", "")[:200]
    page = Paginator(readable_quizzes(request.user, words), PER_PAGE).get_page(request.GET.get("p"))
    rows = [readable(request.user, quiz) for quiz in page]
    context = {
        "page": page,
        "rows": rows,
        "q": words,
        "query": f"{urlencode({'q': words})}&" if words else "",
    }
    return render(request, "quizzes/admin/statistics_list.html", context)


@require_safe
def statistics(request: HttpRequest, quiz: UUID) -> HttpResponse:
    """Everything about a quiz on one page: what to look at, results, distribution, questions."""
    desk = get_statistics_desk_for(request.user, quiz)
    report = report_of(desk.quiz)
    context = {"quiz": desk.quiz, "desk": desk, "report": report}
    if report.figures is None:
        return render(request, "quizzes/admin/statistics_few.html", context)
    page, sort = listed(report.wordings, request.GET.get("xep", ""), request.GET.get("p"))
    return render(
        request,
        "quizzes/admin/statistics.html",
        context
        | {
            "page": page,
            "query": f"xep={sort}&" if sort else "",
            "sorts": sort_links(sort),
            "figures": figures_in_words(report.figures, pass_percent=desk.quiz.pass_percent),
            "advice": advice_on_reliability(report.figures.reliability),
            "suspects": [(row, hints_in_words(row.hints)) for row in report.suspects],
            "rows": [(row, hints_in_words(row.hints)) for row in page],
            "score_chart": charts.score_chart(report.figures.bins),
            "question_chart": charts.question_chart(report.wordings),
        },
    )


@require_safe
def question(request: HttpRequest, quiz: UUID, version: UUID) -> HttpResponse:
    """One wording: its figures, and who picked which choice."""
    desk = get_statistics_desk_for(request.user, quiz)
    report = report_of(desk.quiz)
    row = next((one for one in report.wordings if one.uuid == version), None)
    if row is None:
        raise Http404
    choices = [(choice, offer_in_words(choice.offer.value, choice.offer.label)) for choice in row.choices]
    context = {
        "quiz": desk.quiz,
        "desk": desk,
        "row": row,
        "hints": hints_in_words(row.hints),
        "choices": choices,
        "has_parts": any(choice.offer.part_label for choice in row.choices),
        "chart": charts.choice_chart(row),
    }
    return render(request, "quizzes/admin/statistics_question.html", context)


@require_safe
def table_csv(request: HttpRequest, quiz: UUID, slug: str) -> HttpResponse:
    """The figures of one table."""
    desk, report = _with_figures(request, quiz)
    for table in tables.tables_of(desk.quiz, report):
        if table.slug == slug:
            return _file(tables.csv_of(table), f"{slug}-{_name(desk.quiz)}.csv", CSV)
    raise Http404


@require_safe
def workbook(request: HttpRequest, quiz: UUID) -> HttpResponse:
    """All tables; the learners' one only for those who may see names."""
    desk, report = _with_figures(request, quiz)
    found = tables.tables_of(desk.quiz, report)
    if desk.may_see_names:
        found.append(gradebook.gradebook_table(desk.quiz, gradebook.Sought()))
    return _file(documents.workbook_of(found), f"thong-ke-{_name(desk.quiz)}.xlsx", XLSX)


@require_safe
def document(request: HttpRequest, quiz: UUID) -> HttpResponse:
    """The report in the official layout, always in Vietnamese."""
    desk, _report = _with_figures(request, quiz)
    with translation.override("vi"):
        report = report_of(desk.quiz)  # kinds of questions are named in the report's language
        made = documents.report_document(quiz=desk.quiz, report=report, day=timezone.localdate())
    return _file(made, f"bao-cao-{_name(desk.quiz)}.docx", DOCX)


@require_safe
def grades(request: HttpRequest, quiz: UUID) -> HttpResponse:
    """The gradebook: learners in the order of given names, with filters."""
    desk = get_gradebook_desk_for(request.user, quiz)
    sought = gradebook.sought_from(request.GET.dict())
    page, rows = gradebook.page_of(desk.quiz, sought, request.GET.get("p"))
    asked = request.GET.copy()
    asked.pop("p", None)
    return render(
        request,
        "quizzes/admin/gradebook.html",
        {
            "quiz": desk.quiz,
            "desk": desk,
            "sought": sought,
            "page": page,
            "rows": rows,
            "units": gradebook.units_of(desk.quiz),
            "query": f"{asked.urlencode()}&" if asked else "",
        },
    )


@require_safe
def grades_file(request: HttpRequest, quiz: UUID, form: str) -> HttpResponse:
    """The gradebook with the same filters, as a workbook or CSV."""
    desk = get_gradebook_desk_for(request.user, quiz)
    table = gradebook.gradebook_table(desk.quiz, gradebook.sought_from(request.GET.dict()))
    name = f"so-diem-{_name(desk.quiz)}"
    if form == "csv":
        return _file(tables.csv_of(table), f"{name}.csv", CSV)
    return _file(documents.workbook_of([table]), f"{name}.xlsx", XLSX)


def _with_figures(request: HttpRequest, quiz: UUID) -> tuple[StatisticsDesk, QuizReport]:
    """The desk and a report with figures; without enough attempts there is no file."""
    desk = get_statistics_desk_for(request.user, quiz)
    report = report_of(desk.quiz)
    if report.figures is None:
        raise Http404
    return desk, report


def _name(quiz: Quiz) -> str:
    return slugify(quiz.title)[:60] or str(quiz.uuid)


def _file(data: bytes, name: str, content_type: str) -> HttpResponse:
    disposition = content_disposition_header(True, name) or "attachment"
    headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(data, content_type=content_type, headers=headers)

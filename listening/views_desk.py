"""The editors' side: the dashboard, its files, and the desk of answers."""

from typing import cast
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from content.provinces import province_names
from listening.access import check_may_listen, get_feedback_for
from listening.charts import Chart, column_chart, counted
from listening.days import today
from listening.forms import DeskFilter, NoteForm
from listening.periods import CHOICES, period_of
from listening.queries import Report, feedback_for_desk, open_count, report_of, titles_of
from listening.services.feedback import handle_feedback, reopen_feedback
from listening.tables import csv_of, tables_of, workbook_of
from people.models import User

PER_PAGE = 50
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _report(request: HttpRequest) -> Report:
    check_may_listen(request.user)
    return report_of(period_of(request.GET.get("ky", ""), today=today()))


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """Pages, searches, dead ends, answers, and how they change."""
    report = _report(request)
    context = {
        "report": report,
        "period": report.period,
        "choices": [(code, words) for code, (_days, words) in CHOICES.items()],
        "charts": _charts(report),
        "tables": tables_of(report),
        "open_count": open_count(),
    }
    return render(request, "listening/admin/dashboard.html", context)


def _charts(report: Report) -> list[Chart]:
    total, answers = sum(report.views_by_step), sum(report.answers_by_step)
    return [
        column_chart(
            id="luot-xem",
            title=_("Views"),
            description=ngettext("%(count)s view in this period.", "%(count)s views in this period.", total)
            % {"count": counted(total)},
            head=_("Views"),
            period=report.period,
            values=report.views_by_step,
        ),
        column_chart(
            id="tra-loi",
            title=_("Answers to “Was this page useful?”"),
            description=ngettext(
                "%(count)s answer in this period.", "%(count)s answers in this period.", answers
            )
            % {"count": counted(answers)},
            head=_("Readers’ answers"),
            period=report.period,
            values=report.answers_by_step,
        ),
    ]


@require_safe
def table_csv(request: HttpRequest, slug: str) -> HttpResponse:
    report = _report(request)
    separator = ";" if get_language() == "vi" else ","
    for table in tables_of(report):
        if table.slug == slug:
            return file_answer(csv_of(table, separator=separator), f"{slug}-{report.period.last}.csv", CSV)
    raise Http404


@require_safe
def workbook(request: HttpRequest) -> HttpResponse:
    report = _report(request)
    return file_answer(workbook_of(tables_of(report)), f"lang-nghe-{report.period.last}.xlsx", XLSX)


def file_answer(data: bytes, name: str, content_type: str) -> HttpResponse:
    disposition = content_disposition_header(True, name) or "attachment"
    headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(data, content_type=content_type, headers=headers)


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Answers to be dealt with."""
    check_may_listen(request.user)
    form = DeskFilter(request.GET, label_suffix="")
    form.is_valid()  # what makes no sense is left out; the rest counts
    wish = {name: value for name, value in form.cleaned_data.items() if value}
    page = Paginator(feedback_for_desk(wish), PER_PAGE).get_page(request.GET.get("p"))
    titles, names = titles_of({row.path for row in page}), province_names()
    context = {
        "form": form,
        "page": page,
        "rows": [(row, titles.get(row.path, ""), names.get(row.province, "")) for row in page],
        "query": f"{urlencode({k: 'on' if v is True else v for k, v in wish.items()})}&" if wish else "",
    }
    return render(request, "listening/admin/desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One answer, and what was done about it."""
    found = get_feedback_for(request.user, uuid)
    form = NoteForm(request.POST or None, label_suffix="", initial={"note": found.note})
    if request.method == "POST" and form.is_valid():
        handle_feedback(
            feedback=found, note=form.cleaned_data["note"], by=cast("User", request.user), now=timezone.now()
        )
        messages.success(request, _("The answer is marked as handled."))
        return redirect("listening_desk")
    context = {
        "row": found,
        "form": form,
        "title": titles_of([found.path]).get(found.path, ""),
        "province": province_names().get(found.province, ""),
        "address": f"/en{found.path}" if found.language == "en" else found.path,
    }
    return render(request, "listening/admin/feedback.html", context, status=422 if form.errors else 200)


@require_POST
def reopen(request: HttpRequest, uuid: UUID) -> HttpResponse:
    reopen_feedback(feedback=get_feedback_for(request.user, uuid))
    messages.success(request, _("The answer is open again."))
    return redirect("listening_feedback", uuid)

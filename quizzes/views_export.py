"""Questions of a bank as a file: a format is chosen, a job writes it, the report says what it could not hold."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jobs.models import Job
from quizzes.access import Desk, get_bank_for, get_reading_desk_for
from quizzes.errors import ImportRefused
from quizzes.forms_export import ExportForm
from quizzes.services.exporting import (
    ask_for_export,
    empty_template,
    exported_file,
    kinds_in,
    last_export,
    losses_in_words,
    offers_for,
)
from quizzes.views_bank import marked_items
from quizzes.views_sittings import file_answer

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Formats with what each leaves out of these questions, and the last file with its report."""
    desk = get_reading_desk_for(request.user, uuid)
    if request.method != "POST":
        return _show(request, desk, form=ExportForm())
    marked = marked_items(request, desk.bank)
    if "some" in request.POST and not marked:
        messages.error(request, _("Mark the questions first."))
        return redirect(desk.bank)
    if request.POST.get("act") == "choose":
        return _show(request, desk, form=ExportForm(), marked=marked)
    form = ExportForm(request.POST)
    if form.is_valid():
        try:
            ask_for_export(
                bank=desk.bank,
                format=form.cleaned_data["format"],
                by=request.user,  # type: ignore[arg-type]  # the admin lets nobody in without an account
                now=timezone.now(),
                uuids=marked,
            )
        except ImportRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("quizzes_export", uuid=uuid)
    return _show(request, desk, form=form, marked=marked, status=422)


def _show(
    request: HttpRequest, desk: Desk, *, form: ExportForm, marked: list[UUID] | None = None, status: int = 200
) -> HttpResponse:
    job = last_export(bank=desk.bank, by=request.user)  # type: ignore[arg-type]
    counts = kinds_in(bank=desk.bank, uuids=marked or ())
    context: Mapping[str, Any] = {
        "desk": desk,
        "bank": desk.bank,
        "form": form,
        "offers": offers_for(counts=counts),
        "asked": form.data.get("format", ""),
        "count": sum(counts.values()),
        "is_some": bool(marked),
        "sent_on": _sent_on(request) if marked else (),
        "job": job,
        "is_running": job is not None and job.status in {Job.Status.QUEUED, Job.Status.RUNNING},
        "losses": losses_in_words(job=job) if job else [],
    }
    return render(request, "quizzes/admin/export.html", context, status=status)


def _sent_on(request: HttpRequest) -> list[tuple[str, str]]:
    """What names the marked questions, to be sent once more with the format."""
    if request.POST.get("all") == "1":
        return [("some", "1"), ("all", "1"), ("found_by", request.POST.get("found_by", "")[:2000])]
    return [("some", "1"), *(("item", value) for value in request.POST.getlist("item"))]


@require_safe
def download(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The last file this person asked for in this bank."""
    desk = get_reading_desk_for(request.user, uuid)
    job = last_export(bank=desk.bank, by=request.user)  # type: ignore[arg-type]
    data = exported_file(job=job) if job else None
    if job is None or data is None:
        raise Http404
    return file_answer(data, job.result["filename"], job.result["media_type"])


@require_safe
def template(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The empty sheet in which questions are written for import."""
    get_bank_for(request.user, uuid)
    return file_answer(empty_template(), "mau-cau-hoi.xlsx", XLSX)

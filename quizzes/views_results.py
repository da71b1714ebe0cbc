"""Before and after handing in: the overview, the submission, the result, the receipt, files handed in."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from quizzes import access, attempt_documents, clock, queries
from quizzes.errors import AnswerRefused, SubmissionHeld
from quizzes.forms import read_carried
from quizzes.marking_desk import file_name_for
from quizzes.models import Attempt
from quizzes.presenting import overview_page, result_page
from quizzes.services import attempts


@login_required
@require_GET
def overview(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """All questions with their states, before handing in."""
    found = attempts.close_if_overdue(attempt=access.get_attempt_for(request.user, uuid), now=clock.now())
    if found.is_closed:
        return redirect("quizzes:result", uuid=uuid)
    return _show_overview(request, found)


def _show_overview(
    request: HttpRequest, attempt: Attempt, *, status: int = 200, **more: object
) -> HttpResponse:
    page = overview_page(attempt=attempt, now=clock.now())
    return render(request, "quizzes/overview.html", {"attempt": attempt, "page": page, **more}, status=status)


@login_required
@require_POST
def submit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Hand in, with whatever the script had not yet seen acknowledged. Twice is once."""
    now = clock.now()
    found = access.get_attempt_for(request.user, uuid)
    try:
        unacked = read_carried(request.POST.get("unacked", ""))
        attempts.submit_attempt(attempt=found, now=now, unacked=unacked)
    except AnswerRefused as refusal:
        return _show_overview(request, found, status=422, problem=refusal.message)
    except SubmissionHeld as held:
        slots = [conflict.slot for conflict in held.conflicts]
        return _show_overview(request, found, status=409, problem=held.message, conflicts=slots)
    return redirect("quizzes:result", uuid=uuid)


@login_required
@require_GET
def result(request: HttpRequest, uuid: UUID) -> HttpResponse:
    now = clock.now()
    found = attempts.close_if_overdue(attempt=access.get_attempt_for(request.user, uuid), now=now)
    if not found.is_closed:
        return redirect("quizzes:overview", uuid=uuid)
    page = result_page(attempt=found, now=now)
    return render(request, "quizzes/result.html", {"attempt": found, "page": page})


@login_required
@require_GET
def receipt(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The answers as they were handed in, in the very bytes whose SHA-256 is on the result page."""
    found = access.get_attempt_for(request.user, uuid)
    if not found.is_closed:
        return redirect("quizzes:overview", uuid=uuid)
    name = f"{found.receipt_number}.json"
    return HttpResponse(
        attempts.receipt_of(attempt=found, slots=queries.slots_with_answers(found)),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@login_required
@require_GET
def own_copy(request: HttpRequest, uuid: UUID, kind: str) -> HttpResponse:
    """The result page as Word or PDF, as it may be seen at this moment."""
    if kind not in attempt_documents.WRITERS:
        raise Http404
    now = clock.now()
    found = attempts.close_if_overdue(attempt=access.get_attempt_for(request.user, uuid), now=now)
    if not found.is_closed:
        return redirect("quizzes:overview", uuid=uuid)
    paper = attempt_documents.attempt_paper(attempt=found, page=result_page(attempt=found, now=now))
    return HttpResponse(
        attempt_documents.WRITERS[kind](paper),
        content_type=attempt_documents.TYPES[kind],
        headers={
            "Content-Disposition": f'attachment; filename="{found.receipt_number}.{kind}"',
            "Cache-Control": "private, no-store",
        },
    )


@login_required
@require_GET
def response_file(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """A file handed in, always as a download: a browser must not run what a stranger wrote. Markers may not learn its name."""
    file = access.get_response_file_for(request.user, uuid)
    return FileResponse(
        file.file.open("rb"),
        as_attachment=True,
        filename=file_name_for(request.user, file),
        content_type="application/octet-stream",
        headers={"X-Content-Type-Options": "nosniff"},
    )

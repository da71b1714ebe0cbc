"""One sitting in the editors' admin: its answers, points changed with a reason, the attempt annulled."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quizzes import access_marking as access
from quizzes import clock
from quizzes.access_marking import MarkingDesk
from quizzes.errors import MarkingRefused
from quizzes.forms_marking import OverrideForm, ReasonForm, as_typed
from quizzes.models import Attempt, AttemptItem
from quizzes.services.overriding import annul_attempt, override_answer, override_attempt
from quizzes.sittings_desk import sitting_page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def file_answer(data: bytes, name: str, kind: str) -> HttpResponse:
    """A file of ours to be kept by whoever asked, and by no cache."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(data, content_type=kind, headers=headers)


@require_GET
def sitting(request: HttpRequest, uuid: UUID, attempt: UUID) -> HttpResponse:
    """For those who mark, who may change its points, and for the office, which may annul it."""
    desk = access.get_marking_for(request.user, uuid)
    return _show(request, desk, access.get_sitting_at(desk, attempt))


def _show(
    request: HttpRequest,
    desk: MarkingDesk,
    attempt: Attempt,
    *,
    problem: str = "",
    at: int | None = None,
    status: int = 200,
) -> HttpResponse:
    page = sitting_page(desk, attempt)
    context = {
        "desk": desk,
        "page": page,
        "attempt": attempt,
        "problem": problem,
        "problem_at": at,
        "answer_form": OverrideForm(auto_id=False),
        "total_form": OverrideForm(auto_id="total_%s", initial={"points": as_typed(attempt.score)}),
        "annul_form": ReasonForm(auto_id="annul_%s"),
    }
    return render(request, "quizzes/admin/marking/sitting.html", context, status=status)


@require_POST
def override(request: HttpRequest, uuid: UUID, attempt: UUID, slot: int | None = None) -> HttpResponse:
    """Other points for one answer, or for the whole sitting."""
    desk = access.get_marking_desk_for(request.user, uuid)
    found = access.get_sitting_at(desk, attempt)
    form = OverrideForm(request.POST)
    if not form.is_valid():
        sentence = next(f"{form.fields[name].label}: {errors[0]}" for name, errors in form.errors.items())
        return _show(request, desk, found, problem=sentence, at=slot, status=422)
    common = {**form.cleaned_data, "by": request.user, "now": clock.now()}
    try:
        done = (
            override_attempt(attempt=found, **common)
            if slot is None
            else override_answer(item=_slot_of(found, slot), **common)
        )
    except MarkingRefused as refusal:
        return _show(request, desk, found, problem=str(refusal), at=slot, status=422)
    messages.success(request, _("The points were changed.") if done else _("It has these points already."))
    return redirect("quizzes_sitting", uuid=uuid, attempt=attempt)


def _slot_of(attempt: Attempt, slot: int) -> AttemptItem:
    item = AttemptItem.objects.select_related("attempt").filter(attempt=attempt, slot=slot).first()
    if item is None:
        raise MarkingRefused(_("This paper has no such question."), code="no_slot")
    return item


@require_POST
def annul(request: HttpRequest, uuid: UUID, attempt: UUID) -> HttpResponse:
    desk = access.get_office_desk_for(request.user, uuid)
    found = access.get_sitting_at(desk, attempt)
    reason = request.POST.get("reason", "")
    try:
        annul_attempt(attempt=found, reason=reason, by=request.user, now=clock.now())  # type: ignore[arg-type]
    except MarkingRefused as refusal:
        return _show(request, desk, found, problem=str(refusal), status=422)
    messages.success(request, _("The attempt was annulled."))
    return redirect("quizzes_gradebook", quiz=uuid)

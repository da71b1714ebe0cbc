"""The learner's pages of an attempt. Owning it is the only right needed (the host has started it)."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quizzes import access, queries
from quizzes.api import clock_of
from quizzes.errors import AnswerRefused, AttemptClosed, SubmissionHeld
from quizzes.forms import AnswerForm, read_carried
from quizzes.models import Attempt, AttemptItem
from quizzes.services import attempts
from quizzes.services.attempts import Save, SavedAnswer


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def attempt(request: HttpRequest, uuid: UUID, slot: int) -> HttpResponse:
    """One question. A POST keeps the answer and goes where the pressed button says."""
    place = access.get_slot_for(request.user, uuid, slot)
    if request.method == "POST":
        return _answer(request, place)
    place.attempt = attempts.close_if_overdue(attempt=place.attempt, now=timezone.now())
    if place.attempt.is_closed:
        return redirect("quizzes:result", uuid=uuid)
    return _show_question(request, place)


def _answer(request: HttpRequest, place: AttemptItem) -> HttpResponse:
    now = timezone.now()
    form = AnswerForm(request.POST, slot=place)
    if not form.is_valid():
        return _show_question(request, place, status=422, problem=next(iter(form.errors.values()))[0])
    go = form.cleaned_data["go"]
    try:
        if not form.cleaned_data["is_kept"]:
            saved = _keep(place, form.save())
            if not saved.is_saved:
                return _show_unsaved(request, place, saved)
        if go in {"flag", "unflag"}:
            attempts.mark_slot(attempt=place.attempt, slot=place.slot, is_flagged=go == "flag", now=now)
    except AnswerRefused as refusal:
        return _show_question(request, place, status=422, problem=refusal.message)
    except AttemptClosed:
        return redirect("quizzes:result", uuid=place.attempt.uuid)
    return _go(place, go)


def _keep(place: AttemptItem, save: Save) -> SavedAnswer:
    return attempts.save_response(
        attempt=place.attempt,
        slot=save.slot,
        answer=save.answer,
        client=save.client,
        sequence=save.sequence,
        base_revision=save.base_revision,
        now=timezone.now(),
    )


def _go(place: AttemptItem, go: str) -> HttpResponse:
    step = {"prev": -1, "next": 1}.get(go, 0)
    if go == "overview" or (step and not _has_slot(place, place.slot + step)):
        return redirect("quizzes:overview", uuid=place.attempt.uuid)
    return redirect("quizzes:attempt", uuid=place.attempt.uuid, slot=place.slot + step)


def _has_slot(place: AttemptItem, slot: int) -> bool:
    return AttemptItem.objects.filter(attempt=place.attempt_id, slot=slot).exists()


def _show_question(
    request: HttpRequest, place: AttemptItem, *, status: int = 200, **more: object
) -> HttpResponse:
    page = queries.question_page(slot=place, now=timezone.now())
    context = {"attempt": place.attempt, "page": page, "saved_time": clock_of(page.saved_at), **more}
    return render(request, "quizzes/attempt.html", context, status=status)


def _show_unsaved(request: HttpRequest, place: AttemptItem, saved: SavedAnswer) -> HttpResponse:
    """Too late, or older than what another window saved: say so, keep the newer, show both."""
    if saved.outcome == "late":
        return render(request, "quizzes/late.html", {"attempt": place.attempt}, status=409)
    offered = queries.answer_in_words(slot=place, answer=saved.offered)
    return _show_question(
        request,
        place,
        status=409,
        is_conflict=True,
        offered=offered,
        offered_value=saved.offered.get("value"),
    )


@login_required
@require_GET
def overview(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """All questions with their states, before handing in."""
    found = attempts.close_if_overdue(attempt=access.get_attempt_for(request.user, uuid), now=timezone.now())
    if found.is_closed:
        return redirect("quizzes:result", uuid=uuid)
    return _show_overview(request, found)


def _show_overview(
    request: HttpRequest, attempt: Attempt, *, status: int = 200, **more: object
) -> HttpResponse:
    page = queries.overview_page(attempt=attempt, now=timezone.now())
    return render(request, "quizzes/overview.html", {"attempt": attempt, "page": page, **more}, status=status)


@login_required
@require_POST
def submit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Hand in, with whatever the script had not yet seen acknowledged. Twice is once."""
    now = timezone.now()
    found = access.get_attempt_for(request.user, uuid)
    try:
        unacked = read_carried(request.POST.get("unacked", ""), attempt=found)
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
    now = timezone.now()
    found = attempts.close_if_overdue(attempt=access.get_attempt_for(request.user, uuid), now=now)
    if not found.is_closed:
        return redirect("quizzes:overview", uuid=uuid)
    page = queries.result_page(attempt=found, now=now)
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

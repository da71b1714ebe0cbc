"""Marking in the editors' admin: the queue of a quiz, one answer, its drafts. Looking claims nothing; buttons do."""

import json
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quizzes import access_marking as access
from quizzes import clock
from quizzes.access_marking import MarkingDesk
from quizzes.errors import MarkingRefused
from quizzes.forms_marking import MarkForm, initial_of
from quizzes.grading import worths_of
from quizzes.items.essay import read_key
from quizzes.marking_desk import (
    essay_page,
    file_name_for,
    next_after,
    open_rows,
    queue_of,
    quizzes_with_counts,
)
from quizzes.models import AttemptItem, Marking
from quizzes.services.marking import claim_marking, finish_marking, release_marking, save_marking

PAGE = 50
MAX_BODY = 100_000


@require_GET
def quiz_list(request: HttpRequest) -> HttpResponse:
    """The quizzes of one's organisations; those with answers to mark first."""
    words = request.GET.get("q", "")[:200]
    quizzes = access.quizzes_marked_by(request.user)
    if words:
        quizzes = quizzes.filter(title__icontains=words)
    page = Paginator(quizzes_with_counts(quizzes), PAGE).get_page(request.GET.get("p"))
    query = urlencode({"q": words}) + "&" if words else ""
    return render(request, "quizzes/admin/marking/quizzes.html", {"page": page, "q": words, "query": query})


@require_GET
def queue(request: HttpRequest, uuid: UUID) -> HttpResponse:
    desk = access.get_marking_for(request.user, uuid)
    rows = queue_of(desk)
    context = {
        "desk": desk,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("p")),
        "open_count": len(open_rows(rows)),
    }
    return render(request, "quizzes/admin/marking/queue.html", context)


@require_POST
def claim(request: HttpRequest, uuid: UUID, pk: int | None = None) -> HttpResponse:
    """Begin to mark an answer, or the next one that is free."""
    desk = access.get_marking_desk_for(request.user, uuid)
    if pk is None:
        return _to_next(request, desk, None)
    try:
        claim_marking(item=access.get_essay_at(desk, pk), marker=request.user, now=clock.now())  # type: ignore[arg-type]
    except MarkingRefused as refusal:
        messages.warning(request, str(refusal))
        return redirect("quizzes_marking_queue", uuid=uuid)
    return redirect("quizzes_marking_essay", uuid=uuid, pk=pk)


def _to_next(request: HttpRequest, desk: MarkingDesk, after: int | None) -> HttpResponse:
    """Claim the next answer and go there; somebody quicker sends us one further."""
    for _try in range(5):
        row = next_after(queue_of(desk), after)
        if row is None:
            break
        try:
            claim_marking(item=access.get_essay_at(desk, row.pk), marker=request.user, now=clock.now())  # type: ignore[arg-type]
        except MarkingRefused:
            after = row.pk
            continue
        return redirect("quizzes_marking_essay", uuid=desk.quiz.uuid, pk=row.pk)
    messages.success(request, _("There is nothing more for you to mark here."))
    return redirect("quizzes_marking_queue", uuid=desk.quiz.uuid)


def _own_marking(request: HttpRequest, item: AttemptItem) -> Marking:
    marking = Marking.objects.filter(attempt_item=item, marker=request.user.pk).first()
    if marking is None:
        raise Http404
    return marking


def _form(item: AttemptItem, *args: Any, **kwargs: Any) -> MarkForm:
    return MarkForm(
        *args, worths=worths_of(read_key(item.version.key).rubric, item.points), most=item.points, **kwargs
    )


def essay(request: HttpRequest, uuid: UUID, pk: int) -> HttpResponse:
    """One answer with the marker's own marking; saved, finished or given back from here."""
    desk = access.get_marking_desk_for(request.user, uuid)
    item = access.get_essay_at(desk, pk)
    marking = _own_marking(request, item)
    form = _form(item, request.POST or None, initial=initial_of(marking))
    status = 200
    if request.method == "POST" and request.POST.get("act") == "release":
        return _release(request, desk, marking)
    if request.method == "POST" and form.is_valid():
        try:
            return _keep(request, desk, marking, form)
        except MarkingRefused as refusal:
            form.add_error(None, str(refusal))
            status = 409 if refusal.code in {"out_of_date", "finished", "settled", "recognised"} else 422
    elif request.method == "POST":
        status = 422
    page = essay_page(desk, item, marking)
    rows = [(line, form[f"r-{line.id}"]) for line in page.criteria]
    context = {"desk": desk, "page": page, "form": form, "rows": rows}
    return render(request, "quizzes/admin/marking/essay.html", context, status=status)


def _keep(request: HttpRequest, desk: MarkingDesk, marking: Marking, form: MarkForm) -> HttpResponse:
    act, now = request.POST.get("act", "save"), clock.now()
    draft, revision = form.draft(), form.cleaned_data["revision"]
    if act not in {"next", "finish"}:
        save_marking(marking=marking, draft=draft, revision=revision, now=now)
        messages.success(request, _("The draft was saved."))
        return redirect("quizzes_marking_essay", uuid=desk.quiz.uuid, pk=marking.attempt_item_id)
    by = request.user
    finish_marking(marking=marking, draft=draft, revision=revision, by=by, now=now)  # type: ignore[arg-type]
    messages.success(request, _("The marking is finished."))
    if act == "next":
        return _to_next(request, desk, marking.attempt_item_id)
    return redirect("quizzes_marking_queue", uuid=desk.quiz.uuid)


def _release(request: HttpRequest, desk: MarkingDesk, marking: Marking) -> HttpResponse:
    try:
        release_marking(marking=marking)
        messages.success(request, _("The answer was given back to the queue."))
    except MarkingRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("quizzes_marking_queue", uuid=desk.quiz.uuid)


@require_POST
def release_claim(request: HttpRequest, uuid: UUID, marking: int) -> HttpResponse:
    """The office gives back what somebody has claimed and left."""
    desk = access.get_office_desk_for(request.user, uuid)
    found = Marking.objects.filter(pk=marking, attempt_item__attempt__quiz=desk.quiz).first()
    if found is None:
        raise Http404
    return _release(request, desk, found)


@require_POST
def autosave(request: HttpRequest, uuid: UUID, pk: int) -> JsonResponse:
    """A draft as the page's script sends it; what is acknowledged is committed."""
    desk = access.get_marking_desk_for(request.user, uuid)
    item = access.get_essay_at(desk, pk)
    marking = _own_marking(request, item)
    form = _form(item, _fields_of(request.body))
    if not form.is_valid():
        sentence = next(str(errors[0]) for errors in form.errors.values())
        return JsonResponse({"code": "invalid", "message": sentence}, status=422)
    try:
        saved = save_marking(
            marking=marking, draft=form.draft(), revision=form.cleaned_data["revision"], now=clock.now()
        )
    except MarkingRefused as refusal:
        status = 409 if refusal.code in {"out_of_date", "finished"} else 422
        return JsonResponse({"code": refusal.code, "message": str(refusal)}, status=status)
    at = timezone.localtime(saved.saved_at)
    return JsonResponse(
        {"revision": saved.revision, "saved_at": at.isoformat(), "time": at.strftime("%H:%M:%S")}
    )


def _fields_of(body: bytes) -> dict[str, Any]:
    """Text and numbers of a JSON object; whatever else arrives leaves the form empty, which it then says."""
    try:
        read = json.loads(body) if len(body) <= MAX_BODY else None
    except (ValueError, RecursionError):
        read = None
    if not isinstance(read, dict):
        return {}
    return {name: value for name, value in read.items() if isinstance(value, str | int)}


@require_GET
def essay_file(request: HttpRequest, uuid: UUID, pk: int, file: UUID) -> HttpResponseBase:
    """A file of an answer, always as a download; under a code where names are not shown."""
    desk = access.get_marking_desk_for(request.user, uuid)
    item = access.get_essay_at(desk, pk)
    row = access.get_marking_file_at(desk, item, file)
    return FileResponse(
        row.file.open("rb"),
        as_attachment=True,
        filename=file_name_for(request.user, row),
        content_type="application/octet-stream",
        headers={"X-Content-Type-Options": "nosniff"},
    )

"""The import screens of the editors' admin: choose a file, check what was found, create the draft."""

from uuid import UUID

from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from content.models import WordImport
from content.word.tree import WordRefused
from courses.import_access import courses_importable_by, get_lesson_import_for
from courses.import_forms import ChooseFileForm, ConfirmForm
from courses.import_preview import preview_html
from courses.models import Course
from courses.queries import lesson_page_id
from courses.services.importing import (
    discard_import,
    import_lesson,
    planned_lesson,
    receive_lesson_file,
    undo_import,
)
from people.errors import DomainError
from people.models import User

STATUS = {"too_large": 413}


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Step 1. A file that cannot be read leaves nothing behind but a sentence."""
    if not courses_importable_by(request.user).exists():
        raise Http404
    form = ChooseFileForm(request.POST or None, request.FILES or None, person=request.user)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            upload = form.cleaned_data["file"]
            try:
                batch = receive_lesson_file(
                    data=upload.read(),
                    filename=upload.name,
                    course=form.cleaned_data["course"],
                    by=_author(request),
                    now=timezone.now(),
                )
                return redirect("courses_import:check", uuid=batch.uuid)
            except WordRefused as refusal:
                form.add_error("file", str(refusal))
                status = STATUS.get(refusal.code, 422)
    return render(request, "courses/import/choose.html", {"form": form, "step": 1}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Step 2: what was found. Posting creates the draft (step 3)."""
    batch, course = get_lesson_import_for(request.user, uuid)
    if batch.status != WordImport.Status.CHECKED:
        return _standing(request, batch, course)
    parsed = planned_lesson(batch=batch, course=course)
    form = ConfirmForm(request.POST or None, parsed=parsed, course=course)
    refusal, status = "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                import_lesson(
                    batch=batch,
                    course=course,
                    by=_author(request),
                    now=timezone.now(),
                    title=form.cleaned_data["title"],
                    chapter=form.cleaned_data["chapter"],
                    alternatives=form.alternatives,
                    not_headings=form.not_headings,
                )
                return redirect("courses_import:check", uuid=uuid)
            except (DomainError, WordRefused) as error:
                refusal = str(error)
    context = {
        "batch": batch,
        "course": course,
        "parsed": parsed,
        "form": form,
        "refusal": refusal,
        "step": 2,
    }
    return render(request, "courses/import/check.html", context, status=status)


@require_safe
@xframe_options_sameorigin
def preview(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The lesson as a phone would show it."""
    batch, course = get_lesson_import_for(request.user, uuid)
    if not batch.parsed:
        raise Http404
    parsed = planned_lesson(batch=batch, course=course)
    context = {"title": parsed.title, "html": preview_html(parsed, batch)}
    return render(request, "courses/import/preview.html", context)


@require_safe
def picture(request: HttpRequest, uuid: UUID, index: int) -> FileResponse:
    """A small copy of a picture in a file that was checked."""
    batch, _course = get_lesson_import_for(request.user, uuid)
    names = batch.outcome.get("previews", [])
    if index >= len(names) or not storages["private"].exists(names[index]):
        raise Http404
    return FileResponse(storages["private"].open(names[index]))


@require_POST
def undo(request: HttpRequest, uuid: UUID) -> HttpResponse:
    batch, course = get_lesson_import_for(request.user, uuid)
    try:
        undo_import(batch=batch, by=_author(request), now=timezone.now())
    except DomainError as error:
        return _standing(request, batch, course, refusal=str(error), status=422)
    return redirect("courses_import:check", uuid=uuid)


@require_POST
def discard(request: HttpRequest, uuid: UUID) -> HttpResponse:
    batch, course = get_lesson_import_for(request.user, uuid)
    try:
        discard_import(batch=batch)
    except DomainError as error:
        return _standing(request, batch, course, refusal=str(error), status=422)
    return redirect("courses_import:choose")


def _author(request: HttpRequest) -> User:
    """The editors' admin lets nobody in who is not signed in."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def _standing(
    request: HttpRequest, batch: WordImport, course: Course, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    """Where a batch stands that is not waiting to be checked: being read, refused, imported, taken back."""
    context = {
        "batch": batch,
        "course": course,
        "refusal": refusal,
        "page_id": lesson_page_id(batch.outcome.get("lesson", "")),
        "step": 3 if batch.status == WordImport.Status.APPLIED else 2,
    }
    return render(request, "courses/import/standing.html", context, status=status)

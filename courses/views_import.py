"""The import screens of the editors' admin: choose a file, check what was found, create the draft."""

from uuid import UUID

from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from content.models import WordImport
from content.services.import_files import previews_of
from content.services.words import refuse_large_word
from content.word.tree import WordRefused
from courses.errors import ImportRefused
from courses.import_access import courses_importable_by, get_lesson_import_for
from courses.import_forms import CheckForm, ChooseFileForm, heading_button
from courses.import_preview import preview_html
from courses.import_screen import screen_of
from courses.importers.choosing import Choices, is_divided_otherwise
from courses.models import Course
from courses.queries import lesson_pages
from courses.services.import_applying import start_applying
from courses.services.import_plans import ImportPlan, expired_sentence, is_expired, plan_of
from courses.services.import_states import has_stopped
from courses.services.import_undoing import undo_import
from courses.services.importing import choose_for_import, discard_import, receive_lesson_file
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
                refuse_large_word(size=upload.size)
                batch = receive_lesson_file(
                    data=upload.read(),
                    filename=upload.name,
                    course=form.cleaned_data["course"],
                    by=_author(request),
                    now=timezone.now(),
                    level=form.cleaned_data["level"],
                )
                return redirect("courses_import:check", uuid=batch.uuid)
            except WordRefused as refusal:
                form.add_error("file", str(refusal))
                status = STATUS.get(refusal.code, 422)
    return render(request, "courses/import/choose.html", {"form": form, "step": 1}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Step 2: what was found, and what the author makes of it. With ``act=apply`` the drafts are written (step 3)."""
    batch, course = get_lesson_import_for(request.user, uuid)
    if batch.status != WordImport.Status.CHECKED or is_expired(batch=batch, now=timezone.now()):
        is_late = request.method == "POST"
        refusal = _("This file has been imported or withdrawn already.") if is_late else ""
        return _standing(request, batch, course, refusal=refusal, status=409 if is_late else 200)
    plan = plan_of(batch=batch, course=course)
    if request.method != "POST":
        form = CheckForm(plan=plan, batch=batch, course=course)
        return _checked(request, batch, course, plan, form, refusal=batch.outcome.get("refusal", ""))
    form = CheckForm(request.POST, plan=plan, batch=batch, course=course)
    if not form.is_valid():
        refusal = _("Nothing was written: one of the fields is not right.")
        return _checked(request, batch, course, plan, form, refusal=refusal, status=422)
    try:
        return _act(request, batch, course, plan, form.chosen())
    except (DomainError, WordRefused) as error:
        batch.refresh_from_db()
        if batch.status != WordImport.Status.CHECKED or is_expired(batch=batch, now=timezone.now()):
            return _standing(request, batch, course, refusal=str(error), status=409)
        plan = plan_of(batch=batch, course=course)
        form = CheckForm(plan=plan, batch=batch, course=course)
        return _checked(request, batch, course, plan, form, refusal=str(error), status=422)


def _act(
    request: HttpRequest, batch: WordImport, course: Course, plan: ImportPlan, choices: Choices
) -> HttpResponse:
    """Keep the choices, then do what the button says: ``apply``, ``show:2``, ``head:12:2`` or nothing more."""
    act = request.POST.get("act", "")
    heading = heading_button(act)
    if heading is not None:
        choices = choices.with_level_of(*heading)
    batch = choose_for_import(batch=batch, course=course, choices=choices, by=_author(request))
    seen = request.POST.get("seen", "")
    if act == "apply" and batch.status == WordImport.Status.CHECKED:
        after = plan_of(batch=batch, course=course)
        if is_divided_otherwise(plan.choices, after.choices):
            raise ImportRefused(
                _("The file is divided anew, as you chose. Look at the lessons, then create the drafts."),
                code="divided_anew",
            )
        start_applying(batch=batch, course=course, by=_author(request), now=timezone.now(), seen=seen)
    shown = act.removeprefix("show:") if act.startswith("show:") else request.GET.get("bai", "")
    query = f"?bai={shown}" if shown.isdecimal() and act != "apply" else ""
    anchor = "#xem-thu" if act.startswith("show:") else "#cau-truc" if heading else ""
    return redirect(reverse("courses_import:check", kwargs={"uuid": batch.uuid}) + query + anchor)


def _checked(
    request: HttpRequest,
    batch: WordImport,
    course: Course,
    plan: ImportPlan,
    form: CheckForm,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "batch": batch,
        "course": course,
        "plan": plan,
        "form": form,
        "refusal": refusal,
        "step": 2,
        **screen_of(plan=plan, form=form, batch=batch, shown=_number(request)),
    }
    return render(request, "courses/import/check.html", context, status=status)


def _number(request: HttpRequest) -> int:
    asked = request.GET.get("bai", "")
    return int(asked) if asked.isdecimal() and len(asked) < 5 else 0


@require_safe
@xframe_options_sameorigin
def preview(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A lesson of the file as a phone would show it."""
    batch, course = get_lesson_import_for(request.user, uuid)
    if not batch.parsed.get("pieces"):
        raise Http404
    plan = plan_of(batch=batch, course=course)
    number = min(_number(request), len(plan.pieces) - 1)
    parsed = plan.pieces[number].lesson
    context = {"title": parsed.title, "html": preview_html(parsed, batch)}
    return render(request, "courses/import/preview.html", context)


@require_safe
def picture(request: HttpRequest, uuid: UUID, index: int) -> FileResponse:
    """A small copy of a picture in a file that was checked."""
    batch, _its_course = get_lesson_import_for(request.user, uuid)
    names = list(previews_of(batch=batch).values())
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
    """Where a batch stands that is not waiting to be checked: being read or written, refused, imported, taken back."""
    is_late = is_expired(batch=batch, now=timezone.now())
    outcome = batch.outcome
    context = {
        "batch": batch,
        "course": course,
        "refusal": refusal,
        "expired": expired_sentence() if is_late else "",
        "has_stopped": has_stopped(batch=batch),
        "drafts": lesson_pages(outcome.get("lessons") or [outcome.get("lesson", "")]),
        "revised": lesson_pages([one["lesson"] for one in outcome.get("revised", [])]),
        "withdrawn": lesson_pages([one["lesson"] for one in outcome.get("withdrawn", [])]),
        "step": 3 if batch.status == WordImport.Status.APPLIED else 2,
    }
    return render(request, "courses/import/standing.html", context, status=status)

"""What learners do beside reading: notes, search, lessons kept on a device."""

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courses.access import get_enrolment_for, get_lesson_for, get_own_lesson
from courses.errors import NoteRefused, ProgressRefused
from courses.forms import CourseSearchForm, NoteForm, SyncForm
from courses.models import Enrolment, Lesson, LessonProgress
from courses.notebook import as_markdown, as_word, notes_by_lesson, notes_of, search_course
from courses.offline import person_mark, worker_source
from courses.queries import outline_of
from courses.services.notes import Writing, remove_note, save_note
from courses.services.progress import finish_lesson, record_place
from courses.views import _json_refusal, _or_course_page
from people.errors import DomainError

SYNC_STATUS = {"other_person": 401, "not_enrolled": 403}
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@login_required
@_or_course_page
def notes(request: HttpRequest, slug: str) -> HttpResponse:
    """All notes of one's own in a course."""
    enrolment = get_enrolment_for(request.user, slug)
    outline = outline_of(course=enrolment.course, enrolment=enrolment, now=timezone.now())
    groups = notes_by_lesson(enrolment=enrolment, outline=outline)
    return render(request, "courses/notes.html", {"course": enrolment.course, "groups": groups})


@require_safe
@login_required
@_or_course_page
def notes_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The same to take home, as Word or Markdown."""
    enrolment = get_enrolment_for(request.user, slug)
    course = enrolment.course
    outline = outline_of(course=course, enrolment=enrolment, now=timezone.now())
    groups = notes_by_lesson(enrolment=enrolment, outline=outline)
    title = _("My notes: %(course)s") % {"course": course.title}
    if request.GET.get("dang") == "markdown":
        response = HttpResponse(
            as_markdown(title=title, groups=groups), content_type="text/markdown; charset=utf-8"
        )
        name = f"ghi-chu-{course.slug}.md"
    else:
        author = enrolment.learner.full_name
        response = HttpResponse(as_word(title=title, author=author, groups=groups), content_type=WORD)
        name = f"ghi-chu-{course.slug}.docx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
@login_required
@_or_course_page
def note(request: HttpRequest, slug: str, position: int) -> HttpResponse:
    """Write, change or remove a note without a script; what is refused is said on the lesson."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        raise Http404
    data, now = form.cleaned_data, timezone.now()
    enrolment, row = get_lesson_for(request.user, slug, position, uuid=data["lesson"])
    row.course = enrolment.course
    uuid = data["uuid"] or uuid4()
    try:
        if "remove" in request.POST:
            remove_note(enrolment=enrolment, lesson=row, uuid=uuid, now=now)
            messages.success(request, _("The note was removed."))
        else:
            old = notes_of(enrolment).filter(uuid=uuid).first()
            save_note(
                enrolment=enrolment,
                lesson=row,
                uuid=uuid,
                kind=old.kind if old else "note",
                anchor=old.anchor if old else "",
                quote=old.quote if old else "",
                text=data["text"],
                now=now,
            )
            messages.success(request, _("The note was saved."))
    except NoteRefused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{row.get_absolute_url()}#ghi-chu")


@require_safe
@login_required
@_or_course_page
def search(request: HttpRequest, slug: str) -> HttpResponse:
    """Words in the lessons of a course, with or without accents."""
    enrolment = get_enrolment_for(request.user, slug)
    form = CourseSearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    outline = outline_of(course=enrolment.course, enrolment=enrolment, now=timezone.now())
    found = search_course(outline=outline, words=words) if words else []
    context = {"course": enrolment.course, "form": form, "words": words, "found": found}
    return render(request, "courses/search.html", context)


@require_safe
@login_required
def shelf(request: HttpRequest) -> HttpResponse:
    """The lessons kept on this device; the device fills the list, the server does not know it."""
    return render(request, "courses/shelf.html", {"person_mark": person_mark(request.user)})


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The program that answers when the line is down; asked for anew at every visit."""
    response = HttpResponse(worker_source(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@require_POST
def sync(request: HttpRequest) -> JsonResponse:
    """One thing a device kept. 200: it is on disk. A refusal with a code: it never will be. 401: sign in and send again."""
    if not request.user.is_authenticated:
        return _json_refusal(
            _("You have been signed out; sign in again to keep your place."), "signed_out", 401
        )
    try:
        data = _read(request)
        enrolment, lesson = get_own_lesson(request.user, data["lesson"])
        _take(data, enrolment, lesson, timezone.now())
    except Http404:
        return _json_refusal(_("This lesson does not exist any more."), "gone", 404)
    except DomainError as refusal:
        return _json_refusal(str(refusal), refusal.code, SYNC_STATUS.get(refusal.code, 400))
    return JsonResponse({"saved": True, "sequence": data["sequence"]})


def _read(request: HttpRequest) -> dict[str, Any]:
    """What was sent, as values. Raises ``ProgressRefused``: unreadable, or sent by somebody else's device."""
    try:
        sent = json.loads(request.body)
        form = SyncForm(sent)
        is_readable = form.is_valid()
    except (ValueError, TypeError, AttributeError):
        is_readable = False
    if not is_readable:
        raise ProgressRefused(_("This report cannot be read."), code="bad_report")
    if sent.get("person") != person_mark(request.user):
        raise ProgressRefused(_("Somebody else is signed in here now."), code="other_person")
    return form.cleaned_data


def _take(data: dict[str, Any], enrolment: Enrolment, lesson: Lesson, now: datetime) -> None:
    writing = Writing(client=data["client"], sequence=data["sequence"])
    if data["what"] == "note":
        save_note(
            enrolment=enrolment,
            lesson=lesson,
            now=now,
            writing=writing,
            **{name: data[name] for name in ("uuid", "kind", "anchor", "quote", "text")},
        )
    elif data["what"] == "remove":
        remove_note(enrolment=enrolment, lesson=lesson, uuid=data["uuid"], now=now, writing=writing)
    elif data["what"] == "finish":
        finish_lesson(enrolment=enrolment, lesson=lesson, now=now)
    else:
        record_place(
            enrolment=enrolment,
            lesson=lesson,
            place=_newer_place(data, enrolment, lesson, now),
            percent=data["percent"],
            now=now,
        )


def _newer_place(data: dict[str, Any], enrolment: Enrolment, lesson: Lesson, now: datetime) -> str:
    """The place a device kept, unless the learner has read on elsewhere since."""
    happened = now - timedelta(seconds=data["age"] or 0)
    known = LessonProgress.objects.filter(enrolment=enrolment, lesson=lesson).first()
    return known.place if known and known.seen_at > happened else data["place"]

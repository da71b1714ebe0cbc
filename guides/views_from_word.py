"""A guide from a Word file in the editors' admin: choose, check, and then it is a draft like any other."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from content.models import WordImport
from content.services.import_files import previews_of
from content.services.words import refuse_large_word
from content.word.tree import WordRefused
from guides.access import get_guide_import_for, may_keep_guides
from guides.errors import GuideImportRefused
from guides.from_word_forms import FACTS, CheckWordForm, ChooseWordForm
from guides.from_word_preview import outline_of, pictures_of, preview_html, problems_of
from guides.models import Topic
from guides.queries import topic_in_words, written_from
from guides.services.from_word import discard_guide_file, receive_guide_file, write_guide
from people.models import User

STATUS = {"too_large": 413}


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Step 1. A file that cannot be read leaves nothing behind but a sentence."""
    author = _author(request)
    form = ChooseWordForm(request.POST or None, request.FILES or None)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            refuse_large_word(size=upload.size)
            batch = receive_guide_file(
                data=upload.read(), filename=upload.name, by=author, now=timezone.now()
            )
            return redirect("guides_from_word_check", uuid=batch.uuid)
        except WordRefused as refusal:
            form.add_error("file", str(refusal))
            status = STATUS.get(refusal.code, 422)
        except GuideImportRefused as refusal:
            form.add_error("file", str(refusal))
    return render(request, "guides/admin/from_word.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Step 2: what was found. Posting it writes the draft and opens it."""
    author = _author(request)
    batch = get_guide_import_for(author, uuid)
    if batch.status != WordImport.Status.CHECKED:
        return _written(request, batch)
    form = CheckWordForm(
        request.POST if request.method == "POST" else None,
        pictures=pictures_of(batch),
        initial=_initial(batch),
    )
    if request.method == "POST" and form.is_valid():
        try:
            page = write_guide(
                batch=batch,
                facts=form.facts,
                topic=form.cleaned_data["topic"],
                descriptions=form.descriptions,
                by=author,
                now=timezone.now(),
            )
        except GuideImportRefused:
            return _written(request, batch)
        messages.success(
            request, _("The draft is written. Read it over, then hand it in: a second editor publishes it.")
        )
        return redirect("wagtailadmin_pages:edit", page.pk)
    context = {
        "batch": batch,
        "form": form,
        "rows": [(form[f"alt_{n}"], form[f"decorative_{n}"], n) for n in range(len(form.pictures))],
        "facts": [form[name] for name in ("title", "summary", "topic", *FACTS[2:])],
        "problems": problems_of(batch),
        "comments": batch.report["comments"],
        "outline": outline_of(batch),
        "preview": preview_html(batch),
    }
    return render(
        request,
        "guides/admin/from_word_check.html",
        context,
        status=422 if request.method == "POST" else 200,
    )


@require_safe
def picture(request: HttpRequest, uuid: UUID, index: int) -> FileResponse:
    """A small copy of a picture in a file that was checked."""
    batch = get_guide_import_for(_author(request), uuid)
    names = list(previews_of(batch=batch).values())
    if index >= len(names) or not storages["private"].exists(names[index]):
        raise Http404
    return FileResponse(storages["private"].open(names[index]))


@require_POST
def discard(request: HttpRequest, uuid: UUID) -> HttpResponse:
    batch = get_guide_import_for(_author(request), uuid)
    try:
        discard_guide_file(batch=batch)
    except GuideImportRefused:
        return _written(request, batch)
    messages.success(request, _("The file is forgotten; nothing was written."))
    return redirect("guides_from_word")


def _written(request: HttpRequest, batch: WordImport) -> HttpResponse:
    """The file is a guide already: that is where whoever comes back is led."""
    page = written_from(batch)
    if request.method == "POST":
        messages.warning(request, _("This file has been made into a guide already."))
    if page is None:
        raise Http404
    return redirect("wagtailadmin_pages:edit", page.pk)


def _initial(batch: WordImport) -> dict[str, Any]:
    draft = batch.parsed["draft"]
    topic: Topic | None = topic_in_words(f"{draft['title']} {draft['summary']}")
    return {**{name: draft[name] for name in FACTS}, "topic": topic}


def _author(request: HttpRequest) -> User:
    if not isinstance(request.user, User) or not may_keep_guides(request.user):
        raise PermissionDenied
    return request.user

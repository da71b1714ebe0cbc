"""The one door before Wagtail's page screens: whatever names a page of a foreign course leads nowhere."""

import json
import re
from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.models import Page

from content.errors import PublishingRefused
from courses.page_policy import without_foreign_courses
from quizzes.blocks import Editing, editing

_SELF_CHECK = re.compile(r"quiz[^0-9a-f]{3,8}([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
PLACES = ("wagtailadmin_pages", "wagtailadmin_explore", "wagtailadmin_choose_page", "wagtailadmin_workflows")
NAMES = (
    "page_id",
    "parent_page_id",
    "parent_id",
    "pk",
    "page_to_move_id",
    "page_to_copy_id",
    "destination_id",
    "object_id",
)


def self_checks_in_draft(page: object) -> set[str]:
    """The uuids of the self-checks in the newest draft of a page; none where there is no such page."""
    found = Page.objects.filter(pk=page).first() if str(page).isdigit() else None
    revision = found.get_latest_revision() if found else None
    text = json.dumps(revision.content) if revision else ""
    return set(_SELF_CHECK.findall(text))


class CoursesDoor:
    """Wagtail asks for permission where something is done; where something is only shown, it is asked here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = editing.set(None)
        try:
            return self.get_response(request)
        finally:
            editing.reset(token)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        match = request.resolver_match
        if (
            match is None
            or not match.view_name.startswith("wagtailadmin_")
            or not request.user.is_authenticated
        ):
            return
        page = kwargs.get("page_id") or (args[0] if args else None)
        editing.set(Editing(person=request.user, standing=partial(self_checks_in_draft, page)))
        if not match.view_name.startswith(PLACES):
            return
        asked = {int(value) for name, value in kwargs.items() if name in NAMES and str(value).isdigit()}
        asked |= {int(value) for value in args if str(value).isdigit()}
        if not asked:
            return
        pages = Page.objects.filter(pk__in=asked)
        if pages.count() != without_foreign_courses(pages, request.user).count():
            raise Http404

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """What the publishing gate refuses on a road without a form: said in words, back where the editor was."""
        match = request.resolver_match
        if (
            not isinstance(exception, PublishingRefused)
            or match is None
            or not match.view_name.startswith("wagtailadmin_")
        ):
            return None
        messages.error(request, str(exception))
        page = match.kwargs.get("page_id")
        return redirect(*(("wagtailadmin_pages:edit", page) if page else ("wagtailadmin_home",)))

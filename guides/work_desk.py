"""The ministry editor's desk: everything that waits, on one screen and, in short, on the first page of the admin."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.ui.components import Component

from content.desk_registry import DeskPlace, waiting_for
from content.legal import ReviewList, lists_for
from guides.access import may_keep_guides
from guides.broken_links import broken_links, last_round
from guides.desk import KeepersMenuItem
from guides.legal_review import pages_to_review, pages_touched
from guides.reviews import reviews_due
from people.access import Person

REVIEWS, LINKS, LEGAL = "reviews", "links", "legal"


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Overdue reviews, broken links and documents no longer in force, and how much waits in other rooms."""
    if not may_keep_guides(request.user):
        raise PermissionDenied
    person, today = request.user, localdate()
    asked = last_round()
    context = {
        "overdue": [row for row in reviews_due(person=person, today=today) if row.is_overdue],
        "broken": broken_links(person=person),
        "touched": pages_touched(person=person, day=today),
        "elsewhere": waiting_for(person, without={REVIEWS, LINKS, LEGAL}),
        "lists": [
            (one.name, one.count(person, today), one.url()) for one in lists_for(person, without={"guides"})
        ],
        "checked_at": asked.checked_at if asked else None,
        "checks_links": settings.GUIDES_CHECK_LINKS,
    }
    return render(request, "guides/admin/desk.html", context)


class DeskPanel(Component):
    """What waits, in numbers, on the first page of the admin of those who keep citizens' pages."""

    name = "editors_desk"
    template_name = "guides/admin/desk_panel.html"
    order = 140

    def get_context_data(self, parent_context: Mapping[str, Any] | None) -> dict[str, Any]:
        request = (parent_context or {})["request"]
        waiting = waiting_for(request.user) if may_keep_guides(request.user) else []
        return {"is_shown": bool(waiting), "waiting": [one for one in waiting if one.count]}


def add_desk(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(DeskPanel())


def desk_urls() -> list[URLPattern]:
    return [path("viec-cua-bien-tap-vien/", desk, name="guides_desk")]


def desk_item() -> KeepersMenuItem:
    return KeepersMenuItem(
        _("The editor’s desk"), reverse("guides_desk"), name="guides-desk", icon_name="tasks", order=680
    )


def _overdue(person: Person) -> int:
    return sum(row.is_overdue for row in reviews_due(person=person, today=localdate()))


def _anchor(part: str) -> str:
    return f"{reverse('guides_desk')}#{part}"


def _broken(person: Person) -> int:
    return len(broken_links(person=person))


def _citing(person: Person) -> int:
    return pages_to_review(person=person, day=localdate())


def places() -> list[DeskPlace]:
    """What this room has for the desk."""
    return [
        DeskPlace(
            code=REVIEWS,
            name=_("Overdue reviews"),
            may_see=may_keep_guides,
            count=_overdue,
            url=partial(_anchor, "qua-han"),
            order=10,
        ),
        DeskPlace(
            code=LINKS,
            name=_("Broken links"),
            may_see=may_keep_guides,
            count=_broken,
            url=partial(_anchor, "lien-ket-hong"),
            order=11,
        ),
        DeskPlace(
            code=LEGAL,
            name=_("Pages citing documents no longer in force"),
            may_see=may_keep_guides,
            count=_citing,
            url=partial(_anchor, "van-ban"),
            order=12,
        ),
    ]


def legal_list() -> ReviewList:
    return ReviewList(
        code="guides",
        name=_("Citizens’ pages citing documents no longer in force"),
        may_see=may_keep_guides,
        count=lambda person, day: pages_to_review(person=person, day=day),
        url=partial(_anchor, "van-ban"),
    )

"""Where the editors' admin offers the report of this room, and to whom."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem

from guides.reviews import reviews_due
from people.access import Person, roles_of
from people.models import Role

EDITORS = {Role.MINISTRY_EDITOR.value, Role.ADMINISTRATOR.value}


class ReviewsMenuItem(MenuItem):
    """For those who keep citizens' pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_reviews(request)


def may_see_reviews(request: HttpRequest) -> bool:
    return is_editor(request.user)


def is_editor(person: Person) -> bool:
    """Whether somebody keeps citizens' pages."""
    return bool(getattr(person, "is_superuser", False) or {str(role) for role in roles_of(person)} & EDITORS)


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """All types together: what is overdue, and what becomes due within a month."""
    if not may_see_reviews(request):
        raise PermissionDenied
    rows = reviews_due(person=request.user, today=localdate())
    overdue = [row for row in rows if row.is_overdue]
    soon = [row for row in rows if not row.is_overdue]
    return render(request, "guides/admin/reviews.html", {"overdue": overdue, "soon": soon})


def desk_urls() -> list[URLPattern]:
    return [path("qua-han-ra-soat/", reviews, name="guides_reviews")]


def reviews_item() -> ReviewsMenuItem:
    return ReviewsMenuItem(
        _("Overdue reviews"),
        reverse("guides_reviews"),
        name="guides-reviews",
        icon_name="calendar-alt",
        order=690,
    )

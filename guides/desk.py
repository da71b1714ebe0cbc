"""Where the editors' admin offers the report of this room, and to whom."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem

from guides.access import may_keep_guides
from guides.reviews import reviews_due


class ReviewsMenuItem(MenuItem):
    """For those who keep citizens' pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_keep_guides(request.user)


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """All types together: what is overdue, and what becomes due within a month."""
    if not may_keep_guides(request.user):
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

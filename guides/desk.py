"""Where the editors' admin offers the report of this room, and to whom."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem

from guides import views_from_word
from guides.access import may_keep_guides
from guides.reviews import reviews_due


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
    return [
        path("qua-han-ra-soat/", reviews, name="guides_reviews"),
        path("huong-dan-tu-word/", views_from_word.choose, name="guides_from_word"),
        path("huong-dan-tu-word/<uuid:uuid>/", views_from_word.check, name="guides_from_word_check"),
        path(
            "huong-dan-tu-word/<uuid:uuid>/hinh/<int:index>/",
            views_from_word.picture,
            name="guides_from_word_picture",
        ),
        path("huong-dan-tu-word/<uuid:uuid>/bo/", views_from_word.discard, name="guides_from_word_discard"),
    ]


class KeepersMenuItem(MenuItem):
    """For those who keep citizens' pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_keep_guides(request.user)


def from_word_item() -> KeepersMenuItem:
    return KeepersMenuItem(
        _("Guide from Word"),
        reverse("guides_from_word"),
        name="guide-from-word",
        icon_name="doc-full-inverse",
        order=230,
    )


def reviews_item() -> KeepersMenuItem:
    return KeepersMenuItem(
        _("Overdue reviews"),
        reverse("guides_reviews"),
        name="guides-reviews",
        icon_name="calendar-alt",
        order=690,
    )

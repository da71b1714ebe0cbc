"""The register of legal documents in the editors' admin, and the list of courses that a replaced document touches."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from content.legal import ReviewList, lists_for
from courses.legal_basis import impact_list
from courses.models import LegalDocument
from courses.permissions import AUTHORS
from people.access import Person, organisations_for, roles_of


class RegisterView(IndexView):
    """The register, with the ways to what a replaced document touches."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        lists = lists_for(self.request.user)
        return [
            *super().header_more_buttons,
            *(Button(one.name, url=one.url(), icon_name="doc-full", priority=50) for one in lists),
        ]


class LegalDocumentViewSet(ModelViewSet):
    model = LegalDocument
    index_view_class = RegisterView
    name = "legal_documents"
    url_prefix = "van-ban"
    menu_label = _("Legal documents")
    icon = "doc-full"
    menu_order = 270
    add_to_admin_menu = True
    list_display = ["number", "title", "valid_from", "valid_to", "replaced_by"]
    search_fields = ["number", "title"]
    panels = [
        FieldPanel("number"),
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("issued_on"), FieldPanel("valid_from")]),
        FieldRowPanel([FieldPanel("valid_to"), FieldPanel("replaced_by")]),
    ]


class ImpactMenuItem(MenuItem):
    """For those who write courses somewhere."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_impact(request)


def may_see_impact(request: HttpRequest) -> bool:
    return is_author(request.user)


def is_author(person: Person) -> bool:
    return bool(getattr(person, "is_superuser", False) or roles_of(person) & set(AUTHORS))


def courses_list() -> ReviewList:
    """For the other rooms whose pages cite documents."""
    return ReviewList(
        code="courses",
        name=_("Courses citing documents no longer in force"),
        may_see=is_author,
        count=_courses_touched,
        url=lambda: reverse("courses_impact"),
    )


def _courses_touched(person: Person, day: date) -> int:
    rows = impact_list(organisations=organisations_for(person, AUTHORS), day=day)
    return len({course.pk for row in rows for course in row.courses})


@require_safe
def impact(request: HttpRequest) -> HttpResponse:
    """Documents that hold no longer, each with the courses of one's own organisations that still cite it."""
    if not may_see_impact(request):
        raise PermissionDenied
    rows = impact_list(organisations=organisations_for(request.user, AUTHORS), day=localdate())
    courses = {course.pk for row in rows for course in row.courses}
    others = [
        (one.name, one.count(request.user, localdate()), one.url())
        for one in lists_for(request.user, without={"courses"})
    ]
    context = {"rows": rows, "count": len(courses), "others": others}
    return render(request, "courses/admin/impact.html", context)

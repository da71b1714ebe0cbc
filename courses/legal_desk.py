"""The register of legal documents in the editors' admin, and the list of courses that a replaced document touches."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.viewsets.model import ModelViewSet

from courses.legal_basis import impact_list
from courses.models import LegalDocument
from courses.permissions import AUTHORS
from people.access import organisations_for, roles_of


class LegalDocumentViewSet(ModelViewSet):
    model = LegalDocument
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
    return request.user.is_superuser or bool(roles_of(request.user) & set(AUTHORS))


@require_safe
def impact(request: HttpRequest) -> HttpResponse:
    """Documents that hold no longer, each with the courses of one's own organisations that still cite it."""
    if not may_see_impact(request):
        raise PermissionDenied
    rows = impact_list(organisations=organisations_for(request.user, AUTHORS), day=localdate())
    courses = {course.pk for row in rows for course in row.courses}
    return render(request, "courses/admin/impact.html", {"rows": rows, "count": len(courses)})

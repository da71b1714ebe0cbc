"""Where the editors' admin offers the import, and to whom."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from courses.import_access import may_import_lessons


class ImportMenuItem(MenuItem):
    """Shown to those who may bring lessons into at least one course."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_import_lessons(request.user)


def import_menu_item() -> ImportMenuItem:
    return ImportMenuItem(
        _("Import from Word"),
        reverse("courses_import:choose"),
        name="import-from-word",
        icon_name="doc-full-inverse",
        order=250,
    )


def import_urls() -> list[URLPattern | URLResolver]:
    return [path("nhap-tu-word/", include("courses.urls_import"))]

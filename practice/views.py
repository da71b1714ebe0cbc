"""The worksheet of an exercise, for a class: to print, and as Word."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.models.base_page import make_public
from practice.queries import get_published_scenario, practice_index_url, screens_of
from practice.worksheet import answers_of, write_worksheet

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def worksheet(request: HttpRequest, slug: str) -> HttpResponse:
    page = get_published_scenario(slug)
    screens = screens_of(page)
    base = practice_index_url()
    context = {
        "page": page,
        "screens": screens,
        "answers": answers_of(screens),
        "address": f"{settings.SITE_URL}{base}{page.slug}/",
        "breadcrumb": [(_("Practice"), base), (page.display_title, f"{base}{page.slug}/")],
    }
    response = render(request, "practice/worksheet.html", context)
    make_public(response)
    return response


@require_safe
def worksheet_word(request: HttpRequest, slug: str) -> HttpResponse:
    page = get_published_scenario(slug)
    address = f"{settings.SITE_URL}{practice_index_url()}{page.slug}/"
    response = HttpResponse(write_worksheet(page=page, screens=screens_of(page), address=address))
    response["Content-Type"] = DOCX
    response["Content-Disposition"] = f'attachment; filename="phieu-{page.slug}.docx"'
    make_public(response)
    return response

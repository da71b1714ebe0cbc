"""What stands beside the pages for those who help others: handouts, posters, the counting page. For any cache."""

from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from content.models.base_page import make_public
from content.vietnamese import slugify
from guides.counting import counted_pages
from guides.handing_out import Form, file_of, get_handed_out, sheet_of

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def handout(request: HttpRequest, shelf: str, slug: str) -> HttpResponseBase:
    return _file(request, shelf, slug, form="handout", name="to-roi", kind=PDF)


@require_safe
def handout_word(request: HttpRequest, shelf: str, slug: str) -> HttpResponseBase:
    return _file(request, shelf, slug, form="word", name="to-roi", kind=DOCX)


@require_safe
def poster(request: HttpRequest, shelf: str, slug: str) -> HttpResponseBase:
    return _file(request, shelf, slug, form="poster", name="ap-phich", kind=PDF)


def _file(
    request: HttpRequest, shelf: str, slug: str, *, form: Form, name: str, kind: str
) -> HttpResponseBase:
    page = get_handed_out(shelf, slug)
    made, tag = file_of(sheet_of(page), form)
    place: Literal["inline", "attachment"] = "attachment" if kind == DOCX else "inline"
    ending = "docx" if kind == DOCX else "pdf"
    response = HttpResponse(made, content_type=kind)
    response["Content-Disposition"] = f'{place}; filename="{name}-{slugify(page.slug)[:60]}.{ending}"'
    response["ETag"] = f'"{tag}"'
    make_public(response)
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


@require_safe
def helpers(request: HttpRequest) -> HttpResponse:
    """A page that counts sessions and people helped. What is counted never leaves the device."""
    response = render(request, "guides/helpers.html", {"shelves": counted_pages()})
    make_public(response)
    return response

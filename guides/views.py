"""Handouts and posters of published pages, for everybody and for any cache."""

from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from content.models.base_page import make_public
from content.vietnamese import slugify
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

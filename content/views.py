"""Uploaded films and recordings: by range, through the door of the lesson they stand in."""

from collections.abc import Iterator
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.core.files import File
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from content.media_doors import get_media_for
from content.models import ContentMedia
from content.ranges import NotSatisfiable, wanted_range

PIECE = 64 * 1024


@require_safe
def media(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The file itself: handed to the web server or the object store where one is set, else streamed by range."""
    found = get_media_for(request.user, uuid)
    if settings.CONTENT_MEDIA_BY == "redirect":
        return HttpResponseRedirect(found.file.storage.url(found.file.name))
    if settings.CONTENT_MEDIA_BY == "accel":
        response: HttpResponseBase = HttpResponse(content_type=found.content_type)
        response["X-Accel-Redirect"] = settings.CONTENT_MEDIA_ACCEL_PREFIX + quote(found.file.name or "")
    else:
        response = _streamed(request, found)
    response["Cache-Control"] = "private, max-age=3600"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_safe
def captions(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = get_media_for(request.user, uuid)
    response = HttpResponse(found.captions, content_type="text/vtt; charset=utf-8")
    response["Cache-Control"] = "private, no-cache"
    return response


def _streamed(request: HttpRequest, found: ContentMedia) -> HttpResponseBase:
    size = found.file.size
    try:
        wanted = wanted_range(request.headers.get("Range", ""), size)
    except NotSatisfiable:
        refused = HttpResponse(status=416)
        refused["Content-Range"] = f"bytes */{size}"
        refused["Accept-Ranges"] = "bytes"
        return refused
    first, last = wanted or (0, size - 1)
    if request.method == "HEAD":
        response: HttpResponseBase = HttpResponse(content_type=found.content_type)
    else:
        response = StreamingHttpResponse(
            _bytes_of(found.file.storage.open(str(found.file.name), "rb"), first, last),
            content_type=found.content_type,
        )
    if wanted:
        response.status_code = 206
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Content-Length"] = str(last - first + 1)
    response["Accept-Ranges"] = "bytes"
    return response


def _bytes_of(file: File, first: int, last: int) -> Iterator[bytes]:
    with file:
        file.seek(first)
        left = last - first + 1
        while left > 0 and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece

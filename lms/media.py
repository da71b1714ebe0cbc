"""Pictures for the embedded profile. Where a web server stands in front, it serves them instead."""

from pathlib import PurePosixPath

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

PUBLIC_FOLDERS = {"images", "original_images"}
PICTURES = {".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp"}


@require_safe
def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """One uploaded picture or a rendition of it; nothing else that lies beside them, and never as a page."""
    asked = PurePosixPath(path)
    if asked.parts[0] not in PUBLIC_FOLDERS or asked.suffix.lower() not in PICTURES:
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response["Cache-Control"] = "public, max-age=86400"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response

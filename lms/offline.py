"""The site on a telephone: what it says of itself when it is installed, and the program that keeps pages for everybody.

Two programs share a browser without meeting: this one has the whole site as its scope and keeps public pages, the
one of ``courses`` has ``/hoc/`` and keeps one person's lessons. The narrower scope wins, and ``/hoc/`` is closed here.
"""

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.models import make_public
from lms.sitemap import CLOSED
from lms.static_files import OURS
from ui.scripts import source_of

WORKER = "lms/sw.js"
THEME, PAPER = "#0b4f8a", "#ffffff"
NEVER_KEPT = (
    *CLOSED,
    "/chung-nhan/",
    "/giao-vu/",
    "/dang-nhap/",
    "/dang-xuat/",
    "/dang-ky/",
    "/quen-mat-khau/",
    "/xac-nhan-email/",
    "/bang-tin/",
    "/suc-khoe/",
)
"""Prefixes, in both languages, that the public program lets pass as if it were not there."""
ICONS = (
    ("ui/icons/icon-192.png", "192x192", "any"),
    ("ui/icons/icon-512.png", "512x512", "any"),
    ("ui/icons/maskable-192.png", "192x192", "maskable"),
    ("ui/icons/maskable-512.png", "512x512", "maskable"),
)


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """How the site is installed, in the language of the address. The same for everybody."""
    home = "/en/" if get_language() == "en" else "/"
    doors = ((f"{home}huong-dan/", _("Guides")), (reverse("lms:offline"), _("Saved pages")))
    what = _("Guides to public services")
    facts = {
        "id": "/",
        "name": f"{settings.WAGTAIL_SITE_NAME} – {what}",
        "short_name": settings.WAGTAIL_SITE_NAME,
        "description": _("Guides to online public services, and courses for officials."),
        "lang": get_language(),
        "dir": "ltr",
        "start_url": home,
        "scope": "/",
        # The small bar of the browser shows the address: people are taught to look at it.
        "display": "standalone",
        "display_override": ["minimal-ui"],
        "theme_color": THEME,
        "background_color": PAPER,
        "icons": [
            *(
                {"src": static(name), "sizes": sizes, "type": "image/png", "purpose": purpose}
                for name, sizes, purpose in ICONS
            ),
            {"src": static("ui/icon.svg"), "sizes": "any", "type": "image/svg+xml"},
        ],
        "shortcuts": [{"name": name, "url": url} for url, name in doors],
    }
    response = HttpResponse(
        json.dumps(facts, ensure_ascii=False), content_type="application/manifest+json; charset=utf-8"
    )
    make_public(response)
    return response


@require_safe
def shelf(request: HttpRequest) -> HttpResponse:
    """The pages kept on this device; the device fills the list, the server does not know it."""
    response = render(request, "lms/offline.html")
    make_public(response)
    return response


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The program that answers when the line is down; asked for anew at every visit."""
    told = json.dumps(worker_settings(), ensure_ascii=False)
    source = f"self.SETTINGS = {told};\n{source_of(WORKER)}"
    response = HttpResponse(source, content_type="text/javascript; charset=utf-8")
    patch_cache_control(response, no_cache=True)
    return response


def worker_settings() -> dict[str, Any]:
    """What the program is told: the version of the files, what it lets pass, and its words."""
    gone, shelves = {}, {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            gone[code] = _(
                "This page was taken off the site. The copy saved on this device has been removed: do not rely on it any more."
            )
            shelves[code] = reverse("lms:offline")
    return {
        "version": _fingerprint() if settings.DEBUG else build_fingerprint(),
        "closed": NEVER_KEPT,
        "files": [f"{settings.STATIC_URL}{room}/" for room in sorted(OURS)] + [settings.MEDIA_URL],
        "pictures": settings.MEDIA_URL,
        "shelves": shelves,
        "gone": gone,
    }


@lru_cache(maxsize=1)
def build_fingerprint() -> str:
    """Names the state of all our static files. They do not change while a process runs."""
    return _fingerprint()


def _fingerprint() -> str:
    if sent := getattr(staticfiles_storage, "manifest_hash", ""):
        return str(sent)
    digest = hashlib.sha256()
    folders = (Path(app.path) / "static" for app in apps.get_app_configs() if app.name in OURS)
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]

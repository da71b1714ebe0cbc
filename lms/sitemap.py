"""What search engines are told of: published public pages in both languages, and what they keep away from."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.models import Page, get_page_models

from content.models import PublicPage, make_public
from courses.models import Course
from guides.addresses import address_of

CLOSED = (
    "/quan-tri/",
    "/cua-toi/",
    "/hoc/",
    "/lam-bai/",
    "/ket-qua/",
    "/tim-kiem/",
    "/tai-khoan/",
    "/phan-hoi/",
)
"""Prefixes that hold nothing for a search engine, in both languages."""


class PublicPages(Sitemap):
    """One question, however many pages there are (and one for those behind a password, which are left out)."""

    i18n = alternates = x_default = True
    protocol = "https" if settings.SITE_URL.startswith("https") else "http"

    def items(self) -> Sequence[Page]:
        kinds = [model for model in get_page_models() if issubclass(model, PublicPage)]
        pages = Page.objects.live().public().type(*kinds)
        return list(pages.only("url_path", "last_published_at", "depth").order_by("path"))

    def location(self, item: Page) -> str:
        return address_of(item)

    def lastmod(self, item: Page) -> datetime | None:
        return item.last_published_at


class Courses(Sitemap):
    i18n = alternates = x_default = True
    protocol = PublicPages.protocol

    def items(self) -> Sequence[Course]:
        return list(Course.objects.published().only("slug").order_by("code"))

    def location(self, item: Course) -> str:
        return item.get_absolute_url()


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """The list of everything that may be found. Nothing of it is a draft, private, or somebody's own."""
    maps: dict[str, Any] = {"pages": PublicPages, "courses": Courses}
    response: HttpResponse = sitemap(request, maps).render()
    make_public(response)
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    closed = [
        f"Disallow: {prefix}{path}"
        for path in CLOSED
        for prefix in ("", "/en")
        if not prefix or path != "/quan-tri/"
    ]
    lines = ["User-agent: *", *closed, f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]
    response = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    make_public(response)
    return response

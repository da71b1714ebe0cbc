"""Caches in front of us (a web server, a delivery network) are told which addresses a publication has changed.

What is told is a job: a cache that is away for a minute hears of it later. Other pages that mention the changed one follow
when their minute is over; within this site nothing is old (``lms.page_cache``).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen
from uuid import uuid4

from django.conf import settings
from django.db.models.signals import post_save
from django.urls import reverse
from django.utils import translation
from wagtail.contrib.frontend_cache.backends import HTTPBackend
from wagtail.contrib.frontend_cache.backends.http import PurgeRequest
from wagtail.contrib.frontend_cache.tasks import purge_urls_from_cache_task
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from content.models import PageTranslation
from content.signals import translation_published
from courses.models import Course
from guides.addresses import address_of
from jobs.registry import register
from jobs.services import enqueue

FORGET = "lms.forget_at_edge"
HOME_DEPTH = 2
SECONDS_TO_ANSWER = 5
NO_LONGER_THERE = {301, 302, 404, 410}
"""Answers of a page that was withdrawn or moved: the server has forgotten it, which is what was asked."""


class PurgedServer(HTTPBackend):
    """A web server that understands PURGE. Unlike Wagtail's own, it says when it was not heard, and the job is done again."""

    def purge(self, url: str) -> None:
        asked = urlsplit(url)
        address = f"{self.cache_scheme}://{self.cache_netloc}{asked.path}"
        try:
            urlopen(  # noqa: S310 - the operator's own address
                PurgeRequest(address, headers={"Host": asked.netloc}), timeout=SECONDS_TO_ANSWER
            ).close()
        except HTTPError as answer:
            if answer.code not in NO_LONGER_THERE:
                raise


def connect() -> None:
    register(FORGET, forget_at_edge)
    page_published.connect(_page_changed, dispatch_uid=FORGET)
    page_unpublished.connect(_page_changed, dispatch_uid=FORGET)
    page_slug_changed.connect(_address_changed, dispatch_uid=FORGET)
    post_page_move.connect(_page_moved, dispatch_uid=FORGET)
    translation_published.connect(_translation_published, sender=PageTranslation, dispatch_uid=FORGET)
    post_save.connect(_course_saved, sender=Course, dispatch_uid=FORGET)


def forget_at_edge(payload: Mapping[str, Any]) -> None:
    """The job. Telling a cache twice does no harm."""
    urls = [f"{settings.SITE_URL.rstrip('/')}{path}" for path in payload["paths"]]
    purge_urls_from_cache_task.call(urls)


def paths_of(page: Page) -> set[str]:
    """A page and the lists above it, in every language, with what stands below their own addresses; and the site map."""
    above = page.get_ancestors(inclusive=True).filter(depth__gte=HOME_DEPTH).specific()
    return {
        path.rstrip("/") + below
        for one in above
        for path in _in_every_language(lambda one=one: address_of(one))  # type: ignore[misc]
        for below in one.get_cached_paths()
    } | {reverse("sitemap")}


def _in_every_language(address: Callable[[], str]) -> Iterator[str]:
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            yield address()


def _page_changed(instance: Page, **_news: Any) -> None:
    if settings.WAGTAILFRONTENDCACHE:
        _tell(paths_of(instance))


def _page_moved(instance: Page, url_path_before: str, url_path_after: str, **_news: Any) -> None:
    """Where it was is as old as where it is now."""
    if settings.WAGTAILFRONTENDCACHE and url_path_before != url_path_after:
        before = Page(url_path=url_path_before)
        _tell({*paths_of(instance), *_in_every_language(lambda: address_of(before))})


def _address_changed(instance: Page, instance_before: Page, **_news: Any) -> None:
    if settings.WAGTAILFRONTENDCACHE:
        _tell(set(_in_every_language(lambda: address_of(instance_before))))


def _translation_published(page: Page, **_news: Any) -> None:
    _page_changed(page)


def _course_saved(instance: Course, **_news: Any) -> None:
    if settings.WAGTAILFRONTENDCACHE:
        own = _in_every_language(instance.get_absolute_url)
        _tell({*own, *_in_every_language(lambda: reverse("courses:catalogue")), reverse("sitemap")})


def _tell(paths: Iterable[str]) -> None:
    enqueue(kind=FORGET, key=f"{FORGET}:{uuid4()}", payload={"paths": sorted(paths)})

"""Public pages kept whole for a minute, for visitors who send no cookie (decision 0011).

Pages lie in the memory of each process. What is shared is one random token in the default cache: a page is shown only
while the token is the one it was made under, and every change of what public pages show replaces the token. A token
that is lost is replaced too, so that losing it costs work and never brings back an old page.
"""

import hashlib
import logging
import re
import secrets
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from django.apps import apps
from django.conf import settings
from django.core.cache import cache, caches
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import post_page_move

from content.models import ContentImage, PageTranslation
from content.signals import public_pages_changed
from courses.models import Chapter, Course, Lesson, LessonText
from guides.models import Topic
from people.models import Organisation, OrganisationName, OrganisationRole
from quizzes.models import Quiz

# What public pages are made of. Saving or deleting one of these makes every kept page old.
SHOWN: tuple[type[models.Model], ...] = (
    *(Page, PageViewRestriction, Site, ContentImage, PageTranslation, Topic),
    *(Course, Chapter, Lesson, LessonText, Quiz),
    *(Organisation, OrganisationName, OrganisationRole),
)
TOKEN_KEY = "lms.page_cache.token"  # noqa: S105 - no secret: it only has to be new
# The pages of the catalogue. Any other query is answered by the view: nobody fills the memory with invented addresses.
KEPT_QUERY = re.compile(r"(?:trang=[0-9]{1,3})?")

logger = logging.getLogger("lms.page_cache")


class KeptPage(NamedTuple):
    token: str
    made_at: float
    content: bytes
    headers: list[tuple[str, str]]


class PageCache:
    """Stands before everything that reads a cookie: what it keeps was made for somebody who sent none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.LMS_PAGE_CACHE_SECONDS or not _may_be_shared(request):
            return self.get_response(request)
        key = _key_of(request)
        token = _current_token()
        kept: KeptPage | None = caches["pages"].get(key)
        if kept is not None and kept.token == token:
            return _shown_again(kept)
        response = self.get_response(request)
        if (
            token
            and request.method == "GET"
            and isinstance(response, HttpResponse)
            and _may_be_kept(response)
        ):
            page = KeptPage(token, time.time(), response.content, list(response.items()))
            caches["pages"].set(key, page, settings.LMS_PAGE_CACHE_SECONDS)
        return response


def forget_pages(**_news: Any) -> None:
    """Once the change is committed, no process shows a page made before it."""
    transaction.on_commit(_renew_token, robust=True)


def connect() -> None:
    """Listen to the models shown, and to them alone: a listener for all would slow every deletion down."""
    for model in apps.get_models():
        if issubclass(model, SHOWN):
            models.signals.post_save.connect(forget_pages, sender=model, dispatch_uid=TOKEN_KEY)
            models.signals.post_delete.connect(forget_pages, sender=model, dispatch_uid=TOKEN_KEY)
    post_page_move.connect(forget_pages, dispatch_uid=TOKEN_KEY)
    public_pages_changed.connect(forget_pages, dispatch_uid=TOKEN_KEY)


def _may_be_shared(request: HttpRequest) -> bool:
    return (
        request.method in {"GET", "HEAD"}
        and not request.META.get("HTTP_COOKIE")
        and "HTTP_AUTHORIZATION" not in request.META
        and KEPT_QUERY.fullmatch(request.META.get("QUERY_STRING", "")) is not None
    )


def _may_be_kept(response: HttpResponse) -> bool:
    """Only what says of itself that it is for everybody, and differs by nothing that is not in the key."""
    said = {part.partition("=")[0] for part in _listed(response, "Cache-Control")}
    varies = _listed(response, "Vary")
    return (
        response.status_code == 200
        and "public" in said
        and not said & {"private", "no-store", "no-cache"}
        and not response.cookies
        and varies <= {"cookie"}
    )


def _listed(response: HttpResponse, header: str) -> set[str]:
    parts = (part.strip().lower() for part in response.get(header, "").split(","))
    return {part for part in parts if part}


def _key_of(request: HttpRequest) -> str:
    """Everything an answer to a visitor without cookies depends on; the language stands in the path.

    Raises:
        DisallowedHost: the host is not one of ``ALLOWED_HOSTS`` (answered with 400).
    """
    parts = (request.scheme, request.get_host(), request.path, request.META.get("QUERY_STRING", ""))
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _shown_again(kept: KeptPage) -> HttpResponse:
    response = HttpResponse(kept.content)
    for name, value in kept.headers:
        response.headers[name] = value
    response.headers["Age"] = str(int(time.time() - kept.made_at))
    return response


def _current_token() -> str | None:
    """The token pages are made under now; None when the cache does not answer, and then nothing is kept or shown."""
    try:
        token = cache.get(TOKEN_KEY)
        if token is None:
            cache.add(TOKEN_KEY, secrets.token_hex(16), None)
            token = cache.get(TOKEN_KEY)
    except Exception:
        # Whatever the backend raises: citizens' pages must not depend on a cache being up.
        logger.exception("page_cache.token_unreadable")
        return None
    return str(token) if token is not None else None


def _renew_token() -> None:
    cache.set(TOKEN_KEY, secrets.token_hex(16), None)

"""Public pages kept whole for a minute, for visitors who send no cookie (decision 0011).

Pages lie in the memory of each process. What is shared is one random token in the default cache: a page is shown only
while the token is the one it was made under, and every change of what public pages show replaces the token. A token
that is lost is replaced too, so that losing it costs work and never brings back an old page.

``PageCache`` makes and keeps pages. ``PageDoor`` shows kept ones again before Django has made a request of the visit, which
costs more than the page.
"""

import hashlib
import logging
import re
import secrets
import time
from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.cache import cache, caches
from django.core.handlers.wsgi import get_path_info
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import post_page_move

from content.models import ContentImage, PageTranslation
from content.signals import public_pages_changed
from courses.models import Chapter, Course, Lesson, LessonText
from guides.models import Topic
from listening import flushing, visits
from lms.page_forms import Form, KeptPage, encoding_of, form_of, forms_of
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


Environ = dict[str, Any]
_known_token: tuple[str, float] | None = None
"""The token this process last read, and when."""


class PageCache:
    """Stands before everything: what it keeps was made for somebody who sent no cookie, and is shown with all its headers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.LMS_PAGE_CACHE_SECONDS or not _is_a_strangers(request.META):
            return self.get_response(request)
        accepted = request.META.get("HTTP_ACCEPT_ENCODING", "")
        if KEPT_QUERY.fullmatch(request.META.get("QUERY_STRING", "")) is None:
            return _sent(self.get_response(request), request, accepted)
        key = _key_of(
            str(request.scheme), request.get_host(), request.path, request.META.get("QUERY_STRING", "")
        )
        token = _current_token()
        kept = _kept(key, token)
        if kept is not None:
            _count(kept, request.META)
            return _shown(kept.chosen(accepted), kept)
        response = self.get_response(request)
        if (
            token
            and request.method == "GET"
            and isinstance(response, HttpResponse)
            and _may_be_kept(response)
        ):
            page = KeptPage(token, time.time(), request.path, forms_of(response.content, response.items()))
            caches["pages"].set(key, page, settings.LMS_PAGE_CACHE_SECONDS)
            return _shown(page.chosen(accepted), page)
        return _sent(response, request, accepted)


class PageDoor:
    """A WSGI application before Django's: answers with kept pages, and knows nothing that ``PageCache`` does not.

    A page is kept under the host it was asked for, after Django has found that host allowed.
    """

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        kept = self._page_for(environ)
        if kept is None:
            return self.application(environ, start_response)
        _count(kept, environ)
        form = kept.chosen(environ.get("HTTP_ACCEPT_ENCODING", ""))
        start_response("200 OK", [*form.headers, ("Age", _age(kept))])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [form.body]

    def _page_for(self, environ: Environ) -> KeptPage | None:
        host = environ.get("HTTP_HOST")
        if not settings.LMS_PAGE_CACHE_SECONDS or not host or environ.get("SCRIPT_NAME"):
            return None
        query = environ.get("QUERY_STRING", "")
        if not _is_a_strangers(environ) or KEPT_QUERY.fullmatch(query) is None:
            return None
        key = _key_of(_scheme_of(environ), host, get_path_info(environ), query)
        return _kept(key, _current_token()) if key in caches["pages"] else None


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


def _is_a_strangers(meta: Environ) -> bool:
    return (
        meta["REQUEST_METHOD"] in {"GET", "HEAD"}
        and not meta.get("HTTP_COOKIE")
        and "HTTP_AUTHORIZATION" not in meta
    )


def _scheme_of(environ: Environ) -> str:
    """As ``HttpRequest.scheme`` finds it."""
    if settings.SECURE_PROXY_SSL_HEADER:
        name, secure = settings.SECURE_PROXY_SSL_HEADER
        said = environ.get(name)
        if said is not None:
            return "https" if said.split(",", 1)[0].strip() == secure else "http"
    return str(environ["wsgi.url_scheme"])


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
        and not response.has_header("Content-Encoding")
    )


def _listed(response: HttpResponse, header: str) -> set[str]:
    parts = (part.strip().lower() for part in response.get(header, "").split(","))
    return {part for part in parts if part}


def _key_of(scheme: str, host: str, path: str, query: str) -> str:
    """Everything an answer to a visitor without cookies depends on; the language stands in the path."""
    return hashlib.sha256(repr((scheme, host, path, query)).encode()).hexdigest()


def _kept(key: str, token: str | None) -> KeptPage | None:
    kept: KeptPage | None = caches["pages"].get(key)
    return kept if kept is not None and kept.token == token else None


def _count(kept: KeptPage, meta: Environ) -> None:
    """The visit of a kept page, which the counting further in does not see. Whatever ails it, the reader has the page."""
    try:
        headers = dict(kept.forms[""].headers)
        seen: Any = SimpleNamespace(path=kept.path, META=meta, status_code=200, headers=headers)
        if meta["REQUEST_METHOD"] == "GET":
            visits.note(seen, seen)
            flushing.see_to_it()
    except Exception:
        logger.exception("page_cache.not_counted")


def _age(kept: KeptPage) -> str:
    return str(max(0, int(time.time() - kept.made_at)))


def _shown(form: Form, kept: KeptPage) -> HttpResponse:
    response = HttpResponse(form.body)
    for name, value in form.headers:
        response.headers[name] = value
    response.headers["Age"] = _age(kept)
    return response


def _sent(response: HttpResponseBase, request: HttpRequest, accepted: str) -> HttpResponseBase:
    """An answer to a stranger that is not kept, such as a search or a verification, compressed like those that are.

    Whoever sent no cookie and is given none has no secret in the answer that compressing could give away (BREACH).
    """
    if request.method == "GET" and isinstance(response, HttpResponse) and not response.cookies:
        form = form_of(response.content, response.items(), encoding_of(accepted))
        response.content = form.body
        for name, value in form.headers:
            response.headers[name] = value
    return response


def _current_token() -> str | None:
    """The token pages are made under now; None when the cache does not answer, and then nothing is kept or shown.

    Each process asks for it once in ``LMS_PAGE_TOKEN_SECONDS``: so long at most does it show what another has just changed.
    """
    global _known_token  # noqa: PLW0603 - one for each process
    known, now = _known_token, time.monotonic()
    if known is not None and now - known[1] < settings.LMS_PAGE_TOKEN_SECONDS:
        return known[0]
    try:
        token = cache.get(TOKEN_KEY)
        if token is None:
            cache.add(TOKEN_KEY, secrets.token_hex(16), None)
            token = cache.get(TOKEN_KEY)
    except Exception:
        # Whatever the backend raises: citizens' pages must not depend on a cache being up.
        logger.exception("page_cache.token_unreadable")
        return None
    if token is None:
        return None
    _known_token = (str(token), now)
    return str(token)


def _renew_token() -> None:
    global _known_token  # noqa: PLW0603 - this process shows its own change at once
    _known_token = None
    cache.set(TOKEN_KEY, secrets.token_hex(16), None)

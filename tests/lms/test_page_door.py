"""The door before Django: what it shows is byte for byte what Django would, and it shows nothing else. And the forms of a page."""

import gzip
import io
import sys
import time

import brotli
import pytest
from django.core.cache import cache, caches
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.urls import clear_script_prefix
from hypothesis import given
from hypothesis import strategies as st

from guides.importing import read_guide
from guides.models import GuideIndexPage, Topic
from guides.services import publish_guide
from listening import visits
from lms import page_cache
from lms.demo.files import texts_in
from lms.page_cache import TOKEN_KEY, PageDoor
from lms.page_forms import BEST_FIRST, encoding_of, form_of, forms_of
from tests.support.queries import count_queries

GUIDE = "/huong-dan/nop-ho-so-truc-tuyen/"


@pytest.fixture(autouse=True)
def _kept(settings):
    settings.LMS_PAGE_CACHE_SECONDS = 60
    caches["pages"].clear()
    page_cache._known_token = None
    yield
    caches["pages"].clear()
    page_cache._known_token = None


@pytest.fixture
def guide(site):
    draft = next(draft for draft in map(read_guide, texts_in("guides")) if draft.code == "HD-02")
    Topic.objects.get_or_create(code=draft.topic, defaults={"name": "Chủ đề"})
    return publish_guide(index=GuideIndexPage.objects.get(), draft=draft)


class Street:
    """Visitors at the door, and how often somebody behind it was asked."""

    def __init__(self) -> None:
        self.behind, self.asked = WSGIHandler(), 0
        self.door = PageDoor(self._pass)

    def _pass(self, environ, start_response):
        self.asked += 1
        return self.behind(environ, start_response)

    def visit(self, path=GUIDE, *, method="GET", query="", **meta):
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path.encode().decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "testserver",
            "REMOTE_ADDR": "203.0.113.7",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
            **meta,
        }
        said = {}
        answer = self.door(
            {name: value for name, value in environ.items() if value is not None},
            lambda status, headers, _error=None: said.update(status=status, headers=dict(headers)),
        )
        body = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        return said["status"], said["headers"], body


@pytest.fixture
def street():
    """Without Django's closing of old connections, which would end the test's own transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield Street()
    clear_script_prefix()  # one of the visits came to a site below /app
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_the_second_visitor_is_answered_at_the_door_with_the_same(guide, street):
    first = street.visit()
    second = street.visit()

    assert street.asked == 1
    assert second == first
    for header in (
        "Content-Security-Policy",
        "X-Content-Type-Options",
        "Referrer-Policy",
        "Cache-Control",
        "Age",
    ):
        assert header in second[1]
    assert "Set-Cookie" not in second[1]
    head = street.visit(method="HEAD")
    assert (head[1], head[2], street.asked) == (second[1], b"", 1)


@pytest.mark.parametrize(
    ("accepted", "opened"), [("br", brotli.decompress), ("gzip", gzip.decompress), ("", bytes)]
)
def test_each_form_opens_to_the_same_page(accepted, opened, guide, street):
    plain = street.visit()
    _status, headers, body = street.visit(HTTP_ACCEPT_ENCODING=accepted)

    assert opened(body) == plain[2]
    assert headers.get("Content-Encoding", "") == accepted
    assert headers["Content-Length"] == str(len(body))
    assert "Accept-Encoding" in headers["Vary"]
    assert street.asked == 1


@pytest.mark.parametrize(
    "meta",
    [
        {"HTTP_COOKIE": "sessionid=x"},
        {"HTTP_COOKIE": "theme=dark"},
        {"HTTP_AUTHORIZATION": "Bearer x"},
        {"method": "POST"},
        {"method": "OPTIONS"},
        {"query": "x=1"},
        {"HTTP_HOST": "khac.example"},
        {"HTTP_HOST": None},
        {"SCRIPT_NAME": "/app"},
        {"wsgi.url_scheme": "https"},
    ],
)
def test_everything_else_goes_on_to_django(meta, guide, street):
    street.visit()
    street.visit(**meta)

    assert street.asked == 2


def test_behind_a_proxy_the_scheme_is_the_readers(guide, street, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    street.visit(HTTP_X_FORWARDED_PROTO="https")
    street.visit(HTTP_X_FORWARDED_PROTO="https, http")
    assert street.asked == 1
    street.visit(HTTP_X_FORWARDED_PROTO="http")
    assert street.asked == 2
    street.visit()
    assert street.asked == 2, "without the header the line is http, too"


def test_a_host_that_is_not_ours_is_refused_every_time(guide, street, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    street.visit()
    for _time in range(2):
        assert street.visit(HTTP_HOST="evil.example")[0].startswith("400")


def test_nothing_is_shown_when_it_is_turned_off(guide, street, settings):
    street.visit()
    settings.LMS_PAGE_CACHE_SECONDS = 0
    street.visit()

    assert street.asked == 2


def test_a_published_change_is_seen_by_everybody_within_two_seconds(
    guide, street, settings, django_capture_on_commit_callbacks
):
    settings.LMS_PAGE_TOKEN_SECONDS = 1.0
    assert "Tiêu đề mới" not in street.visit()[2].decode()
    guide.title = "Tiêu đề mới"
    with django_capture_on_commit_callbacks(execute=True):
        guide.save_revision().publish()
    assert "Tiêu đề mới" in street.visit()[2].decode(), "at once where it was published"

    cache.set(TOKEN_KEY, "another process has published")
    begun, asked = time.monotonic(), street.asked
    while street.asked == asked:
        street.visit()
        assert time.monotonic() - begun < 2
        time.sleep(0.02)


def test_the_token_is_asked_for_once_in_its_time(guide, street, settings):
    settings.LMS_PAGE_TOKEN_SECONDS = 1.0
    street.visit()
    asked = []
    real = page_cache.cache.get
    page_cache.cache.get = lambda *a, **k: asked.append(a) or real(*a, **k)
    try:
        assert count_queries(lambda: [street.visit() for _time in range(20)])[0] == 0
    finally:
        del page_cache.cache.get
    assert len(asked) <= 1


def test_a_visit_at_the_door_is_counted_like_any_other(guide, street):
    visits.waiting.clear()
    agent = "Mozilla/5.0 (Android 14; Mobile) Chrome/140"
    for _time in range(3):
        street.visit(HTTP_USER_AGENT=agent)
    street.visit(HTTP_USER_AGENT=agent, HTTP_DNT="1")
    street.visit(HTTP_USER_AGENT=agent, method="HEAD")

    assert list(visits.waiting) == [(200, GUIDE, "203.0.113.7", agent)] * 3
    visits.waiting.clear()


def test_a_search_is_compressed_and_not_kept(guide, street):
    _status, headers, body = street.visit("/tim-kiem/", query="q=ho+so", HTTP_ACCEPT_ENCODING="gzip, br")

    assert headers["Content-Encoding"] == "br"
    assert "ho so" in brotli.decompress(body).decode()
    assert not list(caches["pages"]._cache)


def test_a_page_that_may_hold_a_secret_is_not_compressed(site, street):
    _status, headers, _body = street.visit("/dang-nhap/", HTTP_ACCEPT_ENCODING="gzip, br")

    assert "Content-Encoding" not in headers


# Forms.


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("GZIP", "gzip"),
        ("br;q=0, gzip;q=0.0, *", ""),
        ("br; q=0.001", "br"),
        ("br ; q = 0", ""),
        ("identity", ""),
        ("brotli, xgzip", ""),
        ("", ""),
        (";;;,,,q=", ""),
    ],
)
def test_the_best_form_that_is_taken(accepted, chosen):
    assert encoding_of(accepted) == chosen


@given(st.text(max_size=40))
def test_any_wish_is_answered(accepted):
    assert encoding_of(accepted) in BEST_FIRST


@given(st.binary(max_size=3000))
def test_every_form_of_any_page_opens_to_it(content):
    open_it = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
    for encoding, form in forms_of(content, [("Content-Type", "text/html"), ("Content-Length", "1")]).items():
        told = dict(form.headers)
        assert open_it[told.get("Content-Encoding", "")](form.body) == content
        assert told["Content-Length"] == str(len(form.body))
        assert told.get("Content-Encoding", encoding) == encoding


@pytest.mark.parametrize(
    ("kind", "more"),
    [("image/png", {}), ("application/pdf", {}), ("text/html", {"Content-Encoding": "zstd"})],
)
def test_what_is_compressed_already_is_left(kind, more):
    form = form_of(b"x" * 1000, [("Content-Type", kind), *more.items()], "br")

    assert form.body == b"x" * 1000
    assert dict(form.headers).get("Content-Encoding") == more.get("Content-Encoding")

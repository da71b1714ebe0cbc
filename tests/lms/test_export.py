"""The copy of the public section: whole, without a broken link, from any place."""

import functools
import html.parser
import http.server
import json
import re
import threading
import urllib.error
import urllib.request
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client

from lms.export.folders import MARK
from lms.export.searching import MOST_BYTES
from lms.export.whole import export_site
from tests.guides.conftest import guides  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def copy(_demo_of_module, django_db_blocker, tmp_path_factory):
    """The demonstration as files, made once."""
    target = tmp_path_factory.mktemp("ban-sao") / "site"
    from django.utils import timezone

    with django_db_blocker.unblock():
        report = export_site(target=target, base_url="", now=timezone.localtime())
    return target, report


class _Links(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self.ids = [], set()

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.ids |= {told.get("id"), told.get("name")}
        if tag == "link" and (told.get("rel") == "canonical" or "hreflang" in told):
            return
        self.found += [told[name] for name in ("href", "src", "action", "poster") if told.get(name)]
        self.found += [part.split()[0] for part in told.get("srcset", "").split(",") if part.strip()]


@pytest.mark.slow
def test_every_link_answers_on_the_simplest_web_server(copy):
    """``python -m http.server`` in a folder of the server: nothing is at the root of the address."""
    target, report = copy
    handler = functools.partial(_Quiet, directory=str(target.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        root = f"http://127.0.0.1:{server.server_port}/site/"
        pages, broken = _walk(root)
        server.shutdown()
    assert broken == []
    assert report.broken == []
    assert pages == {f"{root}{path.relative_to(target)}" for path in target.rglob("*.html")}
    assert len(pages) == report.pages >= 130


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_words):
        pass


def _walk(root):
    """Every page below ``root`` that a reader can come to, and every link that does not answer."""
    seen, waiting, broken, pages = {root + "index.html"}, [root + "index.html"], [], {}
    fragments = []
    while waiting:
        at = waiting.pop()
        try:
            with urllib.request.urlopen(at) as answer:
                body, kind = answer.read(), answer.headers["Content-Type"]
        except urllib.error.HTTPError as failure:
            broken.append((at, failure.code))
            continue
        if not kind.startswith("text/html"):
            continue
        page = _Links()
        page.feed(body.decode())
        pages[at] = page.ids
        for link in page.found:
            parts = urlsplit(urljoin(at, link))
            if not parts.geturl().startswith(root):
                if parts.hostname == "127.0.0.1" and parts.port == urlsplit(root).port:
                    broken.append((at, link))
                continue
            there = parts._replace(fragment="", query="").geturl()
            if parts.fragment:
                fragments.append((at, there, parts.fragment))
            if there not in seen:
                seen.add(there)
                waiting.append(there)
    broken += [
        (at, there, name) for at, there, name in fragments if there in pages and name not in pages[there]
    ]
    return set(pages), broken


def test_both_languages_and_all_kinds_of_pages_are_there(copy):
    target, report = copy
    for name in (
        "index.html",
        "huong-dan/nop-ho-so-truc-tuyen/index.html",
        "dich-vu/index.html",
        "dich-vu/chu-de/cu-tru/index.html",
        "mo-phong/index.html",
        "thuat-ngu/index.html",
        "khoa-hoc/index.html",
        "hoi-chon/giay-to-khai-sinh/index.html",
        "kha-nang-tiep-can/index.html",
        "tim-kiem/index.html",
        "ban-sao/index.html",
    ):
        assert (target / name).is_file(), name
        assert (target / "en" / name).is_file(), name
    assert list((target / "khoa-hoc").glob("*/index.html"))
    assert list((target / "mo-phong").glob("*/phieu.docx"))
    assert list((target / "static").rglob("*.woff2"))
    assert report.searchable > 100
    assert json.loads((target / MARK).read_text())["pages"] == report.pages


def test_nothing_of_a_server_is_left(copy):
    """No form that would send something, no address that begins at the root, no module that a disk would refuse."""
    target, _report = copy
    for path in target.rglob("*.html"):
        page = path.read_text()
        assert not re.search(r'(?:href|src|action)="/', page), path
        assert 'method="post"' not in page, path
        assert 'type="module"' not in page, path
        assert "csrfmiddlewaretoken" not in page, path
        assert "data-suggest" not in page, path
        assert page.count("ban-sao/index.html") + page.count('href="index.html"') > 0, path
    for script in (target / "static").rglob("*.js"):
        assert not re.search(r"^(import|export)\b", script.read_text(), re.M), script


def test_a_page_says_it_is_a_copy_and_where_it_is_at_home(copy, settings):
    page = (copy[0] / "huong-dan/nop-ho-so-truc-tuyen/index.html").read_text()

    assert "Bản sao của" in page
    assert f'rel="canonical" href="{settings.SITE_URL}/huong-dan/nop-ho-so-truc-tuyen/"' in page
    assert "không nhận được gì" in page  # in the place of the question whether the page was useful
    about = (copy[0] / "en/ban-sao/index.html").read_text()
    assert f'href="{settings.SITE_URL}" rel="external"' in about
    assert "A copy of" in about


def test_what_was_not_a_link_is_as_it_was(copy):
    live = Client().get("/huong-dan/nop-ho-so-truc-tuyen/").content.decode()
    page = (copy[0] / "huong-dan/nop-ho-so-truc-tuyen/index.html").read_text()

    def words(text):
        text = re.sub(
            r'<form.*?</form>|<p class="ui-(?:panel|muted ui-small)[^>]*>.*?</p>', "", text, flags=re.S
        )
        return re.sub(r"\s+", " ", re.sub(r"<script.*?</script>|<[^>]+>", " ", text, flags=re.S))

    assert words(page) == words(live)
    assert page.count("<svg") == re.sub("<form.*?</form>", "", live, flags=re.S).count("<svg")


def test_the_index_finds_titles_words_terms_and_courses(copy):
    target = copy[0]
    rows = []
    for part in sorted((target / "tim-kiem").glob("muc-luc-*.js")):
        assert part.stat().st_size <= MOST_BYTES
        rows += json.loads(part.read_text().removeprefix("copySearchPart(").removesuffix(");\n"))
    by_file = {row[2]: row for row in rows}
    guide = by_file["huong-dan/nop-ho-so-truc-tuyen/index.html"]

    assert guide[0] == "Nộp hồ sơ trực tuyến"
    assert guide[5].split("|")[0] == "nop ho so truc tuyen"
    assert "dichvucong" in guide[6].split()
    assert any(name.startswith("thuat-ngu/index.html#") for name in by_file)
    assert any(name.startswith("khoa-hoc/") for name in by_file)
    for name in by_file:
        assert (target / name.partition("#")[0]).is_file()

"""The copy of the public section in a browser: from a plain web server in some folder, and from a disk without any."""

import functools
import http.server
import json
import re
import threading

import pytest
from django.core.management import call_command

from tests.journeys.conftest import PHONE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
GUIDE = "huong-dan/nop-ho-so-truc-tuyen/"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_words: object) -> None:
        pass


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("web")


@pytest.fixture
def copy(demo_copy, folder):
    """Made once: every test begins with the same demonstration."""
    if not (folder / "ban-sao").exists():
        call_command("export_site", str(folder / "ban-sao"))
    return folder / "ban-sao"


@pytest.fixture
def root(copy):
    handler = functools.partial(_Quiet, directory=str(copy.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/ban-sao/"
        server.shutdown()


@pytest.mark.parametrize("from_disk", [False, True], ids=["web server", "disk"])
def test_a_reader_searches_ticks_and_practises_in_the_copy(copy, root, open_page, axe, gates, from_disk):
    start = f"file://{copy}/" if from_disk else root
    page = open_page(PHONE, has_touch=True, is_mobile=True)
    page.goto(f"{start}index.html")
    # On a disk axe may not read our style sheets, and complains; what it looks at is the same as from a server.
    look = (lambda _page: None) if from_disk else axe
    page.fill("#q", "nop ho so")
    page.press("#q", "Enter")
    page.wait_for_url("**/tim-kiem/index.html?q=nop+ho+so")
    page.wait_for_selector("[data-hits] li")
    assert page.locator("[data-hits] a").first.inner_text() == "Nộp hồ sơ trực tuyến"
    assert re.search(r"Kết quả: \d+", page.inner_text("[data-told]"))
    assert page.locator("[data-hits] mark").first.inner_text() == "Nộp"
    look(page)
    gates(page)

    page.locator("[data-hits] a").first.click()
    page.wait_for_url(f"**/{GUIDE}index.html")
    page.check("main input[type=checkbox] >> nth=0")
    assert "Đã chuẩn bị 1/" in page.inner_text("[data-count]")
    look(page)
    gates(page)
    page.get_by_role("link", name="Về bản sao này").first.click()
    page.wait_for_url("**/ban-sao/index.html")
    assert "Về bản sao này" in page.inner_text("h1")
    look(page)
    gates(page)

    page.goto(f"{start}mo-phong/index.html")
    page.locator("main a").nth(1).click()
    page.wait_for_selector("[data-practice]:not([hidden]) button")
    page.goto(f"{start}en/tim-kiem/index.html?q=%3Cimg+src%3Dx%3E")
    page.wait_for_function("document.querySelector('[data-told]').textContent")
    assert "Nothing found for “<img src=x>”" in page.inner_text("[data-told]")
    page.goto(f"{start}tim-kiem/index.html?q=so+do")
    page.wait_for_function("document.querySelector('[data-told]').textContent")
    assert page.context.cookies() == []


def test_descriptions_for_machines_are_data_and_the_policy_does_not_complain(copy, page_1280):
    """``open_page`` fails on any complaint of the browser: a refused script would be one."""
    response = page_1280.goto(f"/{GUIDE}")

    assert "script-src 'self'" in response.headers["content-security-policy"]
    told = page_1280.eval_on_selector_all(
        "script[type='application/ld+json']", "all => all.map(one => one.textContent)"
    )
    assert {part["@type"] for part in json.loads(told[0])["@graph"]} == {"HowTo", "BreadcrumbList"}

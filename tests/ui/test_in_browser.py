"""The style page and the door in a real browser: sizes, overflow, focus, forced colours, no JavaScript.

The server thread has no database: these pages must not need one.
"""

import os
import shutil
import threading
from collections.abc import Iterator
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found; set CHROMIUM to its path"),
]
PAGES = ["/styleguide/", "/dang-nhap/", "/en/dang-nhap/", "/dang-ky/", "/quen-mat-khau/"]
OVERFLOW = "document.documentElement.scrollWidth - innerWidth"
SMALL_TARGETS = """() => [...document.querySelectorAll("a, button, summary, input:not([type=hidden]), select, textarea")]
  .filter((e) => {
    const box = e.getBoundingClientRect();
    // The label is the target of a tick box; a link within a sentence is exempt (WCAG 2.5.8).
    if (!box.width || e.closest(".ui-choice") || (e.matches("a") && e.closest("p, li, td, th, h3"))) return false;
    return box.height < (e.matches("button, .ui-button, summary, input, select") ? 44 : 24);
  }).map((e) => e.outerHTML.slice(0, 100))"""
COVERED = """() => {
  const e = document.activeElement, box = e.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return !(top && (e.contains(top) || top.contains(e)));
}"""


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing: the test speaks."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    application = StaticFilesHandler(get_wsgi_application())
    with make_server("127.0.0.1", 0, application, Server, Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("width", [320, 360, 768, 1366])
def test_pages_fit_every_width_also_with_letters_twice_as_large(
    browser: object, address: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 640})
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: complaints.append(str(e)))

    for path in PAGES:
        page.goto(address + path)
        assert page.evaluate(OVERFLOW) == 0, path
        page.evaluate("document.documentElement.style.fontSize = '212.5%'")
        assert page.evaluate(OVERFLOW) == 0, f"{path} with large letters"

    assert complaints == []
    page.close()


def test_a_phone_sees_the_heading_at_once_and_can_touch_everything(browser: object, address: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 640})

    for path in PAGES:
        page.goto(address + path)
        assert page.locator("h1").count() == 1, path
        assert page.locator("h1").bounding_box()["y"] <= 140, path
        assert page.locator(".ui-header").bounding_box()["height"] <= 56, path
        assert page.evaluate(SMALL_TARGETS) == [], path
    page.close()


def test_the_keyboard_reaches_everything_and_the_focus_is_seen(browser: object, address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page.goto(address + "/dang-nhap/")
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()")
        if page.evaluate("document.activeElement === document.body"):
            break
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert outline == "3px", name
        assert not page.evaluate(COVERED), name
        reached.append(name)

    assert reached[0] == "Chuyển đến nội dung chính"
    for name in (
        "id_login",
        "id_password",
        "Đăng nhập",
        "Quên mật khẩu?",
        "passkey_login",
        "Đăng ký tài khoản",
    ):
        assert name in reached
    page.close()


def test_a_menu_closes_with_escape_and_gives_the_focus_back(browser: object, address: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 640})
    page.goto(address + "/styleguide/")

    page.click(".ui-menu summary")
    page.focus(".ui-menu a")
    page.keyboard.press("Escape")

    assert not page.evaluate("document.querySelector('.ui-menu').open")
    assert page.evaluate("document.activeElement.matches('.ui-menu summary')")
    page.close()


def test_the_password_can_be_shown_and_the_keyboard_is_watched(browser: object, address: str) -> None:
    page = browser.new_page()
    page.goto(address + "/dang-nhap/")

    page.fill("#id_password", "mật khẩu")
    assert "Telex" in page.inner_text("[data-typing-hint]")
    page.fill("#id_password", "mat khau")
    assert page.inner_text("[data-typing-hint]") == ""
    page.click("[data-show-password]")
    assert page.get_attribute("#id_password", "type") == "text"
    page.close()


def test_without_javascript_nothing_is_missing_that_would_not_work(browser: object, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "/dang-nhap/")

    assert page.is_visible("#id_login")
    assert page.is_visible("main form button[type=submit]")
    assert not page.is_visible("[data-show-password]")
    page.goto(address + "/styleguide/")
    assert not page.is_visible("[data-print]")
    context.close()


@pytest.mark.parametrize(
    "mode", [{"color_scheme": "dark"}, {"forced_colors": "active"}, {"reduced_motion": "reduce"}]
)
def test_every_mode_renders_without_overflow(browser: object, address: str, mode: dict[str, str]) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640}, **mode)
    page = context.new_page()
    page.goto(address + "/styleguide/")

    assert page.evaluate(OVERFLOW) == 0
    if "reduced_motion" in mode:
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    context.close()

"""Stories told in a real browser against a real server. Without a Chromium they are skipped, and say so once."""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from people.models import Role
from tests.support.people import make_person

try:
    from playwright.sync_api import Error as PlaywrightError
except ImportError:  # no browser, no journeys
    PlaywrightError = Exception

ROOT = Path(__file__).resolve().parents[2]
SCREENS = ROOT / "docs" / "screens"
AXE = ROOT / "tests" / "vendor" / "axe-core-4.14.1" / "axe.min.js"
TALLEST = 16_000
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


@pytest.fixture
def open_page(browser: object, live_server: object) -> Iterator[Callable[..., object]]:
    """A page of a new browser profile; fails the test when the site wrote an error into its console."""
    contexts, complaints = [], []

    def make(size: dict[str, int], **options: object) -> object:
        context = browser.new_context(
            viewport=size, base_url=live_server.url, locale="vi-VN", accept_downloads=True, **options
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: complaints.append(m.text) if _is_ours(m) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield make
    for number, context in enumerate(contexts):
        if folder := os.environ.get("LMS_JOURNEY_PICTURES"):
            context.pages[-1].screenshot(path=f"{folder}/last-{number}.png")
        context.close()
    assert complaints == []


def _is_ours(message: object) -> bool:
    """Errors in the console, without Wagtail's admin (whose templates carry inline scripts of their own)."""
    at = message.location.get("url", "")
    return (
        message.type == "error" and "/quan-tri/" not in at and "Failed to load resource" not in message.text
    )


@pytest.fixture
def editor(organisation: object) -> object:
    """Of the ministry; hands in."""
    return make_person("Hoàng Ngọc Mai", organisation=organisation, role=Role.MINISTRY_EDITOR)


@pytest.fixture
def second(organisation: object) -> object:
    """Of the ministry; approves or sends back."""
    return make_person("Đặng Thu Hằng", organisation=organisation, role=Role.MINISTRY_EDITOR)


@pytest.fixture
def page_360(open_page: Callable[..., object]) -> object:
    return open_page(PHONE, has_touch=True, is_mobile=True)


@pytest.fixture
def page_1280(open_page: Callable[..., object]) -> object:
    return open_page(DESK)


def settle(page: object) -> None:
    """Wait until the page that a click led to is there: a click ends before the page it leads to has come."""
    seen = None
    for _look in range(100):
        with suppress(PlaywrightError):  # the page in hand has just been left
            page.wait_for_load_state("load")
            now = page.evaluate(
                "document.body && [performance.timeOrigin, document.readyState, location.href]"
            )
            if now and now == seen and now[1] == "complete":
                return
            seen = now
        page.wait_for_timeout(50)
    raise AssertionError(f"{page.url} is still loading")


@pytest.fixture(scope="session")
def axe_source() -> str:
    wanted, _name = (AXE.parent.parent / "SHA256SUMS").read_text().split()
    assert hashlib.sha256(AXE.read_bytes()).hexdigest() == wanted, (
        "axe-core is not the file that was vendored"
    )
    return AXE.read_text()


@pytest.fixture
def axe(axe_source: str) -> Callable[..., None]:
    """Fail with a readable list when axe finds a violation on the page. ``at_rest``: nobody has just clicked.

    The window is made as tall as the page while axe looks: what a bar that stays in sight covers half of would
    otherwise hang on how far the page happens to be scrolled, and a reader scrolls it free.
    """

    def check(page: object, *, within: str = "html", at_rest: bool = False) -> None:
        if not at_rest:
            settle(page)
        size = page.viewport_size
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": size["width"], "height": max(size["height"], min(height, TALLEST))})
        if not page.evaluate(
            "Boolean(window.ourAxe)"
        ):  # half a megabyte: once for each document; Wagtail brings another
            page.evaluate(axe_source + "; window.ourAxe = axe; undefined")
        found = page.evaluate(
            "([within, tags]) => ourAxe.run(within, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"
            ".then(r => r.violations)",
            [within, TAGS],
        )
        page.set_viewport_size(size)
        told = [f"{v['id']}: {v['help']}\n    {n['html'][:200]}" for v in found for n in v["nodes"][:3]]
        assert told == [], f"axe on {page.url} at {page.viewport_size['width']} px:\n" + "\n".join(told)

    return check


MEASURE = """() => {
  const box = (selector) => document.querySelector(selector)?.getBoundingClientRect();
  const shown = (e) => { const r = e.getBoundingClientRect();
    return r.width > 1 && r.height > 1 && getComputedStyle(e).visibility !== 'hidden'; };
  const small = [];
  for (const e of document.querySelectorAll('button, input:not([type=hidden]), select, summary, a')) {
    if (!shown(e)) continue;
    const inline = e.tagName === 'A' && getComputedStyle(e).display === 'inline';
    if (inline) continue;
    const target = (e.type === 'radio' || e.type === 'checkbox') ? (e.closest('label') || e.parentElement) : e;
    const r = target.getBoundingClientRect();
    const least = e.tagName === 'BUTTON' || e.classList.contains('ui-button') || e.type === 'radio' ? 44 : 24;
    if (r.height < least - 0.5 || r.width < 23.5) small.push(
      `${e.tagName} ${(e.textContent || e.name || '').trim().slice(0, 40)} ${Math.round(r.width)}x${Math.round(r.height)}`);
  }
  return {
    headings: [...document.querySelectorAll('h1')].filter(shown).length,
    overflow: document.documentElement.scrollWidth - window.innerWidth,
    header: box('header')?.height ?? 0,
    h1_top: box('h1')?.top ?? 0,
    small,
  };
}"""


@pytest.fixture
def gates() -> Callable[..., None]:
    """What axe does not see (experience: one h1, no sideways scrolling, a low header, targets for thumbs)."""

    def check(page: object, *, at_rest: bool = False) -> None:
        if not at_rest:
            settle(page)
        seen = page.evaluate(MEASURE)
        where = f"{page.url} at {page.viewport_size['width']} px: {seen}"
        assert seen["headings"] == 1, where
        assert seen["overflow"] <= 0, where
        assert seen["small"] == [], where
        if page.viewport_size["width"] <= PHONE["width"]:
            assert seen["header"] <= 64, where

    return check


@pytest.fixture
def screen() -> Callable[[object, str], None]:
    """Renew a picture of ``docs/screens`` when somebody asks for it (LMS_SCREENS=1)."""

    def take(page: object, name: str) -> None:
        if os.environ.get("LMS_SCREENS") == "1":
            SCREENS.mkdir(parents=True, exist_ok=True)
            page.evaluate("document.fonts.ready.then(() => true)")
            page.screenshot(path=str(SCREENS / f"{name}.png"), full_page=False)

    return take


@pytest.fixture
def sign_in() -> Callable[[object, object], None]:
    """Through the door everybody uses; the password is that of ``tests.support.people``."""

    def through(page: object, person: object) -> None:
        page.goto("/dang-nhap/")
        page.fill("[name=login]", person.email)
        page.fill("[name=password]", "mat-khau-dai-12")
        page.click("main button[type=submit]")
        page.wait_for_url(lambda url: "/dang-nhap/" not in url)

    return through


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is told in a browser is told once in the gate."""
    here = str(Path(__file__).parent)
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.journey)

"""Public pages for whoever comes: in the dark, with few colours, at 400 % zoom, without scripts, by keyboard, on paper, by a link.

What a visitor meets in the usual light is walked by ``test_every_screen``.
"""

import io
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pypdf
import pytest
from django.core.cache import cache
from django.utils import timezone

from tests.journeys.conftest import DESK, MEASURE, PHONE, TAGS, settle
from tests.journeys.screens import PUBLIC
from tests.support.scene import Scene, set_scene

pytestmark = pytest.mark.django_db(transaction=True)
ZOOMED = {"width": 320, "height": 225}
"""A window of 1280 by 900 at 400 %."""
GUIDE = "/huong-dan/nop-ho-so-truc-tuyen/"
ANSWER = "/hoi-chon/giay-to-khai-sinh/o-nha-hoac-noi-khac-khong-co-giay-chung-sinh/co/da-dang-ky-ket-hon/"
OF_COLOUR = ["color-contrast", "link-in-text-block"]
OF_FORMS = re.compile(
    "account_|ui:styleguide|listening:(thanks|receive|confirm|end)|quizzes:self_check|certificates:"
)
"""Screens that take something in, and may set a cookie to know that it was not forged."""
MODES = {
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced colours": {"color_scheme": "light", "forced_colors": "active"},
}
LOOK = """([rules, tags]) => axe.run(document, {resultTypes: ['violations'],
    runOnly: rules ? {type: 'rule', values: rules} : {type: 'tag', values: tags}})
  .then((r) => r.violations.map((v) => `${v.id}: ${v.nodes.slice(0, 2).map((n) => n.html.slice(0, 160)).join(' | ')}`))"""


LONGER = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const words = node.data.trim();
    if (words && !node.parentElement.closest('script, style')) node.data += ' ' + words.slice(0, Math.ceil(words.length * 0.4));
  }
}"""
"""What another language, or a later wording, may do to a page."""


class Eyes:
    """Looks at one public screen in every mode, and keeps what was wrong."""

    def __init__(self, open_page: object, axe_source: str, site: str) -> None:
        self.axe, self.site = axe_source, urlsplit(site).netloc
        self.page, self.plain = open_page(DESK), open_page(PHONE)
        self.scripts = self.plain.context.new_cdp_session(self.plain)
        self.wrong: list[str] = []
        self.asked: set[str] = set()
        for page in (self.page, self.plain):
            page.on("request", lambda request: self.asked.add(urlsplit(request.url).netloc))

    def look_at(self, address: str, status: int) -> None:
        self.page.set_viewport_size(DESK)
        self.scripts.send("Emulation.setScriptExecutionDisabled", {"value": True})
        for page in (self.page, self.plain):
            cache.clear()
            assert page.goto(address).status == status, address
        self.scripts.send("Emulation.setScriptExecutionDisabled", {"value": False})  # axe is one
        for page in (self.page, self.plain):
            page.evaluate(self.axe + "; undefined")
        self._axe("without scripts", self.plain)
        for mode, media in MODES.items():
            self.page.emulate_media(**media)
            self._axe(mode, self.page, OF_COLOUR)
        self.page.emulate_media(color_scheme="light", forced_colors="none")
        self.page.set_viewport_size(ZOOMED)
        self._axe("400 %", self.page)
        seen = self.page.evaluate(MEASURE)
        if seen["overflow"] > 0 or seen["small"] or seen["headings"] != 1:
            self.wrong.append(f"{address} at 320 px: {seen}")
        self.page.evaluate(LONGER)
        if (over := self.page.evaluate(MEASURE)["overflow"]) > 0:
            self.wrong.append(f"{address} at 320 px with every text 40 % longer: {over} px out of it")

    def _axe(self, mode: str, page: object, rules: list[str] | None = None) -> None:
        self.wrong += [f"{page.url} {mode}: {found}" for found in page.evaluate(LOOK, [rules, TAGS])]


@pytest.fixture
def scene(demo_copy: None) -> Scene:
    return set_scene(now=timezone.now())


@pytest.fixture
def demo(demo_copy: None) -> None:
    """The demonstration as it is shipped."""


def test_nothing_is_wrong_in_any_mode_and_nobody_is_followed(scene, open_page, axe_source, live_server):
    eyes = Eyes(open_page, axe_source, live_server.url)
    cookies: dict[str, list[str]] = {}
    for screen in PUBLIC:
        eyes.look_at(screen.address(scene, "vi"), screen.status)
        if found := [one["name"] for one in (*eyes.page.context.cookies(), *eyes.plain.context.cookies())]:
            cookies[screen.name] = found
            eyes.page.context.clear_cookies()
            eyes.plain.context.clear_cookies()

    assert eyes.wrong == [], "\n\n".join(eyes.wrong)
    assert eyes.asked == {eyes.site}, "somebody else was asked"
    assert {name: found for name, found in cookies.items() if not OF_FORMS.match(name)} == {}


def test_without_scripts_one_searches_reads_chooses_and_practises(demo, open_page):
    page = open_page(PHONE, java_script_enabled=False, has_touch=True, is_mobile=True)
    page.goto("/")
    page.fill("main [name=q]", "giay khai sinh")
    page.press("main [name=q]", "Enter")
    page.wait_for_url("**/tim-kiem/?q=giay+khai+sinh")
    page.locator("main ol a").first.click()
    page.wait_for_load_state()
    assert "khai sinh" in page.inner_text("h1").casefold()

    page.goto("/")
    page.locator(".ui-menu summary").click()
    page.locator(".ui-menu a", has_text="Hướng dẫn").click()
    page.wait_for_url("**/huong-dan/")
    page.locator(f"main a[href='{GUIDE}']").first.click()
    page.wait_for_url(f"**{GUIDE}")
    assert page.locator("[data-share]").is_hidden()
    assert page.locator("main input[type=checkbox]").first.is_visible()

    page.goto("/hoi-chon/giay-to-khai-sinh/")
    while page.locator(".guides-choices a").count():
        page.locator(".guides-choices a").last.click()
        page.wait_for_load_state()
    assert page.locator("#da-chon").is_visible()
    assert page.locator("#official").get_attribute("href").startswith("https://")

    page.goto("/mo-phong/")
    page.locator("main a[href^='/mo-phong/']").first.click()
    page.wait_for_load_state()
    page.locator("main a[href$='/phieu/']").first.click()
    page.wait_for_url("**/phieu/")
    assert page.locator(".practice-sheet__step").count() > 2
    assert page.context.cookies() == []


FOCUSED = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const r = e.getBoundingClientRect(), s = getComputedStyle(e);
  const x = Math.min(Math.max(r.left + Math.min(r.width / 2, 8), 0), innerWidth - 1);
  const y = Math.min(Math.max(r.top + r.height / 2, 0), innerHeight - 1);
  const above = document.elementFromPoint(x, y);
  const around = e.closest('label, .ui-search') || e;
  const ringed = (c) => (c.outlineStyle !== 'none' && parseFloat(c.outlineWidth) >= 2) || c.boxShadow !== 'none';
  const ring = [e, around].some((one) => ringed(getComputedStyle(one)));
  return {what: `${e.tagName} ${(e.textContent || e.name || '').trim().slice(0, 40)}`, ring,
    covered: !(above && (e.contains(above) || above.contains(e))), inside: r.bottom > 0 && r.top < innerHeight,
    href: e.getAttribute('href'), name: e.getAttribute('name')};
}"""


def stops(page: object, most: int = 60) -> Iterator[dict[str, object]]:
    """Where Tab leads, one stop after the other; each is seen, has a ring, and nothing lies on it."""
    for _press in range(most):
        page.keyboard.press("Tab")
        seen = page.evaluate(FOCUSED)
        if seen is None:
            return
        assert seen["ring"], f"{page.url}: no ring around {seen}"
        assert seen["inside"], f"{page.url}: out of sight: {seen}"
        assert not seen["covered"], f"{page.url}: covered: {seen}"
        yield seen


def test_by_keyboard_alone_one_comes_to_the_answer_with_few_colours_too(demo, open_page):
    for colours in ("none", "active"):
        walk_by_keyboard(open_page(DESK, forced_colors=colours, reduced_motion="reduce"))


def walk_by_keyboard(page: object) -> None:
    page.goto("/")
    first = next(stops(page))
    assert first["href"] == "#main"
    page.keyboard.press("Enter")
    next(stop for stop in stops(page) if stop["name"] == "q")
    page.keyboard.type("giay to khai sinh")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/**")
    next(stop for stop in stops(page) if stop["href"] == "/hoi-chon/giay-to-khai-sinh/")
    page.keyboard.press("Enter")
    page.wait_for_url("**/hoi-chon/giay-to-khai-sinh/")
    for _question in range(5):
        settle(page)
        if page.locator(".guides-choices a").count() == 0:
            break
        wanted = page.locator(".guides-choices a").first.get_attribute("href")
        next(stop for stop in stops(page) if stop["href"] == wanted)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{wanted}")
    assert page.locator("#da-chon").is_visible()


ONLY_ON_A_SCREEN = """() => [...document.querySelectorAll(
  '.ui-skip, .ui-footer p, .ui-footer a[href$="/du-lieu-mo/"], #phan-hoi, main button > span')]
  .map((e) => e.textContent.trim()).filter((words) => words.length > 9)"""


def on_paper(page: object) -> tuple[str, int]:
    """What the printed page says, and its sheets."""
    sheets = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True))).pages
    return " ".join(" ".join(sheet.extract_text() for sheet in sheets).split()), len(sheets)


def test_on_paper_and_by_a_link_that_was_passed_on_one_has_the_same_answer(demo, open_page):
    look_at_paper(open_page(DESK))
    pass_on(open_page(DESK), open_page(PHONE, java_script_enabled=False))


def look_at_paper(page: object) -> None:
    """The text with the addresses of its links, and nothing to press."""
    for address in (GUIDE, ANSWER, "/dich-vu/", "/mo-phong/nop-ho-so-va-nop-phi/phieu/"):
        page.goto(address)
        settle(page)
        text, sheets = on_paper(page)
        packed = text.replace(" ", "").casefold()
        assert page.inner_text("h1").replace(" ", "").casefold() in packed, address
        for words in page.evaluate(ONLY_ON_A_SCREEN):
            assert words.replace(" ", "").casefold() not in packed, f"{address}: {words}"
        for link in page.locator("main a[href^=http]:not(.ui-button)").all():
            if not link.locator("xpath=ancestor-or-self::*[contains(@class, 'ui-no-print')]").count():
                assert link.get_attribute("href").replace(" ", "").casefold() in packed, address
        assert sheets <= 8, address
    page.goto(GUIDE)
    assert "dichvucong.gov.vn" in on_paper(page)[0], "the official page, which is a button on the screen"


def pass_on(sender: object, receiver: object) -> None:
    for prefix in ("", "/en"):
        sender.goto(prefix + ANSWER)
        answer = [sender.inner_text("h1"), sender.inner_text("main .guides-answers")]
        for tail in ("", "?fbclid=abc&utm_source=zalo", "#da-chon"):
            receiver.goto(prefix + ANSWER + tail)
            assert [receiver.inner_text("h1"), receiver.inner_text("main .guides-answers")] == answer
            canonical = receiver.locator("link[rel=canonical]").get_attribute("href")
            assert urlsplit(canonical).path == prefix + ANSWER
    assert sender.context.cookies() == receiver.context.cookies() == []

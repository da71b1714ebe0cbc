"""Every screen of ours, on a phone and at a desk, in both languages: axe finds nothing, and the gates hold.

One scene, many screens: what is wrong is collected, and told all at once.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlparse

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from django.urls import resolve
from django.utils import timezone, translation

from lms.settings.places import BASE_DIR
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.screens import (
    GROUPS,
    NOT_SCREENS,
    ON_THE_WAY,
    PAGE,
    PAGES_NOT_SCREENS,
    REFUSALS,
    Screen,
    our_addresses,
    page_names,
)
from tests.support.scene import PASSWORD, TOTP_SECRET, Scene, set_scene

VISITED = {screen.name for screens in GROUPS.values() for screen in screens}


def test_no_screen_is_forgotten() -> None:
    """A new address is walked, or its reason not to be stands in the list; a reason nobody needs is taken out."""
    urls = {name for name in VISITED if not name.startswith((PAGE, "wagtail"))}
    assert our_addresses() - urls - ON_THE_WAY - NOT_SCREENS.keys() == set(), "walk it in journeys/screens.py"
    assert (urls | ON_THE_WAY | NOT_SCREENS.keys()) - our_addresses() == set(), "no such address any more"
    pages = {name.removeprefix(PAGE) for name in VISITED if name.startswith(PAGE)}
    assert pages | PAGES_NOT_SCREENS.keys() == page_names()
    assert {path.name for path in BASE_DIR.glob("lms/templates/*.html")} == REFUSALS


def name_of(page: object) -> str:
    """The URL name of the page that is open."""
    path = urlparse(page.url).path
    with translation.override("en" if path.startswith("/en/") else "vi"):
        return resolve(path).view_name


class Walk:
    """Opens screens as whoever may, and keeps what was wrong with them."""

    def __init__(
        self,
        open_page: Callable[..., object],
        scene: Scene,
        *,
        site_url: str,
        axe: object,
        gates: object,
        take: object,
    ) -> None:
        self.open_page, self.scene, self.site_url = open_page, scene, site_url
        self.axe, self.gates, self.take = axe, gates, take
        self.pages: dict[str, object] = {}
        self.wrong: list[str] = []
        self.looks = 0

    def visit(self, screen: Screen) -> None:
        """In Vietnamese and, outside the editors' admin, in English."""
        address = screen.address(self.scene, "vi")
        with self.noting(screen.name):
            self._open(screen, address, "vi")
        if not address.startswith("/quan-tri/"):
            with self.noting(screen.name):
                self._open(screen, screen.address(self.scene, "en"), "en")

    def _open(self, screen: Screen, address: str, language: str) -> None:
        cache.clear()  # nobody waits a minute because the walk is fast
        page = self.page_of(screen.who)
        page.set_viewport_size(PHONE)
        answer = page.goto(address)
        if name_of(page) == "account_reauthenticate" != screen.name:
            page.fill("[name=password]", PASSWORD)
            page.click("main form:has([name=password]) button[type=submit]")
            page.wait_for_url(f"**{address}")
            answer = page.goto(address)
        assert answer.status == screen.status, f"{address} answered {answer.status}"
        expected = "wagtail_serve" if screen.name.startswith(PAGE) else screen.name
        assert name_of(page) == expected, f"{address} led to {page.url}"
        self.look(page, language=language, within=screen.within, screen=screen if language == "vi" else None)

    def look(
        self, page: object, *, language: str = "vi", within: str = "html", screen: Screen | None = None
    ) -> None:
        """At the page that is open, in both sizes."""
        assert page.locator("html").get_attribute("lang") == language, page.url
        at_rest = "/quan-tri/" not in page.url  # Wagtail goes on building its frame when the page is there
        for size in (PHONE, DESK):
            page.set_viewport_size(size)
            self.looks += 1
            if screen and size["width"] in screen.pictures:
                self.take(page, f"{screen.picture}-{size['width']}")
            with self.noting(page.url):
                self.axe(page, within=within, at_rest=at_rest)
            if within == "html":
                with self.noting(page.url):
                    self.gates(page, at_rest=at_rest)

    @contextmanager
    def noting(self, where: str) -> Iterator[None]:
        try:
            yield
        except AssertionError as error:
            self.wrong.append(f"{where}: {error}")

    def page_of(self, who: str) -> object:
        """The browser profile of somebody, signed in once."""
        if who not in self.pages:
            self.pages[who] = page = self.open_page(PHONE)
            if who:
                self._sign_in(page, who)
        return self.pages[who]

    def _sign_in(self, page: object, who: str) -> None:
        person = self.scene.people[who]
        if not person.has_usable_password():
            client = Client()
            client.force_login(person)
            page.context.add_cookies(
                [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self.site_url}]
            )
            return
        page.goto("/dang-nhap/")
        page.fill("[name=login]", person.email)
        page.fill("[name=password]", PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_url(lambda url: not url.endswith("/dang-nhap/"))
        if "/buoc-hai/" in page.url:
            with self.noting("mfa_authenticate"):
                self.look(page)
            code = format_hotp_value(hotp_value(TOTP_SECRET, next(iter(yield_hotp_counters_from_time()))))
            page.fill("[name=code]", code)
            page.click("form:has([name=code]) button[type=submit]")
            page.wait_for_url(lambda url: "/dang-nhap/" not in url)


@pytest.fixture
def scene(demo_copy: None) -> Scene:
    return set_scene(now=timezone.now())


@pytest.fixture
def make_walk(open_page, live_server, axe, gates, screen) -> Callable[[Scene], Walk]:
    return lambda scene: Walk(open_page, scene, site_url=live_server.url, axe=axe, gates=gates, take=screen)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("group", GROUPS)
def test_axe_finds_nothing_on_any_screen(group: str, scene: Scene, make_walk) -> None:
    walk = make_walk(scene)
    for screen in GROUPS[group]:
        walk.visit(screen)

    print(f"{group}: {len(GROUPS[group])} screens, {walk.looks} looks")
    assert walk.looks >= 2 * len(GROUPS[group])
    assert walk.wrong == [], "\n\n".join(walk.wrong)


@pytest.mark.django_db(transaction=True)
def test_axe_finds_nothing_on_the_pages_of_refusal(site, learner, sign_in, make_walk, monkeypatch) -> None:
    walk = make_walk(None)
    stranger = walk.page_of("")
    for template, address in (("404.html", "/khong-co/"), ("404.html", "/en/khong-co/")):
        assert stranger.goto(address).status == 404, template
        walk.look(stranger, language="en" if address.startswith("/en/") else "vi")

    sign_in(stranger, learner)
    assert stranger.goto("/quan-tri/").status == 403
    walk.look(stranger)
    stranger.context.clear_cookies()

    for number in range(12):
        answer = stranger.goto(f"/xac-minh/?ma=AAAAAAAAAAAAAAAA{number:02}")
    assert answer.status == 429
    walk.look(stranger)

    stranger.goto("/dang-nhap/")
    stranger.context.clear_cookies()
    with stranger.expect_navigation() as refused:
        stranger.evaluate("document.querySelector('main form').submit()")
    assert refused.value.status == 403
    walk.look(stranger)

    monkeypatch.setattr("lms.views.answer", None)
    assert stranger.goto("/tim-kiem/?q=ho+so").status == 500
    walk.look(stranger)

    assert walk.wrong == [], "\n\n".join(walk.wrong)

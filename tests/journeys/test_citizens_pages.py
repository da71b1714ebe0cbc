"""A citizen on a phone finds out which papers are needed, and what a hard word means."""

import re

import pytest

from guides.models import GuidePage
from tests.journeys.conftest import DESK, PHONE
from tests.support.browser import LENGTH

pytestmark = pytest.mark.django_db(transaction=True)
GUIDE = "/huong-dan/nop-ho-so-truc-tuyen/"
SIGNING_IN = "/huong-dan/dang-nhap-cong-dich-vu-cong-quoc-gia-bang-vneid/"


@pytest.fixture
def demo(demo_copy: None) -> None:
    """The demonstration as it is shipped."""


def test_three_taps_lead_to_a_list_of_papers_that_can_be_passed_on(demo, page_360, open_page, axe, gates):
    page = page_360
    page.goto("/hoi-chon/")
    for words, address in (
        ("Đăng ký khai sinh: tôi cần giấy tờ gì?", "/giay-to-khai-sinh/"),
        ("Ở nhà hoặc nơi khác, không có giấy chứng sinh", "-khong-co-giay-chung-sinh/"),
        ("Có", "/co/"),
        ("Đã đăng ký kết hôn", "/da-dang-ky-ket-hon/"),
    ):
        page.get_by_role("main").get_by_role("link", name=words, exact=True).click()
        page.wait_for_url(f"**{address}")
    assert "Văn bản của người làm chứng" in page.inner_text("main")
    axe(page)
    gates(page)

    page.check("main input[type=checkbox] >> nth=0")
    assert page.get_by_text("Đã chuẩn bị 1/3").is_visible()

    other = open_page(PHONE, java_script_enabled=False)
    other.goto(page.url)
    assert other.inner_text("h1") == page.inner_text("h1")
    other.click(".guides-change >> nth=1")
    other.wait_for_url("**-khong-co-giay-chung-sinh/")
    assert "người làm chứng" in other.inner_text("h1")
    assert page.context.cookies() == other.context.cookies() == []


def test_a_hard_word_is_explained_on_tap_by_keyboard_and_without_scripts(demo, page_360, open_page, axe):
    page = page_360
    page.goto(GUIDE)
    term = page.locator("a.guides-term").first
    words = term.inner_text()
    term.click()
    card = page.locator(".guides-card")
    assert card.is_visible()
    assert card.inner_text().casefold().startswith(words.casefold())
    assert page.url.endswith(GUIDE), "the reader stays where they were"
    axe(page)
    page.keyboard.press("Escape")
    assert not card.is_visible()
    term.focus()
    page.keyboard.press("Enter")
    assert card.is_visible()
    card.locator("button").click()
    assert not card.is_visible()
    assert page.evaluate("document.activeElement.className") == "guides-term"

    plain = open_page(PHONE, java_script_enabled=False)
    plain.goto(GUIDE)
    link = plain.locator("a.guides-term").first
    target = link.get_attribute("href")
    link.click()
    assert plain.url.endswith(target)
    assert plain.locator(f"dt{target}").is_visible()
    assert re.fullmatch(r"#tn-[a-z0-9-]+", target)


def test_what_is_looked_up_is_folded_on_a_phone_only(demo, page_360, open_page, axe):
    page = page_360
    page.goto(GUIDE)
    remedy = "Đặt giấy trên nền tối"
    assert not page.get_by_text(remedy).is_visible()
    axe(page)
    page.get_by_role("heading", name="Hay sai ở đâu?").click()
    assert page.get_by_text(remedy).is_visible()
    page.goto(f"{GUIDE}#{page.get_by_role('heading', name='Hay sai ở đâu?').get_attribute('id')}")
    page.reload()
    assert page.get_by_text(remedy).is_visible(), "whoever was sent there sees it"

    for size, options in ((DESK, {}), (PHONE, {"java_script_enabled": False})):
        other = open_page(size, **options)
        other.goto(GUIDE)
        assert other.get_by_text(remedy).is_visible()


def test_every_guide_is_short_on_a_phone(demo, page_360):
    page = page_360
    page.set_viewport_size({"width": 360, "height": 640})
    addresses = [guide.get_url() for guide in GuidePage.objects.live()]
    assert len(addresses) >= 5

    screens = {}
    for address in addresses:
        page.goto(address)
        screens[address] = page.evaluate(LENGTH)["screens"]

    too_long = {address: count for address, count in screens.items() if count > 4.6}
    assert not too_long, "the budget of a text guide (experience §5.3)"


def test_a_step_that_only_some_need_is_found_by_its_address(demo, page_360, axe):
    page = page_360
    page.goto(SIGNING_IN)
    first = page.get_by_text("nơi nào cũng được, không cần về quê")
    assert not first.is_visible()
    axe(page)
    title = page.get_by_role("heading", name="Nếu bạn chưa có tài khoản")
    title.click()
    assert first.is_visible()

    page.goto(f"{SIGNING_IN}#{title.get_attribute('id')}-1")
    page.reload()
    assert first.is_visible(), "whoever was sent to this step sees it"

"""A member of a community digital team prints a handout, counts whom she helped, and finds the place next door."""

import json
from datetime import date

import pytest
from playwright.sync_api import expect

from guides.models import DirectoryPage, VideoPage
from guides.services.drafts import publish_below
from people.models import Organisation
from tests.journeys.conftest import PHONE
from tests.support.media import make_media

pytestmark = pytest.mark.django_db(transaction=True)
GUIDE, COUNTING = "/huong-dan/nop-ho-so-truc-tuyen/", "/to-cong-nghe-so/"


@pytest.fixture
def demo(demo_copy: None) -> None:
    """The demonstration as it is shipped."""


def test_a_day_is_counted_on_the_phone_and_nowhere_else(demo, page_360, axe, gates):
    page = page_360
    page.goto(GUIDE)
    page.click("summary:has-text('Cho tổ công nghệ số')")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tờ rơi để sửa thêm (Word)").click()
    assert download.value.suggested_filename == "to-roi-nop-ho-so-truc-tuyen.docx"
    page.get_by_role("link", name="Đếm buổi hướng dẫn").click()
    page.wait_for_url(f"**{COUNTING}")
    page.wait_for_selector("[data-save-page]:not([hidden])")
    axe(page)
    gates(page)

    sent = []
    page.on("request", lambda request: sent.append(request.url))
    page.get_by_role("button", name="Thêm một: Buổi hướng dẫn đã tổ chức").click()
    for _person in range(3):
        page.get_by_role("button", name="Thêm một: Nộp hồ sơ trực tuyến").click()
    page.get_by_role("button", name="Bớt một: Nộp hồ sơ trực tuyến").click()
    assert page.inner_text("[data-total]") == "Số buổi: 1. Số lượt người được giúp: 2."
    assert sent == [], "nothing leaves the device"
    kept = page.evaluate("localStorage.getItem('guides:helpers')")
    assert list(json.loads(kept).values()) == [{"sessions": 1, "huong-dan/nop-ho-so-truc-tuyen": 2}]
    told = page.get_attribute("#chep", "data-copy")
    assert "– Nộp hồ sơ trực tuyến: 2" in told
    assert page.context.cookies() == []


def test_the_counting_page_opens_without_a_line(demo, page_360):
    page = page_360
    page.goto(COUNTING)
    page.click("[data-save]")
    expect(page.locator("[data-save-told]")).to_contain_text("Đã lưu ngày", timeout=30_000)
    page.get_by_role("button", name="Thêm một: Nộp hồ sơ trực tuyến").click()
    page.context.set_offline(True)
    page.reload()
    assert page.inner_text("h1") == "Sổ đếm của tổ công nghệ số cộng đồng"
    page.wait_for_selector("[data-total]:not([hidden])")
    page.get_by_role("button", name="Thêm một: Nộp hồ sơ trực tuyến").click()
    assert page.inner_text("[data-total]").endswith("được giúp: 2.")
    page.context.set_offline(False)


def test_without_scripts_the_sheet_is_there_to_be_printed(demo, open_page, axe):
    page = open_page(PHONE, java_script_enabled=False)
    page.goto(COUNTING)
    assert "đánh dấu bằng bút" in page.inner_text("noscript >> nth=-1")
    assert page.locator("[data-row]").count() > 10
    assert page.locator("[data-more]:visible").count() == 0


def test_the_front_page_leads_to_the_place_next_door(demo, page_360, page_1280, axe, gates):
    for page in (page_1280, page_360):
        page.goto("/")
        for words in ("Dịch vụ công", "Tập làm", "Làm từng bước", "Địa phương"):
            assert page.get_by_role("main").get_by_role("link", name=words, exact=True).count() == 1, words
        axe(page)
        gates(page)
    page.get_by_role("main").get_by_role("link", name="Địa phương", exact=True).click()
    page.wait_for_url("**/dia-phuong/")
    axe(page)
    gates(page)
    page.get_by_role("link", name="Phú Thọ: nơi giúp bạn làm dịch vụ công").click()
    page.wait_for_url("**/dia-phuong/phu-tho/")
    assert page.locator('a[href="tel:02100000001"]').is_visible()
    assert page.locator("details").get_by_text("Tập huấn tổ công nghệ").is_visible() is False
    page.get_by_text("1 sự kiện đã qua").click()
    assert page.locator("details").get_by_text("Tập huấn tổ công nghệ").is_visible()
    axe(page)
    gates(page)


def test_a_guide_sends_its_reader_to_the_exercise_and_back(demo, page_360, axe):
    page = page_360
    page.goto(GUIDE)
    page.locator(".guides-exercise a").click()
    page.wait_for_url("**/mo-phong/nop-ho-so-va-nop-phi/")
    page.get_by_role("link", name="Nộp hồ sơ trực tuyến", exact=True).click()
    page.wait_for_url(f"**{GUIDE}")
    axe(page)


def test_a_film_is_read_without_scripts_or_a_player(demo, open_page, page_360, axe, gates):
    film = VideoPage(
        title="Phim: nộp hồ sơ trong ba phút",
        slug="phim-nop-ho-so",
        summary="Chị Hoa nộp hồ sơ lần đầu.",
        length="3:20",
        last_reviewed=date(2026, 11, 23),
        review_by=date(2027, 5, 23),
        media=make_media(Organisation.objects.get(code="BKHCN"), transcript="Chị chép lại mã hồ sơ."),
    )
    publish_below(parent=DirectoryPage.objects.get(slug="giai-thich"), page=film, by=None)
    address = "/giai-thich/phim-nop-ho-so/"
    page_360.goto(address)
    assert page_360.locator("video").get_attribute("preload") == "none"
    axe(page_360)
    gates(page_360)
    plain = open_page(PHONE, java_script_enabled=False)
    plain.goto(address)
    assert plain.get_by_text("Chị chép lại mã hồ sơ.").is_visible()

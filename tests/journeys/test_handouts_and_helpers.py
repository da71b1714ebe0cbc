"""A member of a community digital team prints a handout, counts whom she helped, and finds the place next door."""

import json

import pytest
from django.utils import timezone

from lms.demo.loading import load_demo
from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)
GUIDE, COUNTING = "/huong-dan/nop-ho-so-truc-tuyen/", "/to-cong-nghe-so/"


@pytest.fixture
def demo(site: object) -> None:
    load_demo(now=timezone.now())


def test_a_day_is_counted_on_the_phone_and_nowhere_else(demo, page_360, axe, gates):
    page = page_360
    page.goto(GUIDE)
    with page.expect_download() as download:
        page.get_by_role("link", name="Tờ rơi để sửa thêm (Word)").click()
    assert download.value.suggested_filename == "to-roi-nop-ho-so-truc-tuyen.docx"
    page.get_by_role("link", name="Đếm buổi hướng dẫn").click()
    page.wait_for_url(f"**{COUNTING}")
    page.wait_for_selector("[data-offline]:not([hidden])")
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
    page.wait_for_selector("[data-offline]:not([hidden])")
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

"""A ministry editor's day: a guide from Word and one from scratch, the gate, a second pair of eyes, half a year later."""

import os
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from playwright.sync_api import TimeoutError, expect

from guides.models import GuidePage, Topic
from guides.planning import next_review
from tests.journeys.conftest import DESK, PHONE, settle
from tests.journeys.hand import Hand
from tests.support.guide_forms import word_guide

pytestmark = pytest.mark.django_db(transaction=True)
MOST = 15


@pytest.fixture
def topic(site):
    return Topic.objects.create(code="thanh-toan", name="Nộp phí, lệ phí", position=1)


@pytest.fixture
def look(axe):
    def at(page, name, within):
        for size in (PHONE, DESK):
            page.set_viewport_size(size)
            axe(page, within=within)
            assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, name
            if folder := os.environ.get("LMS_JOURNEY_PICTURES"):
                page.screenshot(path=f"{folder}/{name}-{size['width']}.png", full_page=True)

    return at


def ready(page):
    """Wagtail's buttons listen only when its scripts have run."""
    settle(page)
    page.wait_for_load_state("networkidle")


def hand_in(page, hand):
    ready(page)
    hand.click("footer [data-w-dropdown-target=toggle] >> nth=0")
    with page.expect_response(lambda answer: answer.request.is_navigation_request()):
        hand.click("[name=action-submit]")
    ready(page)


def send_back(page, guide, reason):
    for _try in range(4):  # a press that came before Wagtail's scripts is made again
        page.goto(reverse("wagtailadmin_pages:edit", args=[guide.pk]))
        ready(page)
        page.locator("footer [data-w-dropdown-target=toggle]").first.click()
        page.get_by_role("button", name="Trả lại kèm lý do").click()
        try:
            page.locator("[name=comment]").wait_for(timeout=5000)
        except TimeoutError:
            continue
        break
    page.locator("[name=comment]").fill(reason)
    page.locator(".modal-content [type=submit]").click()
    wait_until(page, lambda: state_of(guide) == "needs_changes")


def approve(page, guide):
    page.goto(reverse("wagtailadmin_pages:edit", args=[guide.pk]))
    ready(page)
    page.locator("footer [data-w-dropdown-target=toggle]").first.click()
    page.locator("[data-workflow-action-name=approve]").first.click()
    wait_until(page, lambda: GuidePage.objects.get(pk=guide.pk).live)


def state_of(guide):
    state = GuidePage.objects.get(pk=guide.pk).current_workflow_state
    return state.status if state else ""


def wait_until(page, holds):
    for _try in range(100):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it did not happen")


def test_from_word_stopped_sent_back_approved_and_overdue_half_a_year_later(
    topic, editor, second, open_page, sign_in, look, axe, tmp_path, time_machine
):
    path = tmp_path / "nop-phi.docx"
    path.write_bytes(word_guide(with_picture=True))
    author, reader = open_page(DESK), open_page(DESK)
    sign_in(author, editor)
    author.goto("/quan-tri/")
    look(author, "editors-day", ".guide-desk__doors")

    hand = Hand(author)
    hand.click(".guide-desk__doors a:has-text('Hướng dẫn từ Word')")
    look(author, "guide-from-word", ".guide-desk")
    hand.choose_file("[name=file]", str(path))
    hand.click(".guide-desk button[type=submit]")
    expect(author.locator(".guide-desk")).to_contain_text("Chưa ghi gì")
    look(author, "guide-from-word-check", ".guide-desk")
    hand.select("[name=topic]", "Nộp phí, lệ phí")
    hand.click("button:has-text('Tạo bản nháp')")
    guide = GuidePage.objects.get()
    assert not guide.live

    hand_in(author, hand)
    told = author.locator(".messages .error, .messages [class*=error]").first
    expect(told).to_contain_text("Hình này chưa có mô tả")
    assert state_of(guide) == ""
    author.locator(told.get_by_role("link", name="Khối 3").get_attribute("href")).wait_for(state="attached")
    hand.fill("[name$='-value-alt']", "Màn hình đăng nhập của cổng")
    hand_in(author, hand)
    wait_until(author, lambda: state_of(guide) == "in_progress")
    print(f"\na guide from Word, stopped once, handed in: {hand.done} actions (at most {MOST})")
    assert hand.done <= MOST

    sign_in(reader, second)
    reader.goto("/quan-tri/")
    expect(reader.locator(".guide-desk__doors")).to_contain_text("1 hướng dẫn")
    send_back(reader, guide, "Ghi rõ lệ phí theo lần nộp.")
    author.goto(reverse("wagtailadmin_pages:edit", args=[guide.pk]))
    expect(author.locator("body")).to_contain_text("Ghi rõ lệ phí theo lần nộp.")
    author.fill("[name=fee]", "Không thu thêm cho mỗi lần nộp")
    hand_in(author, Hand(author))
    wait_until(author, lambda: state_of(guide) == "in_progress")
    assert not GuidePage.objects.get(pk=guide.pk).live
    approve(reader, guide)

    citizen = open_page(PHONE, java_script_enabled=True)
    citizen.goto(GuidePage.objects.get().get_url_parts()[2])
    expect(citizen.locator("main")).to_contain_text("Không thu thêm cho mỗi lần nộp")
    expect(citizen.get_by_alt_text("Màn hình đăng nhập của cổng")).to_have_count(1)
    assert citizen.context.cookies() == []
    axe(citizen)

    report = reverse("guides_reviews")
    reader.goto(report)
    expect(reader.locator("main")).to_contain_text("Không có gì quá hạn")
    time_machine.move_to(timezone.now() + (next_review(localdate()) - localdate()) + timedelta(days=3))
    later = open_page(DESK)
    sign_in(later, second)
    later.goto(report)
    expect(later.locator("main")).to_contain_text("Nộp phí trực tuyến")
    expect(later.locator("main")).to_contain_text("Quá hạn 3 ngày")


def test_from_scratch(topic, editor, second, open_page, sign_in):
    author, reader = open_page(DESK), open_page(DESK)
    sign_in(author, editor)
    author.goto("/quan-tri/")

    hand = Hand(author)
    hand.click(".guide-desk__doors a:has-text('Hướng dẫn mới')")
    ready(author)
    hand.fill("[name=title]", "Tra cứu hồ sơ")
    hand.fill("[name=summary]", "Xem hồ sơ của bạn đến đâu.")
    hand.click("[data-contentpath=topic] [data-chooser-action-choose] >> nth=0")
    hand.click(".modal-body a:has-text('Nộp phí, lệ phí')")
    hand.fill("[name=official_url]", "https://dichvucong.gov.vn/")
    step = "[data-contentpath=body] [data-contentpath=text] [contenteditable=true]"
    if not author.locator(step).is_visible():
        hand.click("[data-contentpath=body] section[id^=block-] [data-panel-toggle] >> nth=0")
    hand.write(step, "Mở cổng và nhập mã hồ sơ.")
    hand_in(author, hand)
    wait_until(
        author, lambda: GuidePage.objects.exists() and state_of(GuidePage.objects.get()) == "in_progress"
    )
    print(f"\na guide from scratch, handed in: {hand.done} actions (at most {MOST})")
    assert hand.done <= MOST

    guide = GuidePage.objects.get()
    assert (guide.last_reviewed, guide.review_by) == (localdate(), next_review(localdate()))
    sign_in(reader, second)
    approve(reader, guide)

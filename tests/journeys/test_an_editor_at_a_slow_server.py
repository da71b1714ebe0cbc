"""Wagtail saves by itself while a form is being sent; at a slow server both would be done."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from guides.models import GuideIndexPage, GuidePage, Topic
from tests.journeys.conftest import DESK
from tests.journeys.test_an_editors_day import ready, state_of, wait_until
from tests.support.guide_forms import guide_form

pytestmark = pytest.mark.django_db(transaction=True)
SLOW = 2_000  # milliseconds for each request: longer than Wagtail waits before it saves by itself


@pytest.fixture
def form_of_a_guide(site):
    topic = Topic.objects.create(code="thanh-toan", name="Nộp phí, lệ phí", position=1)
    address = reverse("wagtailadmin_pages:add", args=["guides", "guidepage", GuideIndexPage.objects.get().pk])
    return address, guide_form(topic=topic.pk)


def slow_down(page):
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": SLOW, "downloadThroughput": -1, "uploadThroughput": -1},
    )
    return session


def sendings_of(page):
    sendings = []
    page.on("request", lambda sent: sendings.append(sent) if is_sending(sent) else None)
    return sendings


def is_sending(sent):
    return sent.method == "POST" and ("/pages/add/" in sent.url or sent.url.endswith("/edit/"))


def open_actions(page):
    page.locator("footer [data-w-dropdown-target=toggle]").first.click()


def test_a_page_handed_in_while_it_saves_itself_stands_once(form_of_a_guide, editor, open_page, sign_in):
    address, _form = form_of_a_guide
    page = open_page(DESK)
    sign_in(page, editor)
    page.goto(address)
    ready(page)
    page.wait_for_timeout(2_500)  # from here Wagtail looks for changes
    page.locator("[data-contentpath=topic] [data-chooser-action-choose]").first.click()
    page.locator(".modal-body a:has-text('Nộp phí, lệ phí')").click()
    page.locator(".modal-body").wait_for(state="hidden")
    page.fill("[name=official_url]", "https://dichvucong.gov.vn/")
    page.fill("[name=summary]", "Xem hồ sơ của bạn đến đâu.")
    step = page.locator("[data-contentpath=body] [data-contentpath=text] [contenteditable=true]")
    if not step.is_visible():
        page.locator("[data-contentpath=body] section[id^=block-] [data-panel-toggle]").first.click()
    step.click()
    page.keyboard.type("Mở cổng và nhập mã hồ sơ.")
    page.wait_for_timeout(2_500)  # without a title Wagtail has saved nothing yet
    open_actions(page)
    line = slow_down(page)
    with page.expect_request(is_sending):
        page.fill("[name=title]", "Tra cứu hồ sơ")
    with page.expect_response(lambda answer: answer.request.is_navigation_request()):
        page.locator("[name=action-submit]").click()
    line.detach()
    expect(page.locator(".messages")).to_contain_text("gửi duyệt trang")
    assert state_of(GuidePage.objects.get()) == "in_progress"


def test_who_sends_a_text_back_saves_no_version_of_it(
    form_of_a_guide, editor, second, open_page, sign_in, client_for
):
    address, form = form_of_a_guide
    assert client_for(editor).post(address, {**form, "action-submit": "1"}).status_code == 302
    guide = GuidePage.objects.get()
    page = open_page(DESK)
    sign_in(page, second)
    page.goto(reverse("wagtailadmin_pages:edit", args=[guide.pk]))
    ready(page)
    page.wait_for_timeout(2_500)
    open_actions(page)
    page.get_by_role("button", name="Trả lại kèm lý do").click()
    page.locator("[name=comment]").fill("Ghi rõ lệ phí theo lần nộp.")
    sendings = sendings_of(page)
    line = slow_down(page)
    page.locator(".modal-content [type=submit]").click()
    wait_until(page, lambda: state_of(guide) == "needs_changes")
    line.detach()
    expect(page.locator(".messages")).to_contain_text("Đã cập nhật")
    assert len(sendings) == 1
    assert {revision.user for revision in guide.revisions.all()} == {editor}

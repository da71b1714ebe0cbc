"""A citizen without JavaScript says that a page is wrong; an editor reads it, mends the page and says so. News by letter."""

import re

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from guides.importing import read_guide
from guides.models import GuideIndexPage, Topic
from guides.services import publish_guide
from jobs.services import run_due_jobs
from listening.models import Feedback, PageDay, Subscription
from listening.services.alerts import promise_alerts
from listening.services.counting import write_waiting_counts
from lms.settings.places import BASE_DIR
from people.models import Role
from tests.journeys.conftest import DESK, PHONE
from tests.support.people import make_person

pytestmark = pytest.mark.django_db(transaction=True)
URL = "/huong-dan/nop-ho-so-truc-tuyen/"
BROWSER = "Mozilla/5.0 (Linux; Android 14; Mobile) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"


@pytest.fixture
def guide(site):
    files = (BASE_DIR / "lms/demo/data/guides").glob("*.md")
    source = next(text for path in files if "HD-02" in (text := path.read_text(encoding="utf-8")))
    draft = read_guide(source)
    Topic.objects.create(code=draft.topic, name="Nộp hồ sơ")
    index = GuideIndexPage.objects.get()
    index.hotline = "18001096"
    index.save_revision().publish()
    return publish_guide(index=index, draft=draft)


@pytest.fixture
def editor(organisation):
    return make_person("Hoàng Ngọc Mai", organisation=organisation, role=Role.MINISTRY_EDITOR)


def test_a_citizen_says_what_is_wrong_and_an_editor_hears_it(open_page, guide, editor, sign_in, axe, gates):
    phone = open_page(PHONE, java_script_enabled=False, user_agent=BROWSER)
    phone.goto(URL)
    phone.get_by_role("button", name="Báo sai").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Cảm ơn bạn")
    assert Feedback.objects.get().kind == "wrong", "one tap is recorded"
    phone.get_by_label("Chỗ nào sai hoặc đã thay đổi?").fill("Lệ phí đã đổi, gọi tôi 0912 345 678")
    phone.get_by_label("Bạn ở tỉnh, thành phố nào?").select_option(label="Phú Thọ")
    phone.get_by_role("button", name="Gửi góp ý").click()
    expect(phone.get_by_role("status")).to_contain_text("Đã ghi nhận")
    phone.get_by_role("link", name="Quay lại trang").click()
    assert phone.url.endswith(URL)
    assert phone.context.cookies() == []

    write_waiting_counts()
    assert PageDay.objects.get(path=URL).views >= 1, "once more, unless the browser shows its own copy"

    desk = open_page(DESK)
    sign_in(desk, editor)
    desk.goto("/quan-tri/lang-nghe/")
    axe(desk, within="main")
    desk.get_by_role("link", name=re.compile("Ý kiến người đọc")).click()
    expect(desk.get_by_role("cell", name=re.compile("Lệ phí đã đổi"))).to_contain_text("[số]")
    desk.get_by_role("link", name=guide.title).click()
    desk.get_by_label("Đã xử lý thế nào").fill("Đã sửa lệ phí ở bước 3.")
    desk.get_by_role("button", name="Đánh dấu đã xử lý").click()
    expect(desk.get_by_text("Chưa có gì.")).to_be_visible()
    assert Feedback.objects.get().handled_by == editor


def test_the_thanks_are_fit_for_a_phone_in_both_languages(open_page, guide, axe, gates):
    for prefix, wrong in (("", "Báo sai"), ("/en", "Report a mistake")):
        page = open_page(PHONE)
        page.goto(f"{prefix}{URL}")
        page.get_by_role("button", name=wrong).click()
        expect(page.locator("textarea")).to_be_visible()
        for size in (PHONE, DESK, {"width": 320, "height": 640}):
            page.set_viewport_size(size)
            axe(page)
            gates(page)


def test_news_of_a_topic_from_wish_to_goodbye(open_page, guide, axe, gates):
    page = open_page(PHONE, java_script_enabled=False)
    page.goto("/bang-tin/")
    page.get_by_label("Nộp hồ sơ").check()
    page.get_by_label("Địa chỉ thư điện tử của bạn").fill("lan@example.vn")
    page.get_by_role("button", name="Đăng ký nhận tin").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hãy xem hộp thư của bạn")
    run_due_jobs()
    page.goto(re.search(r"https?://[^/]+(/\S+)", mail.outbox[-1].body)[1])
    page.get_by_role("button", name="Đồng ý nhận tin").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bạn sẽ nhận tin")

    guide.save_revision().publish()
    promise_alerts(now=timezone.now())
    run_due_jobs()
    assert guide.title in mail.outbox[-1].body
    page.goto(re.search(r"https?://[^/]+(/bang-tin/thoi-nhan/\S+)", mail.outbox[-1].body)[1])
    page.get_by_role("button", name="Thôi gửi thư cho tôi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã thôi nhận thư")
    assert not Subscription.objects.exists()
    assert page.context.cookies() == []

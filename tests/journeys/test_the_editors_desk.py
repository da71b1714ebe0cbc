"""A ministry editor finds on the desk what waits; citizens are not sent to an official link that is dead."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from courses.models import LegalDocument
from guides.importing import read_guide
from guides.links import answer_of_status
from guides.models import GuideIndexPage, GuidePage, Topic
from guides.services import publish_guide
from guides.services.links import check_links, note_links
from lms.settings.places import BASE_DIR
from people.models import Role
from tests.journeys.conftest import DESK, PHONE, settle
from tests.support.people import make_person

pytestmark = pytest.mark.django_db(transaction=True)
URL = "/huong-dan/nop-ho-so-truc-tuyen/"
OLD = "61/2018/NĐ-CP"


@pytest.fixture
def guide(site) -> GuidePage:
    files = (BASE_DIR / "lms/demo/data/guides").glob("*.md")
    source = next(text for path in files if "HD-02" in (text := path.read_text(encoding="utf-8")))
    draft = read_guide(source)
    Topic.objects.create(code=draft.topic, name="Nộp hồ sơ")
    index = GuideIndexPage.objects.get()
    index.hotline, index.hotline_hours = "18001096", "7 giờ đến 21 giờ"
    index.save_revision().publish()
    guide = publish_guide(index=index, draft=draft)
    guide.sources = f"Nghị định {OLD}"
    guide.summary = "Căn cứ vào hồ sơ, công dân tiến hành thực hiện việc nộp trực tuyến."
    guide.review_by = timezone.localdate() - timedelta(days=3)
    guide.last_reviewed = guide.review_by - timedelta(days=180)
    guide.save_revision().publish()
    return guide


@pytest.fixture
def editor(organisation):
    return make_person("Hoàng Ngọc Mai", organisation=organisation, role=Role.MINISTRY_EDITOR)


@pytest.fixture
def three_bad_days(guide):
    now = timezone.now()
    for ago in (2, 1, 0):
        at = now - timedelta(days=ago)
        note_links(now=at)
        check_links(
            now=at,
            ask=lambda address: answer_of_status(404 if address == guide.official_url else 200),
            sleep=lambda _seconds: None,
        )
    document = LegalDocument(
        number=OLD, title="Cơ chế một cửa, một cửa liên thông", valid_to=timezone.localdate()
    )
    document.full_clean()
    document.save()


def test_an_editor_finds_what_waits_and_mends_it(
    open_page, guide, editor, three_bad_days, sign_in, axe, gates
):
    phone = open_page(PHONE, java_script_enabled=False)
    phone.goto(URL)
    expect(phone.get_by_text("Trang chính thức hiện không mở được")).to_be_visible()
    expect(phone.locator("#official")).to_have_count(0)

    desk = open_page(DESK)
    sign_in(desk, editor)
    desk.goto("/quan-tri/")
    desk.locator("#panel-editors-desk-content, .w-panel").get_by_role(
        "link", name="Liên kết hỏng"
    ).first.click()
    settle(desk)
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Việc của biên tập viên")
    for words in (guide.official_url, "không có trang này (404)", OLD, "Quá hạn 3 ngày"):
        expect(desk.locator("main").get_by_text(words).first).to_be_visible()
    axe(desk, within="main")
    desk.set_viewport_size(PHONE)
    axe(desk, within="main")
    desk.set_viewport_size(DESK)

    desk.locator("main").get_by_role("link", name=guide.title).first.click()
    settle(desk)
    expect(desk.get_by_text(re.compile("nên viết"))).not_to_have_count(0)
    expect(desk.locator(".guides-reading q").first).to_contain_text("Căn cứ vào hồ sơ")


def test_the_notice_is_fit_for_a_phone_in_both_languages(open_page, guide, three_bad_days, axe, gates):
    for prefix in ("", "/en"):
        page = open_page(PHONE)
        page.goto(f"{prefix}{URL}")
        for size in (PHONE, DESK, {"width": 320, "height": 640}):
            page.set_viewport_size(size)
            axe(page)
            gates(page)

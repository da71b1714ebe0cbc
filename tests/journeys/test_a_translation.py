"""An instructor translates a lesson beside its Vietnamese, a reviewer publishes it, a learner reads it on a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from content.models import PageTranslation
from courses.models import LessonPage
from courses.services.authoring import add_lesson, create_course, publish_course, publish_lesson
from courses.services.enrolment import enrol_learner
from tests.journeys.conftest import DESK, PHONE
from tests.support.people import make_person

pytestmark = pytest.mark.django_db(transaction=True)
BODY = [
    {
        "type": "text",
        "value": '<h2>Vì sao</h2><p>Chữ ký số <b>thay</b> con dấu, xem <a href="https://neac.gov.vn">NEAC</a>.</p>'
        "<ul><li>Nhanh</li><li>Chắc chắn</li></ul>",
    },
    {"type": "callout", "value": {"tone": "warn", "title": "Lưu ý", "text": "<p>Giữ thiết bị.</p>"}},
]


@pytest.fixture
def course(site, organisation, instructor, now):
    course = create_course(code="KS-01", title="Ký số", organisation=organisation, now=now, by=instructor)
    lesson = add_lesson(course=course, title="Vì sao cần ký số", body=BODY, by=instructor)
    publish_lesson(lesson=lesson, now=now, by=instructor)
    return publish_course(course=course, now=now)


def fields(page):
    """What is typed into: rich passages as they look, plain ones as text."""
    return page.locator(".content-translation__rich, .content-translation textarea:visible")


def test_both_languages_side_by_side(
    course, organisation, instructor, learner, open_page, sign_in, axe, gates, now
):
    reviewer = make_person("Vũ Quốc Khánh", organisation=organisation, role="reviewer")
    author = open_page(DESK)
    sign_in(author, instructor)
    author.goto(reverse("content_translations"))
    axe(author, within="main")
    author.get_by_role("link", name="Vì sao cần ký số").click()
    expect(fields(author)).to_have_count(5)
    axe(author, within=".content-translation")
    fields(author).nth(0).fill("Why")
    author.get_by_role("button", name="Chép bản tiếng Việt").nth(1).click()
    rich = fields(author).nth(1)
    expect(rich.locator("b")).to_have_text("thay")
    rich.evaluate(
        "e => { e.querySelector('b').textContent = 'replaces'; e.dispatchEvent(new Event('input', {bubbles: true})); }"
    )
    author.get_by_role("button", name="Chép bản tiếng Việt").nth(2).click()
    fields(author).nth(3).fill("Mind")
    fields(author).nth(4).fill("Keep the device.")
    expect(author.get_by_role("button", name="Xuất bản bản tiếng Anh")).to_have_count(0)
    author.get_by_role("button", name="Lưu bản nháp").click()
    expect(author.locator(".messages")).to_contain_text("Đã lưu")
    kept = PageTranslation.objects.get().words
    assert kept["<h2>Vì sao</h2>"] == "<h2>Why</h2>"
    assert 'href="https://neac.gov.vn"' in next(text for text in kept.values() if "replaces" in text)
    author.set_viewport_size(PHONE)
    axe(author, within=".content-translation")
    assert author.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

    reader = open_page(DESK)
    sign_in(reader, reviewer)
    reader.goto(reverse("content_translation", args=[LessonPage.objects.get().pk]))
    reader.get_by_role("button", name="Xuất bản bản tiếng Anh").click()
    expect(reader.locator(".messages")).to_contain_text("Đã xuất bản")

    enrol_learner(course=course, learner=learner, now=now)
    phone = open_page(PHONE)
    sign_in(phone, learner)
    phone.goto(f"/en/hoc/{course.slug}/1/")
    expect(phone.locator("article.courses-text")).to_contain_text("Keep the device.")
    assert phone.locator("article.courses-text").get_attribute("lang") == "en"
    assert "in Vietnamese" not in phone.inner_text("main")
    axe(phone)
    gates(phone)

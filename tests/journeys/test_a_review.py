"""An instructor is stopped by a missing description, a reviewer sends the lesson back once and then approves it."""

import os

import pytest
from django.core.files.images import ImageFile
from django.urls import reverse
from playwright.sync_api import TimeoutError, expect

from content.models import ContentImage
from content.services.shelves import collection_of
from courses.models import LessonPage
from courses.services.authoring import add_lesson, create_course, publish_course
from courses.services.enrolment import enrol_learner
from tests.support.media import make_document, make_media
from tests.support.people import make_organisation, make_person
from tests.support.pictures import png

pytestmark = pytest.mark.django_db(transaction=True)


def picture_of(page, name):
    """A picture of the screen for whoever builds it (LMS_JOURNEY_PICTURES=folder)."""
    if folder := os.environ.get("LMS_JOURNEY_PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.fixture
def course(site, organisation, instructor, now):
    image = ContentImage(title="Màn hình", collection=collection_of(organisation=organisation))
    image.file = ImageFile(png(320, 200), name="a.png")
    image.save()
    course = create_course(code="KS-01", title="Ký số", organisation=organisation, now=now, by=instructor)
    body = [
        {"type": "text", "value": "<h2>Vì sao</h2><p>Chữ ký số thay con dấu.</p>"},
        {"type": "image", "value": {"image": image.pk, "alt": "", "caption": "Màn hình ký"}},
    ]
    add_lesson(course=course, title="Vì sao cần ký số", body=body, by=instructor)
    return publish_course(course=course, now=now)


def edit(page):
    page.goto(reverse("wagtailadmin_pages:edit", args=[LessonPage.objects.get().pk]))
    page.wait_for_load_state("networkidle")  # Wagtail's buttons listen only when its scripts have run


def ask_why(page):
    """Open the dialog in which a reviewer says why; a press that came before the scripts is made again."""
    for _try in range(4):
        edit(page)
        page.locator("footer [data-w-dropdown-target=toggle]").first.click()
        page.get_by_role("button", name="Trả lại kèm lý do").click()
        try:
            page.locator("[name=comment]").wait_for(timeout=5000)
        except TimeoutError:
            continue
        return


def submit(page):
    page.locator("footer [data-w-dropdown-target=toggle]").first.click()
    with page.expect_response(lambda answer: answer.request.is_navigation_request()):
        page.locator("[name=action-submit]").click()
    page.wait_for_load_state()


def test_stopped_sent_back_approved(course, organisation, instructor, open_page, sign_in):
    desk = {"width": 1280, "height": 900}
    author, reader, stranger = open_page(desk), open_page(desk), open_page(desk)
    reviewer = make_person("Vũ Quốc Khánh", organisation=organisation, role="reviewer")
    other = make_organisation("SKHCN", "Sở Khoa học và Công nghệ")

    sign_in(author, instructor)
    edit(author)
    submit(author)
    told = author.locator(".messages .error, .messages [class*=error]").first
    expect(told).to_contain_text("Hình này chưa có mô tả")
    picture_of(author, "a4-stopped")
    link = told.get_by_role("link", name="Khối 2")
    assert author.locator(link.get_attribute("href")).count() == 1
    author.locator("[name$='-value-alt']").fill("Màn hình phần mềm ký số với nút Ký")
    submit(author)
    author.wait_for_load_state("networkidle")
    picture_of(author, "a4-submitted")
    assert LessonPage.objects.get().current_workflow_state.status == "in_progress"

    sign_in(reader, reviewer)
    reader.goto("/quan-tri/")
    expect(reader.locator("main")).to_contain_text("Vì sao cần ký số")
    picture_of(reader, "a4-desk")
    ask_why(reader)
    reader.locator("[name=comment]").fill("Thiếu căn cứ pháp lý.")
    picture_of(reader, "a4-send-back")
    with reader.expect_response(lambda answer: answer.request.is_navigation_request()):
        reader.locator(".modal-content [type=submit]").click()
    reader.wait_for_load_state("networkidle")
    # The editor saves by itself, too: the answer just seen may have been that.
    for _try in range(100):
        if LessonPage.objects.get().current_workflow_state.status == "needs_changes":
            break
        reader.wait_for_timeout(100)
    assert LessonPage.objects.get().current_workflow_state.status == "needs_changes"

    edit(author)
    expect(author.locator("body")).to_contain_text("Thiếu căn cứ pháp lý.")
    submit(author)

    edit(reader)
    reader.locator("footer [data-w-dropdown-target=toggle]").first.click()
    with reader.expect_response(lambda answer: answer.request.is_navigation_request()):
        reader.locator("[data-workflow-action-name=approve]").first.click()
    reader.wait_for_load_state("networkidle")
    for _try in range(100):
        if LessonPage.objects.get().live:
            break
        reader.wait_for_timeout(100)
    assert LessonPage.objects.get().live

    sign_in(stranger, make_person("Đỗ Văn Khác", organisation=other, role="instructor"))
    stranger.goto("/quan-tri/")
    expect(stranger.locator("body")).not_to_contain_text("Vì sao cần ký số")
    stranger.goto(reverse("wagtailadmin_pages:edit", args=[LessonPage.objects.get().pk]))
    expect(stranger.locator("h1")).to_contain_text("Không")


def every_block(organisation):
    media, document = (
        make_media(organisation),
        make_document(organisation, "Mẫu đơn đề nghị cấp chứng thư số"),
    )
    text = "<p>Nội dung <b>cần nhớ</b> khi làm việc với hồ sơ điện tử.</p>"
    film = {"title": "Nộp hồ sơ", "url": "https://youtu.be/x", "minutes": "3:20", "has_captions": True}
    return [
        {"type": "recording", "value": {"media": media.pk, "caption": "Nộp hồ sơ trong ba phút"}},
        {"type": "elsewhere", "value": {**film, "transcript": "Mở Cổng dịch vụ công."}},
        {
            "type": "document",
            "value": {"document": document.pk, "title": "", "description": "Điền rồi ký số"},
        },
        {
            "type": "comparison",
            "value": {"left_title": "Nên", "left": text, "right_title": "Không nên", "right": text},
        },
        {"type": "accordion", "value": {"parts": [{"title": "Ai được ủy quyền ký?", "text": text}] * 2}},
        {
            "type": "timeline",
            "value": {"entries": [{"when": "Ngày 1", "title": "Tiếp nhận", "text": text}] * 3},
        },
        {
            "type": "case_study",
            "value": {
                "title": "Thiếu bản sao",
                "situation": text,
                "question": "Xử lý thế nào?",
                "resolution": text,
            },
        },
        {
            "type": "reflection",
            "value": {"question": "Bước nào mất nhiều thời gian nhất?", "hint": "Tuần vừa qua."},
        },
        {
            "type": "glossary",
            "value": {"term": "Chứng thư số", "definition": text, "source": "Luật GDĐT 2023"},
        },
        {
            "type": "regulation",
            "value": {
                "number": "30/2020/NĐ-CP",
                "title": "về công tác văn thư",
                "issued_on": "2020-03-05",
                "issuer": "Chính phủ",
                "url": "https://vanban.chinhphu.vn",
                "valid_from": "2020-03-05",
                "passage": "Điều 8",
            },
        },
    ]


def test_every_block_on_a_phone_and_a_desk(site, organisation, learner, now, open_page, sign_in, axe, gates):
    from courses.services.authoring import publish_lesson

    course = create_course(code="KS-01", title="Ký số", organisation=organisation, now=now)
    lesson = add_lesson(course=course, title="Mọi loại khối", body=every_block(organisation))
    publish_lesson(lesson=lesson, now=now)
    course = publish_course(course=course, now=now)
    enrol_learner(course=course, learner=learner, now=now)
    for width, options in ((360, {"has_touch": True, "is_mobile": True}), (1280, {})):
        page = open_page({"width": width, "height": 800}, **options)
        asked = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        sign_in(page, learner)
        page.goto(lesson.get_absolute_url())
        page.wait_for_load_state("networkidle")
        for part in page.locator("article details").all():
            part.locator("summary").click()
        picture_of(page, f"a4-blocks-{width}")
        axe(page)
        gates(page)
        assert not [url for url in asked if "127.0.0.1" not in url and "localhost" not in url]
        box = page.locator("[data-reflection] textarea")
        box.fill("Chuyển hồ sơ liên thông")
        page.reload()
        expect(page.locator("[data-reflection] textarea")).to_have_value("Chuyển hồ sơ liên thông")
        page.get_by_role("button", name="Xóa").click()
        page.reload()
        expect(page.locator("[data-reflection] textarea")).to_have_value("")

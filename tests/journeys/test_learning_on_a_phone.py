"""A learner reads a lesson on a phone, takes notes, loses the network, reads on, comes back; prints; meets a lock."""

import pytest
from playwright.sync_api import expect

from courses.models import Enrolment, Lesson, LessonProgress, LessonText, Note, SurveyAnswer
from courses.services.authoring import add_lesson, create_course, publish_course, publish_lesson
from courses.services.enrolment import enrol_learner
from courses.services.progress import finish_lesson
from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "".join(
    f"<h2>Mục {n}</h2><p>Đoạn {n}: mở cổng dịch vụ công, chọn thủ tục và ký số hồ sơ.</p><p>{'Đọc kỹ từng bước. ' * 40}</p>"
    for n in range(1, 9)
)


@pytest.fixture
def course(site, organisation, learner):
    from django.utils import timezone

    now = timezone.now()
    course = create_course(code="KS-01", title="Chữ ký số cho văn thư", organisation=organisation, now=now)
    for number in (1, 2):
        lesson = add_lesson(
            course=course,
            title=f"Bài số {number}",
            number=str(number),
            body=[{"type": "text", "value": LONG}],
        )
        publish_lesson(lesson=lesson, now=now)
    first, second = course.lessons.order_by("position")
    Lesson.objects.filter(pk=second.pk).update(opens_after=first)
    course = publish_course(course=course, now=now)
    enrol_learner(course=course, learner=learner, now=now)
    return course


def select_words(page, paragraph, words):
    page.evaluate(
        """([id, words]) => {
          const node = document.getElementById(id).firstChild;
          const start = node.data.indexOf(words);
          getSelection().setBaseAndExtent(node, start, node, start + words.length);
        }""",
        [paragraph, words],
    )


def test_notes_offline_and_back(open_page, course, learner, sign_in, axe, gates):
    page = open_page(PHONE)
    sign_in(page, learner)
    page.goto(f"/hoc/{course.slug}/1/")
    expect(page.locator("[data-act=larger]")).to_be_visible()
    axe(page)
    gates(page)
    paragraphs = LessonText.objects.get(lesson__position=1, lesson__course=course).paragraphs

    select_words(page, paragraphs[0][0], "mở cổng dịch vụ công")
    page.click("[data-act=highlight]")
    expect(page.locator("[data-note][data-kind=highlight]")).to_have_count(1)
    select_words(page, paragraphs[2][0], "chọn thủ tục")
    page.click("[data-act=note]")
    page.fill("#note-text", "Hỏi chị Hà về bước này")
    page.click("[data-note-form] button[type=submit]")
    expect(page.locator("[data-note][data-kind=note]")).to_contain_text("Hỏi chị Hà")
    expect(page.locator("#note-text")).to_have_value("")
    assert sorted(Note.objects.values_list("kind", "quote")) == [
        ("highlight", "mở cổng dịch vụ công"),
        ("note", "chọn thủ tục"),
    ]
    axe(page)
    gates(page)

    page.click("[data-act=larger]")
    assert page.locator("html").get_attribute("data-text-size") == "1"
    page.click("[data-act=offline]")
    expect(page.locator("[data-study-status]")).to_contain_text("Đã lưu")

    page.context.set_offline(True)
    page.reload()
    expect(page.locator("[data-saved-copy]")).to_contain_text("Bản lưu ngày")
    assert page.locator("html").get_attribute("data-text-size") == "1"
    expect(page.locator("[data-note][data-kind=note]")).to_have_count(1)
    page.locator("article h2").nth(6).scroll_into_view_if_needed()  # reads on
    page.evaluate("document.querySelectorAll('article h2')[6].scrollIntoView()")
    expect(page.locator("article h2").nth(6)).to_be_in_viewport()
    page.wait_for_timeout(2500)
    page.fill("#note-text", "Viết trên tàu")
    page.click("[data-note-form] button[type=submit]")
    expect(page.locator("[data-study-status]")).to_contain_text("giữ trên máy này")
    page.locator("#finish button").click()
    expect(page.locator("#finish button")).to_be_disabled()
    page.goto("/hoc/ngoai-tuyen/")
    expect(page.locator("[data-list] a")).to_have_count(1)
    # Chromium may let a request out while it changes pages without a line; what must not happen is a note twice.
    assert Note.objects.exclude(text="Viết trên tàu").count() == 2

    page.context.set_offline(False)
    page.goto(f"/hoc/{course.slug}/1/")
    expect(page.locator("[data-study-status]")).to_contain_text("Đã gửi hết")
    assert Note.objects.filter(text="Viết trên tàu").count() == 1
    progress = LessonProgress.objects.get(lesson__position=1)
    assert progress.done_at is not None
    assert progress.percent >= 70, "what was read without the network counts as read"
    page.goto(f"/hoc/{course.slug}/ghi-chu/")
    assert "Viết trên tàu" in page.inner_text("main")
    axe(page)
    gates(page)

    page.goto(f"/khoa-hoc/{course.slug}/")
    page.click("summary:has-text('Menu')")
    page.click("form[action*='dang-xuat'] button")
    page.wait_for_load_state()
    page.context.set_offline(True)
    with pytest.raises(Exception, match=r"ERR_INTERNET_DISCONNECTED|ERR_FAILED"):
        page.goto(f"/hoc/{course.slug}/1/")


def test_another_person_on_the_same_device_finds_nothing(open_page, course, learner, colleague, sign_in):
    from django.utils import timezone

    enrol_learner(course=course, learner=colleague, now=timezone.now())
    page = open_page(PHONE)
    sign_in(page, learner)
    page.goto(f"/hoc/{course.slug}/1/")
    page.click("[data-act=offline]")
    expect(page.locator("[data-study-status]")).to_contain_text("Đã lưu")
    page.context.clear_cookies()  # the session ended by itself: nobody signed out

    sign_in(page, colleague)
    page.goto(f"/hoc/{course.slug}/1/")
    expect(page.locator("[data-act=larger]")).to_be_visible()
    page.goto("/hoc/ngoai-tuyen/")
    expect(page.locator("[data-empty]")).to_be_visible()
    page.context.set_offline(True)
    with pytest.raises(Exception, match=r"ERR_INTERNET_DISCONNECTED|ERR_FAILED"):
        page.goto(f"/hoc/{course.slug}/1/")


def test_a_locked_lesson_says_why_and_a_lesson_is_printed(open_page, course, learner, sign_in, axe, gates):
    page = open_page(PHONE)
    sign_in(page, learner)
    page.goto(f"/khoa-hoc/{course.slug}/")
    expect(page.locator(".courses-outline__reason")).to_contain_text("mở sau khi bạn học xong")
    axe(page)
    gates(page)
    page.goto(f"/hoc/{course.slug}/2/")
    assert "đang khóa" in page.inner_text("main")
    page.goto(f"/hoc/{course.slug}/1/")
    page.emulate_media(media="print")
    for hidden in (".courses-study", ".courses-finish", ".courses-notes", "header nav"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    assert page.pdf()[:4] == b"%PDF"


def test_a_survey_is_filled_in_at_the_end(open_page, course, learner, sign_in, axe, gates):
    from django.utils import timezone

    enrolment = Enrolment.objects.get(learner=learner, course=course)
    for lesson in course.lessons.order_by("position"):
        finish_lesson(enrolment=enrolment, lesson=lesson, now=timezone.now())
    page = open_page(PHONE)
    sign_in(page, learner)
    page.goto(f"/khoa-hoc/{course.slug}/")
    page.click("a[href$='/khao-sat/']")
    axe(page)
    gates(page)
    page.click("main form button[type=submit]")
    expect(page.locator(".ui-field--error, [aria-invalid=true], .ui-error").first).to_be_visible()
    for group in page.locator("main fieldset").all():
        group.locator("input[type=radio]").nth(3).check()
    page.fill("[name=comment]", "Rất hữu ích")
    page.click("main form button[type=submit]")
    page.wait_for_url(f"**/khoa-hoc/{course.slug}/")
    assert "Cảm ơn bạn" in page.inner_text("main")
    assert SurveyAnswer.objects.get().comment == "Rất hữu ích"

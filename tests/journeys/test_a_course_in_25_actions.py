"""From two Word files to a published course in at most 25 actions; the gate, the second pair of eyes and the neighbours hold."""

import os
from dataclasses import replace

import pytest
from django.urls import reverse
from playwright.sync_api import TimeoutError, expect

from content.models import ContentImage
from courses.models import Course, CoursePage, Lesson, LessonPage
from courses.services.authoring import create_course, publish_course
from quizzes.models import QuestionBank, Quiz
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.hand import Hand
from tests.support.lesson_files import make_lessons, word_of
from tests.support.people import make_organisation, make_person

pytestmark = pytest.mark.django_db(transaction=True)
TITLE = "Một cửa điện tử trong một buổi"
MOST = 25


@pytest.fixture
def basics(site, organisation, now):
    course = create_course(
        code="CPDT-101", title="Nhập môn Chính phủ điện tử", organisation=organisation, now=now
    )
    return publish_course(course=course, now=now)


@pytest.fixture
def files(shared, tmp_path):
    lessons = make_lessons(4)
    lessons = [
        replace(one, above="Chương I. Tiếp nhận" if n < 2 else "Chương II. Trả kết quả")
        for n, one in enumerate(lessons)
    ]
    lessons[1] = replace(lessons[1], has_picture=True)
    path = tmp_path / "bai-giang.docx"
    path.write_bytes(word_of(lessons))
    return str(path), str(shared / "content" / "docx" / "de-kiem-tra-cuoi-khoa.docx")


@pytest.fixture
def look(axe):
    def at(page, name, within=".lesson-import"):
        for size in (PHONE, DESK):
            page.set_viewport_size(size)
            axe(page, within=within)
            assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, name
            if folder := os.environ.get("LMS_JOURNEY_PICTURES"):
                page.set_viewport_size({**size, "height": 2600})
                page.screenshot(path=f"{folder}/{name}-{size['width']}.png")
                page.set_viewport_size(size)

    return at


def begin(hand, files, prerequisite, look):
    """The course, its quiz and its lessons; afterwards all of it stands as drafts on the page of the whole course."""
    lessons, questions = files
    hand.click("nav a:has-text('Khóa học từ Word')")
    look(hand.page, "from-word")
    hand.fill("[name=title]", TITLE)
    hand.fill("[name=code]", "MC-01")
    hand.choose_file("[name=lessons]", lessons)
    hand.choose_file("[name=questions]", questions)
    hand.fill("[name=periods]", "4")
    hand.check(f"[name=prerequisites][value='{prerequisite.pk}']")
    hand.click("form[enctype] button[type=submit]")
    assert not Lesson.objects.exists(), "the check writes no lesson"
    expect(hand.page.locator("main")).to_contain_text("Trong 11 câu hỏi")
    look(hand.page, "from-word-check")


def create(hand):
    hand.click(".lesson-import__apply [value=apply]")
    hand.click("role=link[name='Xem lại toàn bộ khóa học']")


def assert_whole(course, prerequisite):
    assert course.status == Course.Status.PUBLISHED
    assert list(course.chapters.values_list("title", flat=True)) == [
        "Chương I. Tiếp nhận",
        "Chương II. Trả kết quả",
    ]
    assert course.lessons.filter(is_published=True, chapter__isnull=False).count() == 4
    assert list(course.prerequisites.all()) == [prerequisite]
    assert course.final_quiz.sections.get().draw_count >= 7
    assert course.certificate_kind
    assert course.periods == 4


def test_a_published_course_in_25_actions(
    basics, organisation, instructor, files, open_page, sign_in, look, settings
):
    settings.COURSES_FOUR_EYES = False
    page = open_page(DESK)
    sign_in(page, instructor)
    page.goto("/quan-tri/")
    hand = Hand(page)
    begin(hand, files, basics, look)
    hand.fill("[name=alt_0]", "Sơ đồ tiếp nhận hồ sơ")
    create(hand)
    look(page, "whole-drafts")
    hand.click("button[value=publish]")
    look(page, "whole-published")

    print(f"\nfrom two Word files to a published course: {hand.done} actions (at most {MOST})")
    assert hand.done <= MOST
    assert_whole(Course.objects.get(code="MC-01"), basics)


def test_stopped_mended_sent_back_approved_and_hidden_from_others(
    basics, organisation, instructor, files, open_page, sign_in, look
):
    author, reader, stranger = open_page(DESK), open_page(DESK), open_page(DESK)
    sign_in(author, instructor)
    author.goto("/quan-tri/")
    hand = Hand(author)
    begin(hand, files, basics, look)
    create(hand)
    hand.click("button[value=hand_in]")
    expect(author.locator(".help-critical")).to_contain_text("Chưa gửi gì")
    look(author, "whole-stopped")
    course = Course.objects.get(code="MC-01")
    whole = reverse("courses_whole", args=[course.uuid])

    hand.click(".whole-course__barriers a")
    author.wait_for_load_state("networkidle")
    hand.fill("[name$='-value-alt']", "Sơ đồ tiếp nhận hồ sơ")
    save(author, hand)
    hand.click("header [data-w-dropdown-target=toggle] >> visible=true >> nth=-1")
    hand.click("a:has-text('Xem lại toàn bộ khóa học') >> visible=true >> nth=0")
    hand.click("button[value=hand_in]")
    expect(author.locator("main")).to_contain_text("chờ người")
    look(author, "whole-waiting")
    print(f"\nstopped by the gate, mended, handed in: {hand.done} actions (at most {MOST})")
    assert hand.done <= MOST
    assert not Lesson.objects.filter(course=course, is_published=True).exists()

    reviewer = make_person("Vũ Quốc Khánh", organisation=organisation, role="reviewer")
    sign_in(reader, reviewer)
    send_back(
        reader, LessonPage.objects.get(lesson__course=course, lesson__position=2), "Thiếu căn cứ pháp lý."
    )

    author.goto(whole)
    expect(author.locator(".whole-course__standing--sent_back")).to_have_count(1)
    look(author, "whole-sent-back")
    author.click("button[value=hand_in]")
    author.wait_for_load_state()
    reader.goto(whole)
    look(reader, "whole-to-approve")
    reader.click("button[value=approve]")
    reader.wait_for_load_state()
    expect(reader.locator("main")).to_contain_text("Đã xuất bản")
    course.refresh_from_db()
    assert_whole(course, basics)

    other = make_organisation("SKHCN", "Sở Khoa học và Công nghệ")
    sign_in(stranger, make_person("Đỗ Văn Khác", organisation=other, role="instructor"))
    assert_hidden(stranger, course)


def save(page, hand):
    """Save the draft, and wait until it stands."""
    before = LessonPage.objects.get(lesson__position=2).latest_revision_id
    hand.click("footer button[type=submit] >> nth=0")
    for _try in range(50):
        if LessonPage.objects.get(lesson__position=2).latest_revision_id != before:
            break
        page.wait_for_timeout(100)
    page.wait_for_load_state("networkidle")


def send_back(page, lesson, reason):
    for _try in range(4):  # a press that came before Wagtail's scripts is made again
        page.goto(reverse("wagtailadmin_pages:edit", args=[lesson.pk]))
        page.wait_for_load_state("networkidle")
        page.locator("footer [data-w-dropdown-target=toggle]").first.click()
        page.get_by_role("button", name="Trả lại kèm lý do").click()
        try:
            page.locator("[name=comment]").wait_for(timeout=5000)
        except TimeoutError:
            continue
        break
    page.locator("[name=comment]").fill(reason)
    page.locator(".modal-content [type=submit]").click()
    for _try in range(100):
        if LessonPage.objects.get(pk=lesson.pk).current_workflow_state.status == "needs_changes":
            return
        page.wait_for_timeout(100)
    raise AssertionError("the lesson was not sent back")


def assert_hidden(page, course):
    """Nothing of the course can be opened by its address, or chosen, by an author of another organisation."""
    bank = QuestionBank.objects.get(name__startswith="MC-01 – ")
    lesson = LessonPage.objects.filter(lesson__course=course).first()
    image = ContentImage.objects.get()
    page.goto("/quan-tri/")
    for address in (
        reverse("courses_whole", args=[course.uuid]),
        reverse("courses_export:word", args=[course.uuid]),
        reverse("courses_copy", args=[course.slug]),
        bank.get_absolute_url(),
        reverse("quizzes_compose", args=[course.final_quiz.uuid]),
        reverse("wagtailadmin_pages:edit", args=[lesson.pk]),
        reverse("wagtailadmin_pages:edit", args=[CoursePage.objects.get(course=course).pk]),
        reverse("wagtailimages:edit", args=[image.pk]),
    ):
        answer = page.goto(address)
        assert answer.status in {403, 404} or page.url.rstrip("/").endswith("/quan-tri"), (
            f"{address} {answer.status}"
        )
        expect(page.locator("body")).not_to_contain_text(lesson.title)
    page.goto(reverse("courses_import:choose"))
    for address, word in (
        (reverse("courses_import:choose"), TITLE),
        (reverse("quizzes_banks"), bank.name),
        (reverse("quizzes_quizzes"), course.final_quiz.title),
        (reverse("wagtailimages:index"), image.title),
        (reverse("wagtailadmin_explore_root"), TITLE),
        (reverse("wagtailadmin_pages:search") + "?q=cửa", TITLE),
    ):
        page.goto(address)
        expect(page.locator("body")).not_to_contain_text(word)
    chooser = page.request.get(reverse("wagtailimages_chooser:choose")).text()
    assert image.title not in chooser
    assert Quiz.objects.filter(pk=course.final_quiz_id).exists()

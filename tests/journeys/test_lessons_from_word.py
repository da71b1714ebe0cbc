"""An author brings a Word file of three lessons, mends it, takes it back, and brings the edited file again."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from content.models import WordImport
from courses.models import Lesson, LessonPage, LessonProgress, LessonText
from courses.services.authoring import create_course, publish_course, publish_lesson
from courses.services.enrolment import enrol_learner
from courses.services.progress import finish_lesson
from tests.journeys.conftest import DESK, PHONE
from tests.support.lesson_files import make_lessons, word_of

pytestmark = pytest.mark.django_db(transaction=True)
OURS = ".lesson-import"
QUESTIONS = (("Thời hạn trả lời là bao lâu?", ("Trong ngày", "Ba ngày", "Một tuần"), 0),)


@pytest.fixture
def course(site, organisation, now):
    return create_course(code="MC-01", title="Một cửa điện tử", organisation=organisation, now=now)


@pytest.fixture
def look(axe):
    """Look at the page on a phone and on a desk: axe, no sideways scrolling, a picture when somebody asks for it."""

    def at(page, name):
        for size in (PHONE, DESK):
            page.set_viewport_size(size)
            axe(page, within=OURS)
            assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, name
            if folder := os.environ.get("LMS_JOURNEY_PICTURES"):
                page.set_viewport_size({**size, "height": 4200 if size == PHONE else 2600})
                page.screenshot(path=str(Path(folder) / f"{name}-{size['width']}.png"))
                page.set_viewport_size(size)

    return at


def files(folder, name, lessons):
    path = folder / name
    path.write_bytes(word_of(lessons))
    return str(path)


def choose(page, course, path, level=None):
    page.goto(reverse("courses_import:choose"))
    page.select_option("[name=course]", str(course.pk))
    page.set_input_files("input[type=file]", path)
    if level:
        page.check(f"[name=level][value='{level}']")
    page.click("form[enctype] button[type=submit]")
    page.wait_for_load_state()


def create(page):
    page.click(".lesson-import__apply [value=apply]")
    page.wait_for_load_state()


def test_three_lessons_from_word_mended_undone_and_brought_again(
    course, instructor, learner, open_page, sign_in, look, tmp_path, now
):
    one, two, three = make_lessons(3)
    first = [replace(one, has_picture=True), replace(two, questions=QUESTIONS, has_table=True), three]
    page = open_page(DESK)
    sign_in(page, instructor)

    page.goto(reverse("courses_import:choose"))
    look(page, "import-choose")
    choose(
        page, course, files(tmp_path, "bai.docx", first), level=1
    )  # actions 1 to 5: menu, course, file, level, check
    assert not Lesson.objects.exists(), "the check writes nothing"
    look(page, "import-check")
    create(page)  # action 6
    assert list(Lesson.objects.values_list("title", flat=True)) == [one.title, two.title, three.title]
    look(page, "import-applied")
    page.click("text=Hoàn tác lần nhập này")
    page.wait_for_load_state()
    assert not Lesson.objects.exists()
    look(page, "import-undone")

    choose(page, course, files(tmp_path, "bai.docx", first), level=1)
    expect(page.locator(".lesson-import__picture .lesson-import__missing")).to_be_visible()
    page.fill("[name=alt_0]", "Sơ đồ tiếp nhận hồ sơ")
    page.click("[name=act][value='show:1']")
    page.wait_for_load_state()
    assert page.locator(".lesson-import__picture .lesson-import__missing").count() == 0
    assert page.input_value("[name=alt_0]") == "Sơ đồ tiếp nhận hồ sơ"
    expect(page.frame_locator("iframe.lesson-import__phone").locator("h1")).to_have_text(two.title)
    number = page.locator(".lesson-import__levels button").nth(2).get_attribute("value")
    assert number is not None
    create(page)
    for lesson in Lesson.objects.order_by("position"):
        publish_lesson(lesson=lesson, now=now)
    publish_course(course=course, now=now)
    enrolment = enrol_learner(course=course, learner=learner, now=now)
    for lesson in Lesson.objects.order_by("position"):
        finish_lesson(enrolment=enrolment, lesson=lesson, now=now)
    lesson = Lesson.objects.get(title=two.title)
    draft = LessonPage.objects.get(lesson=Lesson.objects.get(title=three.title))
    edited = draft.get_latest_revision_as_object()
    edited.title = "Trả kết quả tận nơi"
    edited.save_revision(user=instructor)

    changed = [
        first[0],
        replace(first[1], lines=("Câu này mới.", *two.lines[1:])),
        replace(three, lines=three.lines[1:]),
    ]
    choose(page, course, files(tmp_path, "bai.docx", changed))
    look(page, "import-again")
    assert (
        page.locator(
            ".lesson-import__fate--unchanged, .lesson-import__fate--word, .lesson-import__fate--both"
        ).count()
        == 3
    )
    expect(page.locator(".lesson-import__differences ins").first).to_be_attached()
    create(page)
    look(page, "import-again-applied")
    assert Lesson.objects.count() == 3
    assert "Câu này mới." not in LessonText.objects.get(lesson=lesson).html
    publish_lesson(lesson=lesson, now=now)
    assert "Câu này mới." in LessonText.objects.get(lesson=lesson).html
    assert LessonProgress.objects.filter(enrolment=enrolment, done_at__isnull=False).count() == 3


def test_progress_is_shown_and_survives_leaving(
    course, instructor, open_page, sign_in, look, tmp_path, monkeypatch
):
    monkeypatch.setattr("courses.services.import_applying.AT_ONCE", 1)
    page = open_page(PHONE, has_touch=True, is_mobile=True)
    sign_in(page, instructor)
    choose(page, course, files(tmp_path, "bai.docx", make_lessons(3)), level=1)
    create(page)
    batch = WordImport.objects.get()
    WordImport.objects.update(steps_done=3, steps_all=12)
    page.goto("/quan-tri/")
    page.goto(reverse("courses_import:check", args=[batch.uuid]))
    expect(page.locator("progress")).to_have_attribute("value", "3")
    look(page, "import-progress")
    WordImport.objects.update(status="checked")
    page.wait_for_url(lambda url: str(batch.uuid) in url)
    expect(page.locator(".lesson-import__apply [value=apply]")).to_be_visible(timeout=10_000)

"""Courses and lessons are written by services; publishing leaves a reading copy, deleting a page leaves the record."""

import pytest

from courses.errors import AuthoringRefused
from courses.models import CoursePage, Lesson, LessonPage, LessonText
from courses.services.authoring import add_chapter, add_lesson, create_course, publish_course, publish_lesson

BODY = [
    {"type": "text", "value": "<h2>Các bước</h2><p>Mở cổng.</p><h2>Các bước</h2><p>Nộp <b>hồ sơ</b>.</p>"}
]

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(site, organisation, now):
    return create_course(code="KS-01", title="Chữ ký số cho văn thư", organisation=organisation, now=now)


def test_a_new_course_is_a_draft_record_with_a_draft_page(course):
    page = CoursePage.objects.get(course=course)

    assert course.status == "draft"
    assert course.slug == "chu-ky-so-cho-van-thu"
    assert not page.live


def test_two_courses_may_not_share_a_code(course, organisation, now):
    with pytest.raises(AuthoringRefused) as refusal:
        create_course(code="ks-01", title="Khác", organisation=organisation, now=now)

    assert refusal.value.code == "code_taken"


def test_a_second_course_of_the_same_title_gets_an_address_of_its_own(course, organisation, now):
    other = create_course(code="KS-02", title="Chữ ký số cho văn thư", organisation=organisation, now=now)

    assert other.slug == "chu-ky-so-cho-van-thu-ks-02"


def test_lessons_take_their_place_at_the_end(course):
    chapter = add_chapter(course=course, title="Mở đầu")
    first = add_lesson(course=course, title="Vì sao cần ký số", chapter=chapter, number="1.1", body=BODY)
    second = add_lesson(course=course, title="Cài đặt", chapter=chapter)

    assert [first.position, second.position] == [1, 2]
    assert not first.is_published
    assert not LessonPage.objects.get(lesson=second).live


def test_publishing_a_lesson_leaves_a_reading_copy_with_addressable_headings(course, now):
    lesson = add_lesson(course=course, title="Ký văn bản đi", body=BODY)

    publish_lesson(lesson=lesson, now=now)

    lesson.refresh_from_db()
    text = LessonText.objects.get(lesson=lesson)
    assert lesson.is_published
    assert lesson.minutes == 1
    assert [heading["id"] for heading in text.headings] == ["cac-buoc", "cac-buoc-2"]
    assert 'id="cac-buoc-2"' in text.html


def test_unpublishing_a_lesson_puts_it_back_in_preparation(course, now):
    lesson = add_lesson(course=course, title="Ký văn bản đi", body=BODY)
    publish_lesson(lesson=lesson, now=now)

    LessonPage.objects.get(lesson=lesson).unpublish()

    lesson.refresh_from_db()
    assert not lesson.is_published
    assert not LessonText.objects.filter(lesson=lesson).exists()


def test_publishing_a_course_puts_it_in_the_catalogue_and_deleting_its_page_takes_it_out(course, now):
    lesson = add_lesson(course=course, title="Ký văn bản đi", body=BODY)
    publish_lesson(lesson=lesson, now=now)
    assert publish_course(course=course, now=now).status == "published"

    CoursePage.objects.get(course=course).delete()

    course.refresh_from_db()
    assert course.status == "retired"
    assert Lesson.objects.get().is_published is False

"""Remarks in the margin of a Word file become the editors' own comments: at their words, once, and never for learners."""

from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document
from wagtail.models import Comment

from courses.models import LessonPage, LessonText
from courses.services.authoring import create_course, publish_lesson
from courses.services.import_applying import apply_import
from courses.services.import_undoing import undo_import
from courses.services.importing import receive_lesson_file

pytestmark = pytest.mark.django_db


def word_with_remarks(extra: str = "", remark: str = "Nên ghi rõ mấy giờ.") -> bytes:
    document = Document()
    document.add_heading("Tiếp nhận hồ sơ", 1)
    document.add_paragraph("Cán bộ tiếp nhận hồ sơ trong giờ làm việc.")
    document.add_heading("Trả kết quả", 1)
    said = document.add_paragraph("Kết quả được trả ")
    run = said.add_run("trong ngày")
    said.add_run(". " + extra)
    document.add_comment(runs=run, text=remark, author="Lê Thu Hà")
    file = BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.fixture
def course(site, organisation, now):
    return create_course(code="MC-01", title="Một cửa điện tử", organisation=organisation, now=now)


@pytest.fixture
def take(course, instructor, now):
    def take(data):
        batch = receive_lesson_file(
            data=data, filename="bai.docx", course=course, by=instructor, now=now, level=1
        )
        return apply_import(batch=batch, course=course, by=instructor, now=now)

    return take


def test_a_remark_stands_at_its_words_and_in_the_editor(take, course, instructor, client_for):
    take(word_with_remarks())

    remark = Comment.objects.get()
    page = LessonPage.objects.get(lesson__title="Trả kết quả")
    block = next(
        block for block in page.get_latest_revision_as_object().body if "trong ngày" in str(block.value)
    )
    assert remark.page_id == page.pk
    assert remark.contentpath == f"body.{block.id}"
    assert remark.user == instructor
    assert remark.text == "“trong ngày”\nLê Thu Hà: Nên ghi rõ mấy giờ."
    edited = client_for(instructor).get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert "mấy giờ" in edited.content.decode() or "m\\u1ea5y gi\\u1edd" in edited.content.decode()


def test_learners_never_see_it(take, course, now):
    take(word_with_remarks())
    lesson = course.lessons.get(title="Trả kết quả")
    publish_lesson(lesson=lesson, now=now)
    assert "mấy giờ" not in LessonText.objects.get(lesson=lesson).html


def test_the_next_version_of_the_file_does_not_repeat_it(take):
    take(word_with_remarks())
    take(word_with_remarks("Có giấy hẹn."))
    assert Comment.objects.count() == 1


def test_undoing_the_import_takes_it_along(take, instructor, now):
    batch = take(word_with_remarks())
    undo_import(batch=batch, by=instructor, now=now)
    assert not Comment.objects.exists()


def test_undoing_the_next_version_takes_only_its_own_along(take, instructor, now):
    take(word_with_remarks())
    first = Comment.objects.get()
    second = take(word_with_remarks("Có giấy hẹn.", remark="Thêm số điện thoại."))
    assert Comment.objects.count() == 2
    undo_import(batch=second, by=instructor, now=now)
    assert list(Comment.objects.all()) == [first]

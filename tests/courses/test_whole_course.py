"""A course made of two Word files and sent out as a whole: all of it or nothing, by whoever may."""

import pytest
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from content.models import ContentImage, WordImport
from content.services.shelves import collection_of
from courses.errors import AuthoringRefused
from courses.models import Course, CoursePage, Lesson, LessonPage
from courses.services.authoring import add_lesson, create_course
from courses.services.import_applying import apply_import
from courses.services.whole_courses import approve_course, hand_in_course, publish_whole_course
from courses.whole_course import Standing, to_approve, whole_course
from quizzes.models import QuestionBank, Quiz
from tests.support.files import make_docx
from tests.support.lesson_files import make_lessons, word_of
from tests.support.people import make_organisation, make_person
from tests.support.pictures import png

pytestmark = pytest.mark.django_db
BEGIN = "/quan-tri/khoa-hoc-tu-word/"
HEADING = [{"type": "text", "value": "<h2>Vì sao</h2><p>Chữ ký số thay con dấu.</p>"}]
SKIPPED = [{"type": "text", "value": "<h4>Vì sao</h4><p>Chữ ký số thay con dấu.</p>"}]


@pytest.fixture
def reviewer(organisation):
    return make_person("Vũ Quốc Khánh", organisation=organisation, role="reviewer")


@pytest.fixture
def stranger(site):
    return make_person(
        "Đỗ Văn Khác", organisation=make_organisation("SKHCN", "Sở Khoa học"), role="instructor"
    )


@pytest.fixture
def desk(site, instructor, client_for):
    return client_for(instructor)


@pytest.fixture
def draft(site, organisation, instructor, now):
    course = create_course(code="KS-01", title="Ký số", organisation=organisation, now=now, by=instructor)
    for title in ("Vì sao cần ký số", "Ký một văn bản"):
        add_lesson(course=course, title=title, body=HEADING, by=instructor)
    return course


def send(client, owner, **more):
    sent = {
        "title": "Ký số",
        "code": "KS-09",
        "organisation": owner.pk,
        "level": "1",
        "certificate_kind": "giay-chung-nhan-hoan-thanh",
        "lessons": SimpleUploadedFile("bai.docx", word_of(make_lessons(2))),
        **more,
    }
    return client.post(BEGIN, {name: value for name, value in sent.items() if value is not None})


def questions_file(shared):
    return SimpleUploadedFile(
        "de.docx", (shared / "content" / "docx" / "de-kiem-tra-cuoi-khoa.docx").read_bytes()
    )


def standings(course):
    return {str(part.standing) for part in whole_course(course).parts}


def test_two_files_become_a_draft_with_its_quiz(desk, organisation, instructor, shared, now):
    answer = send(desk, organisation, questions=questions_file(shared), periods="4")
    course = Course.objects.get(code="KS-09")
    batch = WordImport.objects.get(purpose=WordImport.Purpose.LESSON)
    assert answer.url == reverse("courses_import:check", args=[batch.uuid])
    assert (course.status, course.periods, bool(course.certificate_kind)) == ("draft", 4, True)
    section = course.final_quiz.sections.get()
    assert section.draw_from.name == "KS-09 – Ký số"
    assert "essay" not in section.draw_kinds
    assert not Lesson.objects.exists()

    apply_import(batch=batch, course=course, by=instructor, now=now)
    assert course.lessons.count() == 2


def test_without_questions_there_is_no_quiz(desk, organisation):
    assert send(desk, organisation).status_code == 302
    assert Course.objects.get().final_quiz is None


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        ({"lessons": SimpleUploadedFile("bai.docx", b"no Word file")}, "lessons"),
        ({"lessons": None}, "lessons"),
        (
            {"questions": SimpleUploadedFile("de.docx", make_docx(lambda d: d.add_paragraph("Xin chào.")))},
            "questions",
        ),
        ({"questions": SimpleUploadedFile("de.docx", b"PK\x03\x04 broken")}, "questions"),
        ({"code": ""}, "code"),
        ({"level": "7"}, "level"),
        ({"organisation": "999999"}, "organisation"),
    ],
)
def test_what_cannot_be_read_leaves_nothing(desk, organisation, shared, broken, field):
    answer = send(desk, organisation, **({"questions": questions_file(shared)} | broken))
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    assert (Course.objects.count(), QuestionBank.objects.count(), Quiz.objects.count()) == (0, 0, 0)


def test_a_code_or_a_bank_that_is_taken_is_refused_in_words(desk, draft, organisation, shared):
    assert "code" in send(desk, organisation, code="ks-01").context["form"].errors
    assert send(desk, organisation, questions=questions_file(shared)).status_code == 302
    Course.objects.filter(code="KS-09").update(code="KS-10")
    answer = send(desk, organisation, questions=questions_file(shared))
    assert answer.status_code == 422
    assert "ngân hàng" in str(answer.context["form"].non_field_errors())


def test_handed_in_approved_and_never_by_the_same_person(draft, instructor, reviewer):
    assert standings(draft) == {Standing.DRAFT}
    with pytest.raises(AuthoringRefused) as refused:
        publish_whole_course(course=draft, by=instructor)
    assert refused.value.code == "four_eyes"

    assert hand_in_course(course=draft, by=instructor) == 3
    assert standings(draft) == {Standing.WAITING}
    assert to_approve(whole_course(draft), instructor) == ()
    for by in (instructor, make_person("Bùi Văn Học", organisation=draft.organisation, role="learner")):
        with pytest.raises(AuthoringRefused) as refused:
            approve_course(course=draft, by=by)
        assert refused.value.code == "nothing_to_do"

    assert approve_course(course=draft, by=reviewer) == 3
    assert standings(draft) == {Standing.LIVE}
    draft.refresh_from_db()
    assert draft.status == Course.Status.PUBLISHED
    assert draft.lessons.filter(is_published=True).count() == 2


def test_a_reviewer_who_handed_in_needs_another(draft, reviewer):
    hand_in_course(course=draft, by=reviewer)
    assert to_approve(whole_course(draft), reviewer) == ()


def test_what_was_sent_back_is_handed_in_again(draft, instructor, reviewer):
    hand_in_course(course=draft, by=instructor)
    page = LessonPage.objects.filter(lesson__course=draft).first()
    page.current_workflow_state.current_task_state.specific.reject(user=reviewer, comment="Thiếu căn cứ.")
    assert [part.page for part in whole_course(draft).open_parts] == [page]
    assert hand_in_course(course=draft, by=instructor) == 1
    assert approve_course(course=draft, by=reviewer) == 3


def test_one_lesson_behind_the_gate_holds_all(draft, instructor, settings):
    settings.COURSES_FOUR_EYES = False
    add_lesson(course=draft, title="Nhảy cấp tiêu đề", body=SKIPPED, by=instructor)
    for act in (publish_whole_course, hand_in_course):
        with pytest.raises(AuthoringRefused, match="Nhảy cấp tiêu đề"):
            act(course=draft, by=instructor)
    assert standings(draft) == {Standing.DRAFT}
    assert not Lesson.objects.filter(is_published=True).exists()


def test_a_course_without_lessons_is_not_sent_out(site, organisation, instructor, now):
    course = create_course(code="KS-02", title="Trống", organisation=organisation, now=now, by=instructor)
    with pytest.raises(AuthoringRefused) as refused:
        hand_in_course(course=course, by=instructor)
    assert refused.value.code == "no_lessons"


def test_a_lesson_without_a_text_stays_in_preparation(draft, instructor, reviewer):
    add_lesson(course=draft, title="Chưa viết", by=instructor)
    assert hand_in_course(course=draft, by=instructor) == 3
    assert approve_course(course=draft, by=reviewer) == 3
    assert list(draft.lessons.filter(is_published=False).values_list("title", flat=True)) == ["Chưa viết"]
    assert [part.title for part in whole_course(draft).unwritten] == ["Chưa viết"]


def test_nobody_of_another_organisation_and_no_learner_comes_in(
    draft, stranger, learner, client_for, organisation
):
    address = reverse("courses_whole", args=[draft.uuid])
    for person in (stranger, learner):
        client = client_for(person)
        assert client.get(address).status_code in {403, 404}
        assert client.post(address, {"act": "hand_in"}).status_code in {403, 404}
    assert client_for(learner).get(BEGIN).status_code in {403, 404}
    answer = send(client_for(stranger), organisation)
    assert "organisation" in answer.context["form"].errors
    assert standings(draft) == {Standing.DRAFT}


def test_the_screen_does_what_its_button_says(draft, desk, reviewer, client_for):
    address = reverse("courses_whole", args=[draft.uuid])
    assert desk.post(address, {"act": "dance"}).status_code == 404
    assert desk.post(address, {"act": "publish"}).status_code == 422
    assert desk.post(address, {"act": "hand_in"}).status_code == 302
    assert desk.post(address, {"act": "hand_in"}).status_code == 422
    assert client_for(reviewer).post(address, {"act": "approve"}).status_code == 302
    assert "Mọi nội dung đã được xuất bản" in desk.get(address).content.decode()


def test_a_course_whose_page_was_deleted_has_no_such_screen(draft, desk):
    CoursePage.objects.get(course=draft).delete()
    assert desk.get(reverse("courses_whole", args=[draft.uuid])).status_code == 404


def test_as_many_queries_for_twenty_lessons_as_for_two(draft, instructor, reviewer):
    def asked():
        with CaptureQueriesContext(connection) as seen:
            to_approve(whole_course(draft), reviewer)
        return len(seen)

    hand_in_course(course=draft, by=instructor)
    asked()
    few = asked()
    assert few <= 10
    for number in range(18):
        add_lesson(course=draft, title=f"Bài {number}", body=HEADING, by=instructor)
    hand_in_course(course=draft, by=instructor)
    assert asked() == few


def test_only_some_remarks_about_questions_stand_above_the_check(desk, organisation):
    def fill(document):
        document.add_paragraph("Câu 1. Thời hạn trả lời?")
        for line in ("A. Trong ngày", "*B. Ba ngày"):
            document.add_paragraph(line)
        for number in range(2, 11):
            document.add_paragraph(f"Câu {number}. Câu này không có đáp án nào được đánh dấu?")
            for line in ("A. Một", "B. Hai"):
                document.add_paragraph(line)

    answer = send(desk, organisation, questions=SimpleUploadedFile("de.docx", make_docx(fill)))
    told = desk.get(answer.url).context["messages"]
    said = [str(one) for one in told]
    assert len(said) == 7
    assert "Trong 10 câu hỏi" in said[0]
    assert said[-1].startswith("Còn 4 lưu ý khác")


def test_without_four_eyes_only_who_may_publish_the_page_publishes_the_course(
    draft, instructor, desk, settings, monkeypatch
):
    settings.COURSES_FOUR_EYES = False
    monkeypatch.setattr("courses.permissions.CoursePermissionTester.can_publish", lambda _self: False)
    refused = desk.post(reverse("courses_whole", args=[draft.uuid]), {"act": "publish"})
    assert refused.status_code == 422
    assert standings(draft) == {"draft"}


def test_pictures_cost_as_many_queries_for_six_lessons_as_for_two(draft, organisation, instructor):
    image = ContentImage(title="Màn hình", collection=collection_of(organisation=organisation))
    image.file = ImageFile(png(40, 30), name="a.png")
    image.save()
    block = {
        "type": "image",
        "value": {"image": image.pk, "alt": "Màn hình", "is_decorative": False, "caption": ""},
    }

    def asked():
        with CaptureQueriesContext(connection) as seen:
            whole_course(draft)
        return len(seen)

    for number in range(2):
        add_lesson(course=draft, title=f"Có hình {number}", body=[block, *HEADING], by=instructor)
    asked()
    few = asked()
    for number in range(4):
        add_lesson(course=draft, title=f"Thêm hình {number}", body=[*HEADING, block], by=instructor)
    assert asked() == few


def test_a_code_taken_in_the_same_instant_is_refused_in_words(draft, organisation, now, monkeypatch):
    monkeypatch.setattr("courses.services.authoring._free_slug", lambda *_words: draft.slug)
    with pytest.raises(AuthoringRefused) as refusal:
        create_course(code="KS-77", title="Ký số", organisation=organisation, now=now)
    assert refusal.value.code == "code_taken"

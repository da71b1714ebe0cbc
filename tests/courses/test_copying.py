"""A course for a new year: everything its author wrote, nothing its learners did."""

import pytest
from django.urls import reverse

from courses.errors import AuthoringRefused
from courses.models import Course, CoursePage, Enrolment, LessonPage
from courses.services import copying
from jobs.services import run_due_jobs
from tests.support.people import make_organisation, make_person
from tests.support.quizzes import make_quiz

pytestmark = pytest.mark.django_db


@pytest.fixture
def taught(make_course, organisation, now):
    return make_course(
        final_quiz=make_quiz(organisation, now), min_lessons_percent=80, legal_basis=["Luật GDĐT"]
    )


@pytest.fixture
def desk(taught, instructor, client_for):
    return client_for(instructor)


def copied(course, now, **wish):
    return copying.copy_course(
        course=course, now=now, **{"code": "KS-02", "title": "Ký số 2027", "final_quiz": "same", **wish}
    )


def rows(course):
    lessons = course.lessons.order_by("position")
    return list(lessons.values_list("position", "number", "title", "chapter__title"))


def test_everything_written_comes_along_as_a_draft(taught, enrolment_of, now):
    copy = copied(taught, now)

    assert (copy.status, copy.min_lessons_percent, copy.legal_basis) == ("draft", 80, ["Luật GDĐT"])
    assert copy.final_quiz == taught.final_quiz
    assert [c.title for c in copy.chapters.all()] == [c.title for c in taught.chapters.all()]
    assert rows(copy) == rows(taught)
    assert not copy.lessons.filter(is_published=True).exists()
    assert not set(copy.lessons.values_list("uuid")) & set(taught.lessons.values_list("uuid"))
    old, new = (
        LessonPage.objects.filter(lesson__course=course).order_by("pk").first().body.get_prep_value()
        for course in (taught, copy)
    )
    assert [block["value"] for block in new] == [block["value"] for block in old]
    assert not CoursePage.objects.get(course=copy).live
    assert Enrolment.objects.filter(course=copy).count() == 0
    assert Enrolment.objects.filter(course=taught).count() == 1


@pytest.fixture
def enrolment_of(taught, learner, now):
    from courses.services.enrolment import enrol_learner

    return enrol_learner(course=taught, learner=learner, now=now)


def test_the_quiz_is_kept_made_anew_or_left_out(taught, now):
    empty = copied(taught, now, final_quiz="empty").final_quiz
    assert empty not in {None, taught.final_quiz}
    assert not empty.sections.exists()
    assert copied(taught, now, code="KS-03", final_quiz="none").final_quiz is None


def test_a_code_in_use_writes_nothing(taught, now):
    with pytest.raises(AuthoringRefused):
        copied(taught, now, code="ks-01")
    assert Course.objects.count() == 1


def test_the_author_copies_from_the_list_of_pages(desk, taught):
    page = CoursePage.objects.get()
    led = desk.get(reverse("wagtailadmin_pages:copy", args=[page.pk]))
    address = reverse("courses_copy", kwargs={"slug": taught.slug})
    assert led["Location"] == address
    assert desk.get(address).status_code == 200
    refused = desk.post(address, {"code": "ks-01", "title": "Ký số 2027", "final_quiz": "same"})
    assert refused.status_code == 422
    assert "Đã có khóa học mang mã này" in refused.content.decode()
    desk.post(address, {"code": "KS-02", "title": "Ký số 2027", "final_quiz": "same"})
    assert Course.objects.get(code="KS-02").title == "Ký số 2027"


def test_a_long_course_is_copied_by_a_worker_once(desk, taught, monkeypatch):
    monkeypatch.setattr(copying, "AT_ONCE", 2)
    wish = {"code": "KS-02", "title": "Ký số 2027", "final_quiz": "none"}
    desk.post(reverse("courses_copy", kwargs={"slug": taught.slug}), wish)
    assert Course.objects.count() == 1
    run_due_jobs()
    run_due_jobs()
    assert Course.objects.get(code="KS-02").lessons.count() == taught.lessons.count()


def test_a_stranger_cannot_copy(taught, client_for):
    other = make_organisation("SKHCN", "Sở Khoa học và Công nghệ")
    stranger = client_for(make_person("Đỗ Văn Khác", organisation=other, role="instructor"))
    assert stranger.get(reverse("courses_copy", kwargs={"slug": taught.slug})).status_code == 404

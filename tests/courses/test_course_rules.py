"""Prerequisites, locked lessons, least time, quizzes of lessons, weights, legal basis."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from content.citations import Standing, Validity, number_key, numbers_in, out_of_force
from courses.course_grade import Part, grade_of
from courses.errors import EnrolmentRefused, ProgressRefused
from courses.models import CoursePage, Enrolment, LegalDocument, Lesson, LessonPage, LessonProgress
from courses.release import (
    LearnerFacts,
    Lock,
    ReleaseRule,
    circle_of,
    locks_of,
    seconds_missing,
    seconds_read,
)
from courses.services.authoring import publish_course
from courses.services.enrolment import enrol_learner
from courses.services.progress import finish_lesson, open_lesson, record_place
from quizzes.models import Grade
from tests.support.people import make_organisation, make_person
from tests.support.quizzes import make_quiz

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("rule", "facts", "locks"),
    [
        ({}, {}, ()),
        ({"opens_on": date(2026, 11, 26)}, {}, (Lock.DAY,)),
        ({"opens_on": TODAY}, {}, ()),
        ({"after": 7}, {}, (Lock.LESSON,)),
        ({"after": 7}, {"done": frozenset({7})}, ()),
        ({"within": "0001"}, {"paths": ("0002",)}, (Lock.ORGANISATION,)),
        ({"within": "0001"}, {"paths": ("00010004",)}, ()),
        ({"within": "0001", "after": 7}, {}, (Lock.ORGANISATION, Lock.LESSON)),
    ],
)
def test_when_a_lesson_is_locked(rule, facts, locks):
    assert locks_of(ReleaseRule(**rule), LearnerFacts(today=TODAY, **facts)) == locks


@pytest.mark.parametrize(
    ("start", "wanted", "edges", "circle"),
    [
        (1, [2], {}, []),
        (1, [1], {}, [1, 1]),
        (1, [2], {2: [1]}, [1, 2, 1]),
        (1, [2], {2: [3], 3: [1]}, [1, 2, 3, 1]),
        (1, [2], {2: [3], 3: [2]}, []),
        (1, [4, 2], {2: [1], 1: [9]}, [1, 2, 1]),
    ],
)
def test_circles_are_found_and_named(start, wanted, edges, circle):
    assert circle_of(start, wanted, edges) == circle


def test_time_counts_between_signs_of_life_but_not_a_lunch(now):
    assert seconds_read(before=10, last_sign=now, now=now + timedelta(seconds=30)) == 40
    assert seconds_read(before=10, last_sign=now, now=now + timedelta(hours=1)) == 130
    assert seconds_read(before=10, last_sign=now, now=now - timedelta(hours=1)) == 10
    assert seconds_missing(min_minutes=2, seconds=100) == 20
    assert seconds_missing(min_minutes=0, seconds=0) == 0


@pytest.mark.parametrize(
    ("parts", "percent"),
    [
        ([], None),
        ([(0, 50)], None),
        ([(1, 80), (3, 60)], Decimal("65.0")),
        ([(1, None), (3, 60)], "open"),
        ([(1, 100), (2, 50)], Decimal("66.7")),
    ],
)
def test_the_grade_is_the_weighted_mean_once_all_is_there(parts, percent):
    made = [
        Part(label="x", weight=weight, percent=None if value is None else Decimal(value))
        for weight, value in parts
    ]
    grade = grade_of(made)

    if percent is None:
        assert grade is None
    elif percent == "open":
        assert (grade.percent, grade.open) == (None, 1)
    else:
        assert grade.percent == percent


def test_numbers_are_read_out_of_lines_as_people_write_them():
    assert numbers_in("Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 và Quyết định 757/QĐ-BKHCN") == [
        "30/2020/NĐ-CP",
        "757/QĐ-BKHCN",
    ]
    assert numbers_in("Luật 80/2025/QH15; nghị định 30/2020/nđ-cp") == ["80/2025/QH15", "30/2020/NĐ-CP"]
    assert numbers_in("Ngày 05/3/2020") == []


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        (date(2019, 1, 1), Standing.NOT_YET),
        (date(2020, 3, 5), Standing.IN_FORCE),
        (date(2026, 6, 30), Standing.IN_FORCE),
        (date(2026, 7, 1), Standing.REPLACED),
    ],
)
def test_how_a_document_stands(day, standing):
    document = Validity(
        number="101/2017/NĐ-CP",
        valid_from=date(2020, 3, 5),
        valid_to=date(2026, 7, 1),
        replaced_by="259/2026/NĐ-CP",
    )
    assert document.standing(day) is standing
    found = out_of_force("Nghị định 101/2017/NĐ-CP", {"101/2017/NĐ-CP": document}, day)
    assert bool(found) is (standing is Standing.REPLACED)


@pytest.fixture
def second(make_course):
    return make_course(code="KS-02", title="Khóa nâng cao")


@pytest.mark.django_db
def test_a_course_waits_for_another_and_says_so(course, second, learner, now, client_for):
    second.prerequisites.add(course)

    with pytest.raises(EnrolmentRefused) as refusal:
        enrol_learner(course=second, learner=learner, now=now)
    assert refusal.value.code == "prerequisites"
    assert course.title in str(refusal.value)
    page = client_for(learner).get(f"/khoa-hoc/{second.slug}/").content.decode()
    assert "Chưa hoàn thành" in page
    assert "/ghi-danh/" not in page
    assert client_for(learner).post(f"/khoa-hoc/{second.slug}/ghi-danh/").status_code == 403

    Enrolment.objects.create(course=course, learner=learner, enrolled_at=now, status="completed")
    assert enrol_learner(course=second, learner=learner, now=now).course == second


@pytest.mark.django_db
def test_a_circle_of_courses_is_refused_by_name_and_never_applied(
    course, second, instructor, client_for, site, now
):
    second.prerequisites.add(course)
    from courses.page_forms import CoursePageForm

    page = CoursePage.objects.get(course=course)
    form_class = page.get_edit_handler().bind_to_model(CoursePage).get_form_class()
    assert issubclass(form_class, CoursePageForm)
    form = form_class({"prerequisites": [second.pk], "code": course.code}, instance=page, for_user=instructor)
    form.is_valid()
    assert f"{course.title} → {second.title} → {course.title}" in str(form.errors["prerequisites"])

    page.details = {
        "code": course.code,
        "organisation": course.organisation_id,
        "prerequisites": [second.pk],
    }
    page.save_revision()
    publish_course(course=course, now=now)
    assert not course.prerequisites.exists()
    from courses.templatetags.course_rules import course_notes

    assert any("→" in note for note in course_notes(CoursePage.objects.get(course=course)))


@pytest.mark.django_db
def test_a_locked_lesson_is_shown_with_its_reason_and_does_not_open(
    course, lessons, enrolment, learner, client_for, now
):
    Lesson.objects.filter(pk=lessons[1].pk).update(opens_after=lessons[0])
    Lesson.objects.filter(pk=lessons[2].pk).update(opens_on=date(2999, 1, 2))
    client = client_for(learner)

    page = client.get(f"/khoa-hoc/{course.slug}/").content.decode()
    assert "mở sau khi bạn học xong “1.1 Bài số 1”" in page
    assert "mở ngày 02/01/2999" in page
    refused = client.get(f"/hoc/{course.slug}/2/")
    assert refused.status_code == 403
    assert "đang khóa" in refused.content.decode()
    assert client.post(f"/hoc/{course.slug}/2/xong/").status_code == 403
    assert not LessonProgress.objects.filter(lesson=lessons[1]).exists()

    finish_lesson(enrolment=enrolment, lesson=lessons[0], now=now)
    assert client.get(f"/hoc/{course.slug}/2/").status_code == 200
    assert client.post(f"/hoc/{course.slug}/2/xong/")["Location"] == f"/khoa-hoc/{course.slug}/"

    Lesson.objects.filter(pk=lessons[1].pk).update(opens_on=date(2999, 1, 2))
    assert client.get(f"/hoc/{course.slug}/2/").status_code == 200, "what was opened stays open"


@pytest.mark.django_db
def test_a_lesson_for_one_organisation(course, lessons, now, client_for):
    ours, theirs = make_organisation("TINH", "Tỉnh A"), make_organisation("KHAC", "Tỉnh B")
    Lesson.objects.filter(pk=lessons[0].pk).update(opens_for=ours)
    for organisation, status in ((ours, 200), (theirs, 403)):
        person = make_person("Lê Thị Na", organisation=organisation)
        enrol_learner(course=course, learner=person, now=now)
        assert client_for(person).get(f"/hoc/{course.slug}/1/").status_code == status


@pytest.mark.django_db
def test_a_lesson_with_a_least_time_is_finished_no_sooner(
    course, lessons, enrolment, learner, client_for, now
):
    Lesson.objects.filter(pk=lessons[0].pk).update(min_minutes=2)
    lesson = Lesson.objects.get(pk=lessons[0].pk)
    open_lesson(enrolment=enrolment, lesson=lesson, now=now)

    with pytest.raises(ProgressRefused) as refusal:
        finish_lesson(enrolment=enrolment, lesson=lesson, now=now + timedelta(seconds=30))
    assert refusal.value.code == "too_early"
    record_place(enrolment=enrolment, lesson=lesson, place="", percent=50, now=now + timedelta(seconds=60))
    assert LessonProgress.objects.get().seconds == 60
    finish_lesson(enrolment=enrolment, lesson=lesson, now=now + timedelta(minutes=3))
    assert LessonProgress.objects.get().done_at is not None


@pytest.mark.django_db
def test_whoever_wants_to_finish_too_early_is_told_on_the_lesson(
    course, lessons, enrolment, learner, client_for
):
    Lesson.objects.filter(pk=lessons[0].pk).update(min_minutes=2)
    client = client_for(learner)

    response = client.post(f"/hoc/{course.slug}/1/xong/", follow=True)

    assert response.request["PATH_INFO"] == f"/hoc/{course.slug}/1/"
    assert "ít nhất 2 phút; đến nay đã tính được 0 phút" in response.content.decode()
    assert LessonProgress.objects.get().done_at is None


@pytest.mark.django_db
def test_a_lesson_with_a_quiz_is_finished_after_passing_it(
    course, lessons, enrolment, learner, organisation, client_for, now
):
    quiz = make_quiz(organisation, now)
    Lesson.objects.filter(pk=lessons[0].pk).update(quiz=quiz)
    client = client_for(learner)

    assert "Bài kiểm tra của bài này" in client.get(f"/hoc/{course.slug}/1/").content.decode()
    assert client.get(f"/hoc/{course.slug}/1/kiem-tra/").status_code == 200
    assert client.get(f"/hoc/{course.slug}/2/kiem-tra/").status_code == 404
    refused = client.post(f"/hoc/{course.slug}/1/xong/", follow=True)
    assert "làm đạt bài kiểm tra" in refused.content.decode()
    assert client.post(f"/hoc/{course.slug}/1/kiem-tra/")["Location"].startswith("/lam-bai/")

    Grade.objects.create(
        quiz=quiz, learner=learner, percent=Decimal(80), is_passed=True, attempts_closed=1, updated_at=now
    )
    client.post(f"/hoc/{course.slug}/1/xong/")
    assert LessonProgress.objects.get(lesson=lessons[0]).done_at is not None
    page = client.get(f"/khoa-hoc/{course.slug}/").content.decode()
    assert "Điểm của bạn: 80%" in page


@pytest.mark.django_db
def test_a_replaced_document_lists_the_courses_that_cite_it(
    make_course, organisation, instructor, client_for, site
):
    old = LegalDocument(number="101/2017/nđ-cp", title="Đào tạo, bồi dưỡng", valid_to=date(2026, 7, 1))
    new = LegalDocument(number="259/2026/NĐ-CP", title="Viên chức")
    new.full_clean(exclude=["number_key"])
    new.save()
    old.replaced_by = new
    old.full_clean(exclude=["number_key"])
    old.save()
    assert old.number_key == number_key("101/2017/NĐ-CP")
    citing = make_course(code="A-1", title="Khóa cũ", legal_basis=["Nghị định 101/2017/NĐ-CP"])
    elsewhere = make_course(
        code="A-2",
        title="Khóa nơi khác",
        legal_basis=["101/2017/NĐ-CP"],
        owner=make_organisation("XA", "Xã B"),
    )

    page = client_for(instructor).get("/quan-tri/van-ban-het-hieu-luc/").content.decode()
    assert citing.title in page
    assert elsewhere.title not in page
    assert "1 khóa học" in page
    shown = client_for(None).get(f"/khoa-hoc/{citing.slug}/").content.decode()
    assert "Hết hiệu lực" in shown
    assert "259/2026/NĐ-CP" in shown


@pytest.mark.django_db
def test_the_register_refuses_what_makes_no_sense():
    LegalDocument.objects.create(number="1/2020/NĐ-CP", number_key="1/2020/NĐ-CP", title="x")
    from django.core.exceptions import ValidationError

    twin = LegalDocument(number="1/2020/nđ-cp", title="y", valid_from=TODAY, valid_to=TODAY)
    with pytest.raises(ValidationError) as refusal:
        twin.full_clean(exclude=["number_key"])
    assert set(refusal.value.message_dict) == {"number", "valid_to"}


@pytest.mark.django_db
def test_the_register_and_the_rules_stand_in_the_editors_admin(lessons, instructor, client_for, site):
    client = client_for(instructor)
    assert client.get("/quan-tri/van-ban/new/").status_code == 200
    answer = client.post("/quan-tri/van-ban/new/", {"number": "80/2025/QH15", "title": "Luật"})
    assert answer.status_code == 302
    assert LegalDocument.objects.get().number_key == "80/2025/QH15"
    page = LessonPage.objects.get(lesson=lessons[1])
    html = client.get(f"/quan-tri/pages/{page.pk}/edit/").content.decode()
    assert "Mở sau bài" in html
    assert "Bài học mở ngay cho mọi học viên của khóa." in html

"""Authors at work in the editors' admin: creating, publishing, deleting, and not reaching into other organisations."""

import json

import pytest
from django.urls import reverse
from wagtail.models import Page

from courses.models import Course, CourseIndexPage, CoursePage, Lesson, LessonPage, LessonProgress, LessonText
from courses.services.authoring import add_lesson, create_course
from courses.services.editors import grant_page_permissions
from courses.services.enrolment import enrol_learner
from courses.services.progress import finish_lesson
from courses.services.settling import arrange_chapters, move_lesson
from tests.support.people import make_organisation, make_person

pytestmark = pytest.mark.django_db


def course_form(organisation, **changes):
    return {
        "title": "Chữ ký số cho văn thư",
        "title_en": "Digital signatures",
        "code": "KS-01",
        "organisation": organisation.pk,
        "summary": "Ký đúng, ký đủ.",
        "goals": "Ký được văn bản đi\nKiểm tra được chữ ký",
        "audience": ["cong_chuc"],
        "chapters": "Mở đầu | Beginning\nThực hành",
        "min_lessons_percent": "80",
        "final_quiz": "",
        "periods": "4",
        "final_quiz_periods": "1",
        "certificate_kind": "giay-chung-nhan-hoan-thanh",
        "is_open_for_enrolment": "on",
        "training_kind": "Bồi dưỡng theo yêu cầu của vị trí việc làm",
        "legal_basis": "Luật Giao dịch điện tử 2023",
        "review_by": "30/06/2027",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
        **changes,
    }


def lesson_form(**changes):
    return {
        "title": "Vì sao cần ký số",
        "number": "1.1",
        "chapter": "",
        "position": "",
        "title_en": "",
        "code": "",
        "periods": "1",
        "minutes": "0",
        "is_mandatory": "on",
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "text",
        "body-0-value": json.dumps(
            {
                "blocks": [
                    {
                        "key": "a",
                        "type": "header-two",
                        "text": "Các bước",
                        "depth": 0,
                        "inlineStyleRanges": [],
                        "entityRanges": [],
                    },
                    {
                        "key": "b",
                        "type": "unstyled",
                        "text": "Mở cổng.",
                        "depth": 0,
                        "inlineStyleRanges": [],
                        "entityRanges": [],
                    },
                ],
                "entityMap": {},
            }
        ),
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
        **changes,
    }


@pytest.fixture(autouse=True)
def authors_publish(settings):
    """What is told here is told of one author alone; the review by somebody else: ``test_reviewing``."""
    settings.COURSES_FOUR_EYES = False


@pytest.fixture
def desk(site, instructor, client_for):
    return client_for(instructor)


@pytest.fixture
def course_page(desk, organisation):
    index = CourseIndexPage.objects.get()
    response = desk.post(
        reverse("wagtailadmin_pages:add", args=["courses", "coursepage", index.pk]), course_form(organisation)
    )
    assert response.status_code == 302, response.context["form"].errors
    return CoursePage.objects.get()


@pytest.fixture
def lesson_page(desk, course_page):
    response = desk.post(
        reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", course_page.pk]), lesson_form()
    )
    assert response.status_code == 302, response.context["form"].errors
    return LessonPage.objects.get()


def edit(client, page, data):
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


def test_the_forms_open(desk, course_page, lesson_page):
    index = CourseIndexPage.objects.get()
    for url in (
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore", args=[index.pk]),
        reverse("wagtailadmin_pages:add", args=["courses", "coursepage", index.pk]),
        reverse("wagtailadmin_pages:edit", args=[course_page.pk]),
        reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", course_page.pk]),
        reverse("wagtailadmin_pages:edit", args=[lesson_page.pk]),
        reverse("wagtailadmin_pages:history", args=[lesson_page.pk]),
        reverse("wagtailadmin_pages:delete", args=[course_page.pk]),
        reverse("wagtailadmin_pages:revisions_compare", args=[course_page.pk, "earliest", "latest"]),
    ):
        assert desk.get(url, follow=True).status_code == 200, url


def test_a_new_course_page_gets_its_record(course_page, organisation):
    course = course_page.course

    assert (course.code, course.status, course.organisation) == ("KS-01", "draft", organisation)
    assert course.goals == ["Ký được văn bản đi", "Kiểm tra được chữ ký"]
    assert course.audience == ["cong_chuc"]
    assert [(c.title, c.title_en) for c in course.chapters.all()] == [
        ("Mở đầu", "Beginning"),
        ("Thực hành", ""),
    ]
    assert (course.min_lessons_percent, course.periods, course.review_by.isoformat()) == (80, 4, "2027-06-30")
    assert course_page.slug == course.slug == "chu-ky-so-cho-van-thu"


def test_a_code_in_use_is_a_sentence_not_a_crash(desk, course_page, organisation):
    index = CourseIndexPage.objects.get()

    response = desk.post(
        reverse("wagtailadmin_pages:add", args=["courses", "coursepage", index.pk]),
        course_form(organisation, code="ks-01", title="Khác"),
    )

    assert response.status_code == 200
    assert "Đã có khóa học mang mã này" in response.content.decode()
    assert Course.objects.count() == 1


def test_looking_at_a_preview_makes_no_record(desk, course_page, organisation):
    url = reverse("wagtailadmin_pages:preview_on_add", args=["courses", "lessonpage", course_page.pk])

    response = desk.post(url, lesson_form())

    assert response.status_code == 200
    assert desk.get(f"{url}?mode=").status_code == 200
    assert not Lesson.objects.exists()


def test_an_author_may_only_write_for_their_own_organisation(desk, organisation):
    other = make_organisation("SKHCN", "Sở Khoa học và Công nghệ")
    index = CourseIndexPage.objects.get()

    response = desk.post(
        reverse("wagtailadmin_pages:add", args=["courses", "coursepage", index.pk]), course_form(other)
    )

    assert response.status_code == 200
    assert not Course.objects.exists()


def test_a_new_lesson_page_stands_in_preparation_until_it_is_published(desk, course_page, lesson_page):
    lesson = lesson_page.lesson
    assert (lesson.course, lesson.number, lesson.is_published) == (course_page.course, "1.1", False)

    edit(desk, lesson_page, lesson_form(**{"action-publish": "1"}))

    lesson.refresh_from_db()
    assert lesson.is_published
    assert "Mở cổng." in LessonText.objects.get(lesson=lesson).html


def test_publishing_the_course_puts_it_in_the_catalogue(desk, course_page, organisation, client_for):
    edit(desk, course_page, course_form(organisation, **{"action-publish": "1"}))

    html = client_for(None).get("/khoa-hoc/").content.decode()
    assert "Chữ ký số cho văn thư" in html


def test_what_is_edited_in_a_published_course_counts_when_it_is_published(desk, course_page, organisation):
    edit(desk, course_page, course_form(organisation, **{"action-publish": "1"}))

    edit(desk, course_page, course_form(organisation, periods="40", title="Tên mới"))
    course = Course.objects.get()
    assert (course.periods, course.title) == (4, "Chữ ký số cho văn thư")

    edit(
        desk, course_page, course_form(organisation, periods="40", title="Tên mới", **{"action-publish": "1"})
    )
    course = Course.objects.get()
    assert (course.periods, course.title, course.code) == (40, "Tên mới", "KS-01")


def test_an_open_draft_of_a_published_lesson_does_not_reach_learners(desk, lesson_page):
    edit(desk, lesson_page, lesson_form(**{"action-publish": "1"}))

    edit(desk, lesson_page, lesson_form(title="Đang sửa", number="9.9"))

    lesson = Lesson.objects.get()
    assert (lesson.title, lesson.number) == ("Vì sao cần ký số", "1.1")


def test_lessons_are_put_in_order(course_page):
    course = course_page.course
    first, second, third = (add_lesson(course=course, title=f"Bài {n}") for n in (1, 2, 3))

    move_lesson(lesson=third, position=1)
    assert list(course.lessons.values_list("title", flat=True)) == ["Bài 3", "Bài 1", "Bài 2"]
    move_lesson(lesson=third, position=99)

    assert list(course.lessons.values_list("pk", "position")) == [
        (first.pk, 1),
        (second.pk, 2),
        (third.pk, 3),
    ]


def test_renaming_and_reordering_chapters_keeps_their_lessons(course_page):
    course = course_page.course
    _start, practice = course.chapters.all()
    lesson = add_lesson(course=course, title="Bài 1", chapter=practice)

    arrange_chapters(course=course, lines=["Thực hành ký số", "Mở đầu", "Kết thúc"])
    arrange_chapters(course=course, lines=["Thực hành ký số"])

    lesson.refresh_from_db()
    assert lesson.chapter_id == practice.pk
    assert [(c.title, c.position) for c in course.chapters.all()] == [("Thực hành ký số", 1)]


def test_deleting_a_page_with_learners_in_it_keeps_their_progress(
    desk, course_page, lesson_page, organisation, learner, now
):
    edit(desk, course_page, course_form(organisation, **{"action-publish": "1"}))
    edit(desk, lesson_page, lesson_form(**{"action-publish": "1"}))
    course, lesson = Course.objects.get(), Lesson.objects.get()
    enrolment = enrol_learner(course=course, learner=learner, now=now)
    finish_lesson(enrolment=enrolment, lesson=lesson, now=now)

    response = desk.post(reverse("wagtailadmin_pages:delete", args=[course_page.pk]))

    assert response.status_code == 302
    assert not Page.objects.filter(pk__in=[course_page.pk, lesson_page.pk]).exists()
    assert LessonProgress.objects.get().done_at == now
    assert Course.objects.get().status == "retired"
    assert not Lesson.objects.get().is_published


def test_courses_cannot_be_copied_nor_lessons_moved_elsewhere(
    desk, course_page, lesson_page, organisation, now
):
    other = create_course(code="KS-02", title="Khóa khác", organisation=organisation, now=now)
    elsewhere = CoursePage.objects.get(course=other)

    for page in (course_page, lesson_page):
        assert desk.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), {}).status_code == 302
    desk.post(reverse("wagtailadmin_pages:move_confirm", args=[lesson_page.pk, elsewhere.pk]))

    assert CoursePage.objects.count() == 2
    assert Page.objects.get(pk=lesson_page.pk).get_parent().pk == course_page.pk


def test_the_desk_of_another_organisation_is_closed(course_page, lesson_page, client_for):
    other = make_organisation("SKHCN", "Sở Khoa học và Công nghệ")
    stranger = client_for(make_person("Đỗ Văn Khác", organisation=other, role="instructor"))
    index = CourseIndexPage.objects.get()

    assert "Chữ ký số" not in stranger.get(reverse("wagtailadmin_explore", args=[index.pk])).content.decode()
    for page in (course_page, lesson_page):
        for name in (
            "edit",
            "delete",
            "unpublish",
            "move",
            "view_draft",
            "history",
            "copy",
            "workflow_history",
        ):
            url = reverse(f"wagtailadmin_pages:{name}", args=[page.pk])
            assert stranger.get(url).status_code in {302, 403, 404}, url
        edit(stranger, page, {"title": "Chiếm", "action-publish": "1"})
        stranger.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
        assert Page.objects.get(pk=page.pk).title != "Chiếm"


@pytest.mark.parametrize("role", ["learner", "training_officer", "unit_head", "auditor"])
def test_people_who_do_not_write_never_get_in(site, organisation, client_for, role):
    person = make_person("Hoàng Thị Mai", organisation=organisation, role=role)

    assert client_for(person).get("/quan-tri/").status_code == 403
    response = client_for(None).get("/quan-tri/")
    assert response.status_code == 302
    assert "dang-nhap" in response["Location"]


def test_granting_twice_changes_nothing(site):
    from wagtail.models import GroupPagePermission

    before = GroupPagePermission.objects.count()
    grant_page_permissions()

    assert GroupPagePermission.objects.count() == before > 0

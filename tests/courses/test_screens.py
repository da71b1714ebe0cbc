"""Doors, states and promises of the learners' screens."""

import json

import pytest
from django.conf import settings

from courses.models import Course, Enrolment, LessonPage, LessonProgress
from courses.services.enrolment import enrol_learner, withdraw_enrolment
from courses.services.progress import finish_lesson, open_lesson, record_place

pytestmark = pytest.mark.django_db


def place(client, url, **report):
    return client.post(f"{url}vi-tri/", json.dumps(report), content_type="application/json")


@pytest.fixture
def other_organisation():
    from tests.support.people import make_organisation

    return make_organisation("SKHCN", "Sở Khoa học và Công nghệ")


def test_the_doors(
    course, lessons, enrolment, learner, colleague, instructor, client_for, other_organisation
):
    from tests.support.people import make_person

    head = make_person("Trần Văn Trưởng", organisation=course.organisation, role="unit_head")
    elsewhere = make_person("Phạm Thị Xa", organisation=other_organisation, role="unit_head")
    people = {
        "owner": learner,
        "colleague": colleague,
        "manager": head,
        "manager elsewhere": elsewhere,
        "anonymous": None,
    }
    base = f"/hoc/{course.slug}/"
    expected = {
        # address: owner, everybody else signed in, anonymous
        (f"/khoa-hoc/{course.slug}/", "get"): (200, 200, 200),
        (f"{base}1/", "get"): (200, 403, 302),
        (base, "get"): (302, 403, 302),
        (f"{base}1/vi-tri/", "post"): (400, 400, 401),
        (f"{base}1/xong/", "post"): (302, 403, 302),
        (f"{base}9/", "get"): (404, 403, 302),
        ("/hoc/khong-co/1/", "get"): (404, 404, 302),
    }
    for (url, method), (own, others, anonymous) in expected.items():
        for who, person in people.items():
            status = getattr(client_for(person), method)(url).status_code
            want = own if who == "owner" else anonymous if person is None else others
            assert status == want, (url, who)


def test_a_lesson_opens_only_after_enrolment_and_the_refusal_offers_it(course, colleague, client_for):
    response = client_for(colleague).get(f"/hoc/{course.slug}/1/")

    assert response.status_code == 403
    assert "Ghi danh khóa học này trước" in response.content.decode()
    assert f"/khoa-hoc/{course.slug}/ghi-danh/" in response.content.decode()


def test_a_lesson_in_preparation_cannot_be_opened(make_course, learner, now, client_for):
    course = make_course(ready=1, preparing=1)
    enrol_learner(course=course, learner=learner, now=now)

    assert client_for(learner).get(f"/hoc/{course.slug}/2/").status_code == 404
    assert "Đang biên soạn" in client_for(learner).get(f"/khoa-hoc/{course.slug}/").content.decode()


def test_drafts_do_not_exist_and_retired_courses_only_for_those_in_them(
    course, enrolment, learner, colleague, client_for
):
    Course.objects.filter(pk=course.pk).update(status="retired")
    assert client_for(learner).get(f"/khoa-hoc/{course.slug}/").status_code == 200
    assert client_for(learner).get(f"/hoc/{course.slug}/1/").status_code == 200
    assert client_for(colleague).get(f"/khoa-hoc/{course.slug}/").status_code == 404
    assert client_for(None).get(f"/khoa-hoc/{course.slug}/").status_code == 404

    Course.objects.filter(pk=course.pk).update(status="draft")
    assert client_for(colleague).get(f"/khoa-hoc/{course.slug}/").status_code == 404


def test_strangers_get_a_public_page_without_a_cookie(course, client_for):
    for url in ("/khoa-hoc/", f"/khoa-hoc/{course.slug}/", "/en/khoa-hoc/"):
        response = client_for(None).get(url)

        assert response.status_code == 200
        assert response["Cache-Control"].startswith("public")
        assert not response.cookies
        assert "csrfmiddlewaretoken" not in response.content.decode()


def test_people_with_a_session_get_a_private_page(course, learner, client_for):
    client = client_for(learner)

    response = client.get("/khoa-hoc/")

    assert settings.SESSION_COOKIE_NAME in client.cookies
    assert response["Cache-Control"] == "private, no-store"


def test_a_stranger_is_led_to_sign_in_and_back(course, client_for):
    html = client_for(None).get(f"/khoa-hoc/{course.slug}/").content.decode()

    assert "Đăng nhập để học" in html
    assert f"?next=/khoa-hoc/{course.slug}/" in html
    response = client_for(None).post(f"/khoa-hoc/{course.slug}/ghi-danh/")
    assert response.status_code == 302
    assert response["Location"].endswith(f"?next=/khoa-hoc/{course.slug}/")


def test_enrolling_leads_to_the_course_and_twice_is_harmless(course, learner, client_for):
    client = client_for(learner)

    for _time in range(2):
        response = client.post(f"/khoa-hoc/{course.slug}/ghi-danh/")
        assert response.status_code == 302

    assert Enrolment.objects.count() == 1
    assert "Bắt đầu: 1.1 Bài số 1" in client.get(f"/khoa-hoc/{course.slug}/").content.decode()


def test_a_closed_course_refuses_enrolment_with_a_sentence(course, learner, client_for):
    Course.objects.filter(pk=course.pk).update(is_open_for_enrolment=False)

    response = client_for(learner).post(f"/khoa-hoc/{course.slug}/ghi-danh/")

    assert response.status_code == 409
    assert "không tự ghi danh" in response.content.decode()


def test_the_rule_is_always_printed(course, client_for):
    html = client_for(None).get(f"/khoa-hoc/{course.slug}/").content.decode()

    assert "Để hoàn thành khóa học: học xong cả 3 bài" in html


def test_an_honest_page_says_that_a_course_cannot_be_completed_yet(make_course, client_for):
    course = make_course(ready=1, preparing=2)

    html = client_for(None).get(f"/khoa-hoc/{course.slug}/").content.decode()

    assert "2 bài học bắt buộc đang được biên soạn" in html


def test_resuming_leads_to_the_paragraph_left(course, lessons, enrolment, learner, now, client_for):
    open_lesson(enrolment=enrolment, lesson=lessons[1], now=now)
    record_place(enrolment=enrolment, lesson=lessons[1], place="ky-hang-loat", percent=60, now=now)

    response = client_for(learner).get(f"/hoc/{course.slug}/")

    assert response["Location"] == f"/hoc/{course.slug}/2/#ky-hang-loat"


def test_resuming_a_finished_course_leads_to_its_page(course, lessons, enrolment, learner, now, client_for):
    for lesson in lessons:
        finish_lesson(enrolment=enrolment, lesson=lesson, now=now)

    assert client_for(learner).get(f"/hoc/{course.slug}/")["Location"] == f"/khoa-hoc/{course.slug}/"


def test_the_place_is_acknowledged_after_it_is_written(course, enrolment, learner, client_for):
    client = client_for(learner)
    client.get(f"/hoc/{course.slug}/1/")

    response = place(client, f"/hoc/{course.slug}/1/", place="cac-buoc", percent=40)

    assert response.status_code == 200
    assert response.json()["percent"] == 40
    assert LessonProgress.objects.get().place == "cac-buoc"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", "bad_report"),
        ("[1]", "bad_report"),
        ('"x"', "bad_report"),
        ('{"place": "cac-buoc"}', "bad_report"),
        ('{"place": "cac-buoc", "percent": 900}', "bad_report"),
        ('{"place": "<script>", "percent": 9}', "unknown_place"),
    ],
)
def test_a_report_that_makes_no_sense_is_refused_with_a_sentence(
    course, enrolment, learner, client_for, body, code
):
    response = client_for(learner).post(
        f"/hoc/{course.slug}/1/vi-tri/", body, content_type="application/json"
    )

    assert response.status_code == 400
    assert response.json()["code"] == code
    assert response.json()["message"]


def test_finishing_works_without_javascript_and_leads_on(course, enrolment, learner, client_for):
    client = client_for(learner)

    assert client.post(f"/hoc/{course.slug}/1/xong/")["Location"] == f"/hoc/{course.slug}/2/"
    client.post(f"/hoc/{course.slug}/2/xong/")
    assert client.post(f"/hoc/{course.slug}/3/xong/")["Location"] == f"/khoa-hoc/{course.slug}/"

    html = client.get(f"/khoa-hoc/{course.slug}/").content.decode()
    assert "Bạn đã hoàn thành khóa học này" in html


def test_signing_in_again_after_the_session_ended_leads_to_the_lesson(course, client_for):
    response = client_for(None).post(f"/hoc/{course.slug}/1/xong/")

    assert response["Location"].endswith(f"?next=/hoc/{course.slug}/1/")


def test_giving_up_a_course_closes_its_lessons(course, enrolment, learner, client_for):
    client = client_for(learner)

    client.post(f"/khoa-hoc/{course.slug}/thoi-hoc/")

    assert client.get(f"/hoc/{course.slug}/1/").status_code == 403
    assert "Ghi danh" in client.get(f"/khoa-hoc/{course.slug}/").content.decode()


def test_a_lesson_withdrawn_while_somebody_reads_is_gone_but_their_progress_is_not(
    course, lessons, enrolment, learner, now, client_for
):
    finish_lesson(enrolment=enrolment, lesson=lessons[0], now=now)

    LessonPage.objects.get(lesson=lessons[0]).unpublish()

    assert client_for(learner).get(f"/hoc/{course.slug}/1/").status_code == 404
    assert LessonProgress.objects.get().done_at == now
    assert client_for(learner).get(f"/khoa-hoc/{course.slug}/").status_code == 200


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"A", "B"}),
        ("?q=chu+ky+so", {"A"}),
        ("?q=CHỮ+KÝ", {"A"}),
        ("?q=mot+cua", {"B"}),
        ("?q=khong+co+gi", set()),
        ("?doi-tuong=vien_chuc", {"B"}),
        ("?doi-tuong=la-ma", {"A", "B"}),
        ("?so-tiet=8", {"A"}),
        ("?chung-nhan=on", {"B"}),
        ("?q=chu+ky+so&so-tiet=x", {"A"}),
        ("?trang=99", {"A", "B"}),
    ],
)
def test_the_catalogue_finds_with_and_without_accents(make_course, client_for, query, found):
    make_course("A", "Chữ ký số cho văn thư", ready=1)
    make_course(
        "B", "Xử lý hồ sơ một cửa", ready=1, periods=24, audience=["vien_chuc"], certificate_kind="gcn"
    )

    html = client_for(None).get(f"/khoa-hoc/{query}").content.decode()

    titles = {"A": "Chữ ký số cho văn thư", "B": "Xử lý hồ sơ một cửa"}
    assert {code for code, title in titles.items() if title in html} == found
    if not found:
        assert '<a href="/khoa-hoc/">' in html  # the way out: all filters gone


def test_english_shows_english_titles_and_says_what_is_vietnamese(make_course, client_for):
    course = make_course(title_en="Digital signatures", summary="Ký số là gì")

    html = client_for(None).get(f"/en/khoa-hoc/{course.slug}/").content.decode()

    assert '<h1 lang="en">Digital signatures</h1>' in html
    assert "in Vietnamese only" in html
    assert '<p class="ui-prose" lang="vi">Ký số là gì</p>' in html


def test_withdrawn_people_see_the_course_like_newcomers(course, enrolment, learner, now, client_for):
    withdraw_enrolment(enrolment=enrolment, now=now)

    assert "Ghi danh" in client_for(learner).get(f"/khoa-hoc/{course.slug}/").content.decode()

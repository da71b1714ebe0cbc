"""The survey at the end of a course: once, without a name, results in complete groups only."""

from datetime import date

import pytest

from courses.models import Course, Enrolment, SurveyAnswer
from courses.services.enrolment import enrol_learner
from courses.services.progress import finish_lesson
from courses.services.surveying import answer_survey
from courses.survey import Question, counted, result_of, survey_on, surveys
from tests.support.people import make_organisation, make_person


@pytest.mark.parametrize(("total", "shown"), [(0, 0), (4, 0), (5, 5), (9, 5), (10, 10)])
def test_only_complete_groups_are_counted(total, shown):
    assert counted(total) == shown


def test_sums_and_averages():
    result = result_of(Question(key="a", text="?"), 5, [{"a": 5}, {"a": 4}, {"a": 4}, {"b": 1}])
    assert (result.counts, result.average) == ((0, 0, 0, 2, 1), 4.3)
    assert result_of(Question(key="x", text="?"), 5, []).average is None


def test_every_form_can_be_read_and_the_newest_valid_one_is_used():
    assert surveys()
    assert survey_on(date(2026, 1, 1)) == surveys()[-1]
    assert survey_on(date(1990, 1, 1)) == surveys()[0]


def sheet(**changes):
    answers = {question.key: "4" for question in survey_on(date(2026, 11, 25)).questions}
    return answers | {"rating": "5", "comment": "Bài 2 nên có thêm ví dụ"} | changes


@pytest.fixture
def completed(enrolment, lessons, now):
    for lesson in lessons:
        finish_lesson(enrolment=enrolment, lesson=lesson, now=now)
    return enrolment


@pytest.mark.django_db
def test_a_sheet_is_taken_once_and_carries_no_name(course, completed, learner, client_for):
    client, url = client_for(learner), f"/khoa-hoc/{course.slug}/khao-sat/"
    assert "Đánh giá khóa học" in client.get(f"/khoa-hoc/{course.slug}/").content.decode()
    short = client.post(url, sheet(rating=""))
    assert short.status_code == 422
    assert "Bài 2 nên có thêm ví dụ" in short.content.decode(), "nothing else is lost"

    assert client.post(url, sheet(), follow=True).status_code == 200
    assert client.post(url, sheet()).status_code == 409
    answer = SurveyAnswer.objects.get()
    assert {field.name for field in answer._meta.fields} == {
        *("id", "course", "form", "group", "rating", "answers", "comment")
    }
    assert "/khao-sat/" not in client.get(f"/khoa-hoc/{course.slug}/").content.decode()


@pytest.mark.django_db
def test_nobody_rates_a_course_they_have_not_completed(course, enrolment, learner, colleague, client_for):
    url = f"/khoa-hoc/{course.slug}/khao-sat/"
    assert "khi bạn hoàn thành khóa học" in client_for(learner).get(url).content.decode()
    assert client_for(learner).post(url, sheet()).status_code == 409
    assert client_for(colleague).post(url, sheet()).status_code == 403
    assert not SurveyAnswer.objects.exists()


@pytest.mark.django_db
def test_authors_see_results_from_five_answers_on_and_only_of_their_own_courses(
    course, organisation, instructor, client_for, site, now
):
    def answer(number):
        person = make_person(f"Người {number}", organisation=organisation)
        place = enrol_learner(course=course, learner=person, now=now)
        Enrolment.objects.filter(pk=place.pk).update(status="completed")
        answers = {question.key: 4 for question in survey_on(now.date()).questions}
        answer_survey(
            enrolment=place, rating=number % 5 + 1, answers=answers, comment=f"Góp ý {number}", now=now
        )

    def seen(person=instructor):
        return client_for(person).get(f"/quan-tri/khao-sat/{course.uuid}/")

    for number in range(4):
        answer(number)
    assert "Góp ý 1" not in seen().content.decode()
    assert Course.objects.get(pk=course.pk).rating is None
    answer(4)
    assert "Góp ý 1" in seen().content.decode()
    assert "3,0/5, 5 học viên" in client_for(None).get(f"/khoa-hoc/{course.slug}/").content.decode()
    answer(5)
    html = seen().content.decode()
    assert "có 6 phiếu, 5 phiếu" in html
    assert "Góp ý 5" not in html, "one answer more cannot be told from the others"
    assert course.title in client_for(instructor).get("/quan-tri/khao-sat/").content.decode()
    elsewhere = make_person("Ở Nơi Khác", organisation=make_organisation("XA", "Xã"), role="instructor")
    assert seen(elsewhere).status_code == 404

"""The final quiz from the course's side: rules first, then the quiz's own pages, then completion."""

import pytest

from courses.models import Completion, QuizSitting
from courses.services.enrolment import enrol_learner
from courses.services.progress import finish_lesson
from quizzes.models import Attempt, Grade
from quizzes.services.attempts import submit_attempt
from tests.support.quizzes import make_quiz

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(organisation, now):
    return make_quiz(organisation, now, attempts_allowed=1)


@pytest.fixture
def course(make_course, quiz):
    return make_course(ready=1, final_quiz=quiz)


def test_the_rules_come_before_the_first_question(course, enrolment, learner, client_for):
    response = client_for(learner).get(f"/khoa-hoc/{course.slug}/kiem-tra/")

    assert response.status_code == 200
    assert "Bắt đầu làm bài" in response.content.decode()
    assert not Attempt.objects.exists()


def test_starting_leads_to_the_first_question_and_twice_to_the_same_attempt(
    course, enrolment, learner, client_for
):
    client = client_for(learner)

    first = client.post(f"/khoa-hoc/{course.slug}/kiem-tra/")
    second = client.post(f"/khoa-hoc/{course.slug}/kiem-tra/")

    attempt = Attempt.objects.get()
    assert first["Location"] == second["Location"] == f"/lam-bai/{attempt.uuid}/1/"
    assert QuizSitting.objects.get().enrolment == enrolment
    assert attempt.return_url == f"/khoa-hoc/{course.slug}/"
    assert "Làm tiếp" in client.get(f"/khoa-hoc/{course.slug}/kiem-tra/").content.decode()


def test_without_attempts_left_the_page_says_so_and_starts_nothing(
    course, enrolment, learner, client_for, now
):
    client = client_for(learner)
    client.post(f"/khoa-hoc/{course.slug}/kiem-tra/")
    submit_attempt(attempt=Attempt.objects.get(), now=Attempt.objects.get().started_at)

    response = client.post(f"/khoa-hoc/{course.slug}/kiem-tra/")

    assert response.status_code == 409
    assert "ui-notice--warn" in response.content.decode()
    assert Attempt.objects.count() == 1


def test_only_people_with_a_place_on_the_course_may_start(course, learner, colleague, client_for):
    url = f"/khoa-hoc/{course.slug}/kiem-tra/"

    assert client_for(colleague).post(url).status_code == 403
    assert client_for(None).get(url).status_code == 302
    assert not Attempt.objects.exists()


def test_a_course_without_a_quiz_has_no_such_page(make_course, learner, now, client_for):
    course = make_course("KS-09", "Không kiểm tra")
    enrol_learner(course=course, learner=learner, now=now)

    assert client_for(learner).get(f"/khoa-hoc/{course.slug}/kiem-tra/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_failing_the_quiz_does_not_complete_the_course(course, enrolment, learner, client_for, now):
    finish_lesson(enrolment=enrolment, lesson=course.lessons.get(), now=now)
    client = client_for(learner)
    client.post(f"/khoa-hoc/{course.slug}/kiem-tra/")
    attempt = Attempt.objects.get()

    submit_attempt(attempt=attempt, now=attempt.started_at)

    assert not Completion.objects.exists()
    assert "bài kiểm tra cuối khóa chưa đạt" in client.get(f"/khoa-hoc/{course.slug}/").content.decode()


def test_a_passed_quiz_is_ticked_on_the_course_page_and_beside_every_lesson(
    course, quiz, enrolment, learner, client_for, now
):
    client = client_for(learner)
    pages = (f"/khoa-hoc/{course.slug}/", f"/hoc/{course.slug}/1/")
    assert not any("<span>đạt</span>" in client.get(page).content.decode() for page in pages)

    Grade.objects.create(
        learner=learner, quiz=quiz, percent=90, is_passed=True, attempts_closed=1, updated_at=now
    )

    assert all("<span>đạt</span>" in client.get(page).content.decode() for page in pages)

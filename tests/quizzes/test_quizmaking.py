"""An author makes a quiz from a bank in the editors' admin."""

import pytest
from django.urls import reverse

from quizzes.models import Quiz
from tests.support.people import make_organisation, make_person
from tests.support.quizzes import make_bank, make_item

pytestmark = pytest.mark.django_db

RULES = {
    "title": "Kiểm tra cuối khóa",
    "draw_count": "2",
    "time_limit_minutes": "15",
    "pass_percent": "70",
    "attempts_allowed": "3",
    "grading_method": "highest",
    "review_policy": "after_last",
}


@pytest.fixture
def bank(site, organisation, now):
    bank = make_bank(organisation, now)
    for _number in range(3):
        make_item(bank, now)
    return bank


def test_a_quiz_is_made_and_changed_on_one_page(client_for, instructor, bank):
    client = client_for(instructor)
    address = reverse("quizzes_quiz_add", args=[bank.uuid])

    assert client.get(address).status_code == 200
    assert client.post(address, RULES).status_code == 302

    quiz = Quiz.objects.get()
    assert (quiz.organisation, quiz.sections.get().draw_count) == (bank.organisation, 2)
    again = reverse("quizzes_quiz", args=[bank.uuid, quiz.uuid])
    assert client.post(again, {**RULES, "draw_count": "3", "pass_percent": "80"}).status_code == 302
    quiz.refresh_from_db()
    assert (quiz.pass_percent, quiz.sections.get().draw_count) == (80, 3)
    assert "Kiểm tra cuối khóa" in client.get(bank.get_absolute_url()).content.decode()


def test_a_quiz_that_cannot_be_filled_is_refused_with_a_sentence(client_for, instructor, bank):
    said = client_for(instructor).post(
        reverse("quizzes_quiz_add", args=[bank.uuid]), {**RULES, "draw_count": "4"}
    )

    assert "chỉ có 3 câu hỏi đang dùng" in said.content.decode()
    assert not Quiz.objects.exists()


def test_another_organisations_instructor_finds_no_such_bank(client_for, bank):
    stranger = make_person(
        "Ngô Văn Ngoài", organisation=make_organisation("KHAC", "Nơi khác"), role="instructor"
    )

    assert client_for(stranger).get(reverse("quizzes_quiz_add", args=[bank.uuid])).status_code == 404

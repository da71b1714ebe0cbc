"""An editor chooses among the self-checks of the own organisation; what stands in a page stays choosable there."""

import json

import pytest
from django.urls import reverse

from courses.models import LessonPage
from courses.services.authoring import add_lesson, create_course
from quizzes.blocks import self_check_choices
from tests.courses.test_authors_desk import lesson_form
from tests.support.every_kind import every_kind_quiz
from tests.support.people import make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def foreign(now):
    quiz = every_kind_quiz(make_organisation("KHAC", "Trường khác"), now, mode="self_check")
    quiz.title = "Tự kiểm tra của trường khác"
    quiz.save()
    return quiz


@pytest.fixture
def own(organisation, now):
    quiz = every_kind_quiz(organisation, now, mode="self_check")
    quiz.title = "Tự kiểm tra của mình"
    quiz.save()
    return quiz


@pytest.fixture
def lesson(site, organisation, now):
    course = create_course(code="KS-01", title="Ký số", organisation=organisation, now=now)
    add_lesson(course=course, title="Vì sao cần ký số")
    return LessonPage.objects.get()


@pytest.fixture
def address(lesson):
    return reverse("wagtailadmin_pages:edit", args=[lesson.pk])


def with_quiz(quiz):
    return lesson_form(
        **{
            "body-0-type": "self_check",
            "body-0-id": "11111111-1111-4111-8111-111111111111",
            "body-0-value-quiz": str(quiz.uuid),
        }
    )


def test_titles_of_other_organisations_are_not_shown(address, instructor, client_for, own, foreign):
    page = client_for(instructor).get(address).content.decode()
    assert str(own.uuid) in page
    assert foreign.title not in page
    assert str(foreign.uuid) not in page


def test_a_foreign_one_is_refused_in_words_and_an_own_one_kept(
    address, lesson, instructor, client_for, own, foreign
):
    client = client_for(instructor)
    refused = client.post(address, with_quiz(foreign))
    assert refused.status_code == 200
    assert str(foreign.uuid) not in json.dumps(LessonPage.objects.get().get_latest_revision().content)

    assert client.post(address, with_quiz(own)).status_code == 302
    assert str(own.uuid) in json.dumps(LessonPage.objects.get().get_latest_revision().content)


def test_what_stands_in_the_page_stays_choosable_there(address, lesson, instructor, client_for, foreign):
    lesson.body = json.dumps([{"type": "self_check", "value": {"quiz": str(foreign.uuid)}}])
    lesson.save_revision()
    client = client_for(instructor)

    assert str(foreign.uuid) in client.get(address).content.decode()
    assert client.post(address, with_quiz(foreign)).status_code == 302


def test_where_nobody_edits_all_can_be_named(own, foreign, client_for, instructor, address):
    client_for(instructor).get(address)
    assert {str(own.uuid), str(foreign.uuid)} <= {uuid for uuid, _title in self_check_choices()}

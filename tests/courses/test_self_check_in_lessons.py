"""A self-check within a lesson: its place is kept when the lesson is published, its questions are those of the day."""

import pytest
from django.apps import apps
from django.urls import reverse

from courses.models import LessonPage
from courses.reading import Piece, pieces_of
from courses.services.authoring import publish_lesson
from quizzes.models import Quiz
from tests.courses.conftest import TEXT
from tests.support.quizzes import make_quiz

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(organisation, now):
    return make_quiz(organisation, now, mode="self_check", title="Tự kiểm tra bài 1")


@pytest.fixture
def lesson(lessons, quiz, now):
    page = LessonPage.objects.get(lesson=lessons[0])
    blocks = [*TEXT, {"type": "self_check", "value": {"quiz": str(quiz.uuid)}}, *TEXT]
    page.body = page.body.stream_block.to_python(blocks)
    page.save_revision()
    publish_lesson(lesson=lessons[0], now=now)
    return lessons[0]


def test_a_learner_meets_the_questions_in_the_lesson_and_leaves_nothing(
    lesson, quiz, enrolment, learner, client_for
):
    lesson.text.refresh_from_db()
    assert [bool(piece.self_check) for piece in pieces_of(lesson.text.html)] == [False, True, False]
    client = client_for(learner)
    page = client.get(lesson.get_absolute_url()).content.decode()
    assert "Tự kiểm tra bài 1" in page
    assert f'action="{reverse("quizzes:self_check", args=[quiz.uuid])}"' in page
    assert page.index("Mở cổng") < page.index("Tự kiểm tra bài 1") < page.rindex("Mở cổng")

    before = {model: model.objects.count() for model in apps.get_app_config("quizzes").get_models()}
    mark = page.split('name="mark" value="')[1].split('"')[0]
    told = client.post(reverse("quizzes:self_check", args=[quiz.uuid]), {"mark": mark})
    assert told.status_code == 200
    assert before == {model: model.objects.count() for model in apps.get_app_config("quizzes").get_models()}


def test_a_self_check_that_is_gone_leaves_the_lesson_whole(lesson, quiz, enrolment, learner, client_for):
    Quiz.objects.filter(pk=quiz.pk).update(mode="exam")
    page = client_for(learner).get(lesson.get_absolute_url())
    assert page.status_code == 200
    assert "data-question " not in page.content.decode()


def test_a_text_that_only_looks_like_a_place_is_text():
    assert pieces_of("<p>&lt;hr data-self-check=&quot;x&quot;&gt;</p>") == [
        Piece(html="<p>&lt;hr data-self-check=&quot;x&quot;&gt;</p>")
    ]

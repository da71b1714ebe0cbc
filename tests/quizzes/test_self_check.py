"""Self-checks on public pages: judged at once, stored nowhere, without cookies, keys out of sight before."""

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quizzes.blocks import SelfCheckBlock
from quizzes.presenting.self_check import place_of
from quizzes.services.attempts import submit_attempt
from quizzes.services.starting import start_attempt
from tests.support.every_kind import KINDS, every_kind_quiz
from tests.support.queries import assert_max_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def quiz(organisation, now):
    return every_kind_quiz(organisation, now, mode="self_check", shuffle_choices=False)


@pytest.fixture
def stranger():
    return Client(enforce_csrf_checks=True)


def address(quiz):
    return reverse("quizzes:self_check", kwargs={"uuid": quiz.uuid})


def rows_of_everything():
    return {
        model.__name__: model.objects.count()
        for model in apps.get_models()
        if model._meta.managed and model._meta.app_label in {"quizzes", "sessions", "jobs"}
    }


def mark_in(html):
    return html.split('name="mark" value="')[1].split('"')[0]


def test_a_stranger_answers_and_is_told_without_leaving_a_trace(stranger, quiz):
    before = rows_of_everything()
    page = stranger.get(address(quiz))
    html = page.content.decode()
    for secret in ("Chung", "Gợi ý", "Bài mẫu", "Chấm theo ý", "choice_feedback", "correct"):
        assert secret not in html, secret
    assert "csrfmiddlewaretoken" not in html

    place = place_of(quiz)
    sent = {
        "mark": mark_in(html),
        f"{place}1-answer": "b",
        f"{place}3-answer": "false",
        f"{place}7-answer": "hà nội",
    }
    reply = stranger.post(address(quiz), sent)
    told = reply.content.decode()

    assert reply.status_code == 200
    assert f"Đúng 2 trên {len(KINDS) - 1} câu" in told
    assert "✗ Sai" in told
    assert "Xem lại Nghị định." in told
    assert 'value="b" checked' in told
    assert rows_of_everything() == before
    assert not stranger.cookies
    for response in (page, reply):
        assert "Set-Cookie" not in response


def test_nonsense_gets_sentences_and_never_an_error(stranger, quiz):
    mark = mark_in(stranger.get(address(quiz)).content.decode())
    place = place_of(quiz)
    forged = {f"{place}{n}-answer": ["zz", "\x00"] for n in range(1, 12)} | {
        f"{place}6-answer-a": "1",
        f"{place}9-answer-g99": "x",
        "mark": mark,
    }
    reply = stranger.post(address(quiz), forged)
    assert reply.status_code == 200
    assert "Chỉ chọn trong các phương án" in reply.content.decode()


def test_what_is_too_large_is_not_read(stranger, quiz):
    assert stranger.post(address(quiz), {"mark": "x" * 200_000}).status_code == 413


def test_answers_to_other_wordings_are_not_judged(stranger, quiz):
    reply = stranger.post(address(quiz), {"mark": "0" * 16})
    assert reply.status_code == 409
    assert "Chung" not in reply.content.decode()


@pytest.mark.parametrize("fields", [{"mode": "exam"}, {"mode": "practice"}])
def test_no_other_quiz_is_a_self_check(stranger, organisation, now, fields):
    exam = every_kind_quiz(organisation, now, **fields)
    assert stranger.get(address(exam)).status_code == 404
    assert stranger.post(address(exam), {}).status_code == 404


def test_it_costs_the_same_for_many_questions(stranger, quiz):
    stranger.get(address(quiz))
    with assert_max_queries(7):
        stranger.get(address(quiz))


def test_editors_put_one_into_a_page(quiz):
    block = SelfCheckBlock()
    assert (str(quiz.uuid), quiz.title) in list(block.child_blocks["quiz"].field.choices)
    html = block.render(block.to_python({"quiz": str(quiz.uuid)}))
    assert html.count("data-question ") == len(KINDS)
    assert f'action="{address(quiz)}"' in html
    assert "Chung" not in html
    assert "data-question" not in block.render(block.to_python({"quiz": "gone"}))


def test_wrong_answers_are_practised_again_only_when_nothing_is_secret(
    client_for, organisation, learner, colleague, now
):
    client = client_for(learner)
    exam = every_kind_quiz(organisation, now, kinds=KINDS[:3], attempts_allowed=2)
    first = start_attempt(quiz=exam, learner=learner, now=now)
    again = reverse("quizzes:again", kwargs={"uuid": first.uuid})
    assert client.get(again).status_code == 404, "it still runs"
    submit_attempt(attempt=first, now=now)
    assert client.get(again).status_code == 404, "an attempt is left"
    second = start_attempt(quiz=exam, learner=learner, now=now)
    submit_attempt(attempt=second, now=now)

    html = client.get(again).content.decode()
    assert html.count("data-question ") == 3
    assert "Chung" not in html
    assert client_for(colleague).get(again).status_code == 404
    before = rows_of_everything()
    told = client.post(again, {"mark": mark_in(html), f"{place_of(exam)}3-answer": "true"}).content.decode()
    assert "Đúng 1 trên 3 câu" in told
    assert rows_of_everything() == before


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://example.org/",
        "//example.org/",
        "/\\example.org",
        "javascript:alert(1)",
        "huong-dan/",
        "/\r\n/example.org",
        "/\t/example.org",
        "",
    ],
)
def test_the_way_back_stays_on_this_site(stranger, quiz, elsewhere):
    html = stranger.get(address(quiz), {"ve": elsewhere}).content.decode()

    assert "Quay lại trang vừa xem" not in html
    assert 'href="/huong-dan/a/"' in stranger.get(address(quiz), {"ve": "/huong-dan/a/"}).content.decode()

"""Doors, statuses, what a page promises, what a script is told, and how many questions each costs."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quizzes.models import Attempt, Response, ResponseEvent
from quizzes.services.attempts import submit_attempt
from quizzes.services.starting import start_attempt
from tests.support.queries import assert_flat_queries, assert_max_queries
from tests.support.quizzes import answers_of, make_bank, make_item, make_quiz, right_answer, shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    """The views ask the clock themselves."""
    return timezone.now()


@pytest.fixture
def client(client_for, learner):
    return client_for(learner)


def url(name, attempt, **more):
    return reverse(f"quizzes:{name}", kwargs={"uuid": attempt.uuid, **more})


def sent(slot, fields):
    """A page's form: what belongs to one question begins with its name."""
    return {name if name == "go" else f"q{slot}-{name}": value for name, value in fields.items()}


def body(slot=1, letter="a", **fields):
    return {
        "slot": slot,
        "answer": {"choices": [letter]},
        "client": "page-1",
        "sequence": 1,
        "base_revision": 0,
    } | fields


def post_json(client, attempt, data, **more):
    payload = data if isinstance(data, str | bytes) else json.dumps(data)
    return client.post(url("save", attempt), payload, content_type="application/json", **more)


def test_doors_open_for_the_owner_only(client_for, attempt, learner, colleague, instructor, registrar):
    pages = [
        ("get", url("attempt", attempt, slot=1)),
        ("post", url("attempt", attempt, slot=1)),
        ("get", url("overview", attempt)),
        ("get", url("state", attempt)),
        ("get", url("result", attempt)),
        ("get", url("receipt", attempt)),
        ("post", url("submit", attempt)),
    ]
    for person in (colleague, instructor, registrar):
        stranger = client_for(person)
        assert [getattr(stranger, method)(page).status_code for method, page in pages] == [404] * 7
        assert post_json(stranger, attempt, body()).status_code == 404
    owner = client_for(learner)
    assert [getattr(owner, method)(page).status_code for method, page in pages] == [
        200, 302, 200, 200, 302, 302, 302,
    ]  # fmt: skip


def test_the_door_of_another_persons_attempt_looks_like_no_attempt(client_for, attempt, colleague):
    stranger = client_for(colleague)
    real = stranger.get(url("result", attempt))
    missing = stranger.get(reverse("quizzes:result", kwargs={"uuid": "00000000-0000-4000-8000-000000000000"}))
    assert real.status_code == missing.status_code == 404
    assert len(real.content) == len(missing.content)


def test_who_is_signed_out_is_sent_to_sign_in_and_a_script_gets_401(client_for, attempt):
    anonymous = client_for(None)
    page = anonymous.get(url("attempt", attempt, slot=1))
    reply = post_json(anonymous, attempt, body())

    assert page.status_code == 302
    assert "next=" in page["Location"]
    assert (reply.status_code, reply.json()["error"]) == (401, "signed_out")
    assert reply.json()["message"]
    assert anonymous.get(url("state", attempt)).status_code == 401


def test_every_change_needs_the_forms_token(attempt, learner):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(learner)

    refused = post_json(strict, attempt, body())
    assert (refused.status_code, refused.json()["error"]) == (403, "csrf")
    assert refused.json()["message"]
    assert strict.post(url("attempt", attempt, slot=1), sent(1, {"answer": "a"})).status_code == 403
    assert strict.post(url("submit", attempt)).status_code == 403
    assert not Response.objects.exists()

    token = strict.get(url("state", attempt)).json()["csrf"]
    assert post_json(strict, attempt, body(), headers={"x-csrftoken": token}).status_code == 200


def test_reading_changes_nothing(client, attempt):
    for name in ("overview", "state", "submit", "save", "result", "receipt"):
        client.get(url(name, attempt))
    client.get(url("attempt", attempt, slot=1))

    attempt.refresh_from_db()
    assert not attempt.is_closed
    assert not ResponseEvent.objects.exists()
    assert client.get(url("submit", attempt)).status_code == 405
    assert client.get(url("save", attempt)).status_code == 405


def test_the_question_page_works_without_a_script(client, attempt):
    page = client.get(url("attempt", attempt, slot=1))
    html = page.content.decode()

    assert html.count("<h1") == 1
    assert "Câu 1 trên 3" in html
    assert html.count('type="radio"') == 4
    assert "<fieldset" in html
    assert 'name="csrfmiddlewaretoken"' in html
    assert page["Cache-Control"] == "private, no-store"

    reply = client.post(
        url("attempt", attempt, slot=1), sent(1, {"answer": "b", "base_revision": 0, "go": "next"})
    )

    slot = attempt.slots.get(slot=1)
    assert reply["Location"] == url("attempt", attempt, slot=2)
    assert answers_of(attempt) == {1: {"choices": [slot.choice_order[1]]}}
    again = client.get(url("attempt", attempt, slot=1)).content.decode()
    assert 'value="b" checked' in again
    assert "Đã lưu lúc" in again


@pytest.mark.parametrize(
    ("slot", "go", "name", "target"),
    [
        (2, "prev", "attempt", 1),
        (1, "next", "attempt", 2),
        (3, "next", "overview", None),
        (1, "prev", "overview", None),
        (1, "overview", "overview", None),
        (1, "", "attempt", 1),
    ],
)
def test_the_button_says_where_to_go(client, attempt, slot, go, name, target):
    reply = client.post(url("attempt", attempt, slot=slot), sent(slot, {"go": go}))
    assert reply["Location"] == url(name, attempt, **({"slot": target} if target else {}))


def test_marking_a_question_keeps_the_answer_too(client, attempt):
    client.post(url("attempt", attempt, slot=2), sent(2, {"answer": "a", "go": "flag-2"}))
    html = client.get(url("overview", attempt)).content.decode()
    assert "Xem lại sau" in html
    assert list(answers_of(attempt)) == [2]

    client.post(
        url("attempt", attempt, slot=2), sent(2, {"answer": "a", "base_revision": 1, "go": "unflag-2"})
    )
    assert not attempt.slots.get(slot=2).is_flagged


def test_a_forged_choice_is_422_with_a_sentence_and_changes_nothing(client, attempt):
    for forged in ({"answer": "z"}, {"answer": ["a", "b"]}, {"answer": "c1"}, {"base_revision": "x"}):
        reply = client.post(url("attempt", attempt, slot=1), sent(1, forged))
        assert reply.status_code == 422
        assert 'role="alert"' in reply.content.decode()
    assert not Response.objects.exists()


def test_paper_and_points_in_a_post_are_ignored(client, attempt):
    forged = {"answer": "a", "points": "100", "score": "100", "started_at": "2020-01-01", "time_limit": "999"}
    client.post(url("attempt", attempt, slot=1), sent(1, forged))
    post_json(client, attempt, body(slot=2, score=100, points=100, max_points=1))

    fresh = Attempt.objects.get(pk=attempt.pk)
    assert (fresh.score, fresh.max_points, fresh.due_at) == (None, attempt.max_points, attempt.due_at)


def test_another_window_was_quicker_and_the_page_shows_both(client, attempt):
    client.post(url("attempt", attempt, slot=1), sent(1, {"answer": "a", "base_revision": 0}))
    reply = client.post(url("attempt", attempt, slot=1), sent(1, {"answer": "b", "base_revision": 0}))
    html = reply.content.decode()

    assert reply.status_code == 409
    assert 'value="a" checked' in html
    assert "B. Phương án" in html
    assert (
        client.post(url("attempt", attempt, slot=1), sent(1, {"answer": "b", "base_revision": 1})).status_code
        == 302
    )


def test_what_the_script_had_acknowledged_is_not_written_again(client, attempt):
    client.post(url("attempt", attempt, slot=1), sent(1, {"answer": "a", "is_kept": "1", "go": "next"}))
    assert not ResponseEvent.objects.exists()


def test_the_scripts_own_save_and_its_form_are_one(client, attempt):
    post_json(client, attempt, body(letter="a", sequence=1))
    numbered = {"answer": "b", "client": "page-1", "sequence": 2, "base_revision": 0, "go": "next"}
    assert client.post(url("attempt", attempt, slot=1), sent(1, numbered)).status_code == 302
    assert Response.objects.get().revision == 2


def test_a_save_is_acknowledged_with_time_and_revision(client, attempt):
    reply = post_json(client, attempt, body()).json()
    again = post_json(client, attempt, body()).json()

    assert (reply["saved"], reply["slot"], reply["revision"]) == (True, 1, 1)
    assert 0 < reply["remaining_ms"] <= 30 * 60_000
    assert len(reply["saved_time"]) == 5
    assert (again["saved"], again["revision"], again["saved_at"]) == (True, 1, reply["saved_at"])


@pytest.mark.parametrize(
    ("data", "status", "field"),
    [
        (body(slot=99), 422, "slot"),
        (body(slot="1"), 422, "slot"),
        (body(slot=True), 422, "slot"),
        (body(letter="z"), 422, "answer.choices"),
        (body(letter="c1"), 422, "answer.choices"),
        (body(answer="a"), 422, "answer"),
        (body(answer={"value": True}), 422, "answer.choices"),
        (body(client="<script>"), 422, "client"),
        (body(client=""), 422, "client"),
        (body(sequence=0), 422, "sequence"),
        (body(base_revision=-1), 422, "base_revision"),
        (body(base_revision=2**40), 422, "base_revision"),
        ([], 422, "body"),
        ("{", 422, "body"),
        ("[" * 50_000, 422, "body"),
        (json.dumps(body(x="y" * 70_000)), 422, "body"),
    ],
)
def test_a_malformed_save_names_the_field(client, attempt, data, status, field):
    reply = post_json(client, attempt, data)
    assert (reply.status_code, reply.json()["field"]) == (status, field)
    assert reply.json()["error"]
    assert reply.json()["message"]
    assert not ResponseEvent.objects.exists()


def test_json_as_plain_text_is_refused(client, attempt):
    reply = client.post(url("save", attempt), json.dumps(body()), content_type="text/plain")
    assert (reply.status_code, reply.json()["error"]) == (415, "not_json")


def test_a_rival_save_brings_both_answers_in_the_letters_of_the_screen(client, attempt):
    post_json(client, attempt, body(letter="a"))
    reply = post_json(client, attempt, body(letter="b", client="other"))

    assert (reply.status_code, reply.json()["error"]) == (409, "conflict")
    assert reply.json()["current"] == {"choices": ["a"]}
    assert reply.json()["yours"] == {"choices": ["b"]}


def test_after_the_deadline_the_script_and_the_form_are_told(client, attempt):
    Attempt.objects.update(due_at=timezone.now() - timedelta(minutes=2))

    reply = post_json(client, attempt, body())
    assert (reply.status_code, reply.json()["error"]) == (409, "late")
    form = client.post(url("attempt", attempt, slot=1), sent(1, {"answer": "b"}))
    assert form.status_code == 409
    assert "không được tính điểm" in form.content.decode()
    assert Attempt.objects.get().status == "expired"


def test_after_handing_in_the_script_is_told(client, attempt):
    client.post(url("submit", attempt))
    assert post_json(client, attempt, body()).json()["error"] == "closed"


def test_looking_at_an_overdue_attempt_closes_it_and_shows_the_result(client, attempt):
    Attempt.objects.update(due_at=timezone.now() - timedelta(minutes=2))
    reply = client.get(url("attempt", attempt, slot=1), follow=True)
    assert reply.redirect_chain[-1][0] == url("result", attempt)
    assert Attempt.objects.get().status == "expired"
    assert client.get(url("overview", attempt))["Location"] == url("result", attempt)


def test_the_overview_lists_what_is_not_answered(client, attempt):
    client.post(url("attempt", attempt, slot=2), sent(2, {"answer": "a"}))
    html = client.get(url("overview", attempt)).content.decode()
    assert "2 câu chưa trả lời" in html
    assert html.count("Chưa trả lời") == 2


def test_submitting_twice_shows_the_same_result(client, attempt):
    first = client.post(url("submit", attempt), follow=True).content.decode()
    second = client.post(url("submit", attempt), follow=True).content.decode()
    receipt = Attempt.objects.get().receipt_sha256
    assert receipt in first
    assert receipt in second
    assert attempt.receipt_number in first


def test_a_submission_carries_answers_and_names_what_is_wrong_with_them(client, attempt):
    slot = attempt.slots.select_related("version").get(slot=1)
    letter = shown(slot, right_answer(slot))["choices"][0]
    for broken in ("{", "{}", json.dumps([body(slot=9)]), json.dumps([body(letter="z")])):
        reply = client.post(url("submit", attempt), {"unacked": broken})
        assert reply.status_code == 422
        assert not Attempt.objects.get().is_closed

    client.post(url("submit", attempt), {"unacked": json.dumps([body(letter=letter)])})
    assert Attempt.objects.get().score == 1


def test_a_submission_with_a_rival_answer_is_held_once(client, attempt):
    client.post(url("attempt", attempt, slot=1), sent(1, {"answer": "a"}))
    rival = {"unacked": json.dumps([body(letter="b", client="old")])}

    held = client.post(url("submit", attempt), rival)
    assert held.status_code == 409
    assert url("attempt", attempt, slot=1) in held.content.decode()

    assert client.post(url("submit", attempt), rival).status_code == 302
    assert Attempt.objects.get().is_closed


def test_the_result_says_score_pass_receipt_and_the_way_back(client, attempt, now):
    for slot in attempt.slots.select_related("version").filter(slot__lt=3):
        client.post(
            url("attempt", attempt, slot=slot.slot),
            sent(slot.slot, {"answer": shown(slot, right_answer(slot))["choices"]}),
        )
    html = client.post(url("submit", attempt), follow=True).content.decode()

    assert "66,67 %" in html
    assert "Chưa đạt" in html
    assert "cần 70 %" in html.replace("\n", " ")
    assert 'href="/khoa-hoc/thu/kiem-tra/"' in html


def test_the_receipt_is_the_bytes_behind_its_mark(client, attempt):
    import hashlib

    client.post(url("attempt", attempt, slot=1), sent(1, {"answer": "b"}))
    client.post(url("submit", attempt))
    reply = client.get(url("receipt", attempt))

    assert hashlib.sha256(reply.content).hexdigest() == Attempt.objects.get().receipt_sha256
    assert reply.json()["answers"][0] == {"answer": {"choices": ["b"]}, "slot": 1}
    assert "attachment" in reply["Content-Disposition"]


def test_the_review_shows_answers_words_and_reasons_when_allowed(client, organisation, learner, now):
    bank = make_bank(organisation, now)
    key = {"feedback": "<p>Vì luật nói vậy.</p>", "scoring": "proportional"}
    items = [
        make_item(bank, now, key={**key, "correct": ["c2"], "choice_feedback": {"c1": "Cách cũ."}}),
        make_item(bank, now, kind="multiple_choice", key={**key, "correct": ["c1", "c3"]}),
        make_item(bank, now, kind="true_false", key={**key, "correct": False}),
        make_item(bank, now, kind="true_false"),
    ]
    quiz = make_quiz(
        organisation, now, items=items, shuffle_items=False, shuffle_choices=False, review_policy="after_each"
    )
    attempt = start_attempt(quiz=quiz, learner=learner, now=now)
    for slot, answer in enumerate(["a", "a", "false"], start=1):
        client.post(url("attempt", attempt, slot=slot), sent(slot, {"answer": answer}))
    html = client.post(url("submit", attempt), follow=True).content.decode()

    for words in ("✗ Sai", "◐ Đúng một phần", "✓ Đúng", "Chưa trả lời", "Cách cũ.", "Vì luật nói vậy."):
        assert words in html
    assert "37,50 %" in html


def test_hidden_review_shows_own_answers_only(client, attempt):
    client.post(url("attempt", attempt, slot=1), sent(1, {"answer": "a"}))
    html = client.post(url("submit", attempt), follow=True).content.decode()
    assert "câu trả lời của bạn" in html
    assert "quiz-right" not in html


def test_the_result_of_a_running_attempt_is_its_overview(client, attempt):
    assert client.get(url("result", attempt))["Location"] == url("overview", attempt)
    assert client.get(url("receipt", attempt))["Location"] == url("overview", attempt)


def test_a_question_that_is_not_on_the_paper_is_404(client, attempt):
    assert client.get(url("attempt", attempt, slot=4)).status_code == 404
    assert client.get(url("attempt", attempt, slot=0)).status_code == 404


def test_english_has_its_own_address(client, attempt):
    html = client.get(f"/en{url('attempt', attempt, slot=1)}").content.decode()
    assert "Question 1 of 3" in html


def test_no_inline_script_or_style_and_no_frames(client, attempt):
    reply = client.get(url("attempt", attempt, slot=1))
    html = reply.content.decode()
    assert "style=" not in html
    assert "<script>" not in html
    assert "frame-ancestors 'none'" in reply["Content-Security-Policy"]


def grow(quiz, now, times=100):
    """More learners, more attempts, more questions elsewhere."""
    from tests.support.people import make_person

    for number in range(times):
        other = make_person(f"Người {number}", organisation=quiz.organisation)
        attempt = start_attempt(quiz=quiz, learner=other, now=now)
        submit_attempt(attempt=attempt, now=now)
    bank = make_bank(quiz.organisation, now)
    for _ in range(times):
        make_item(bank, now)


def test_the_question_page_asks_few_questions(client, attempt, quiz, now):
    """Session, person, slot with attempt and quiz, response, number of questions; one to spare for the header."""
    client.get(url("attempt", attempt, slot=1))
    with assert_max_queries(6):
        client.get(url("attempt", attempt, slot=1))
    assert_flat_queries(
        grow=lambda: grow(quiz, now), work=lambda: client.get(url("attempt", attempt, slot=1))
    )


def test_a_save_asks_few_questions(client, attempt, quiz, now):
    """Session, person, slot, lock, slot again with its answer, replay?, answer, event: eight; one to spare."""
    numbers = iter(range(1, 1000))

    def work():
        number = next(numbers)
        post_json(client, attempt, body(letter="ab"[number % 2], sequence=number))

    work()
    with assert_max_queries(9):
        work()
    assert_flat_queries(grow=lambda: grow(quiz, now), work=work)


def test_overview_and_result_do_not_grow_with_the_paper(client, organisation, learner, now):
    def cost(questions):
        quiz = make_quiz(organisation, now, questions=questions, review_policy="after_each")
        attempt = start_attempt(quiz=quiz, learner=learner, now=now)
        with assert_max_queries(5):
            client.get(url("overview", attempt))
        client.post(url("submit", attempt))
        with assert_max_queries(8):
            client.get(url("result", attempt))

    cost(2)
    cost(40)

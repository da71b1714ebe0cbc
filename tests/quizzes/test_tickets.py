"""The ticket that stands in for the session on the path of saving: what it opens, what it never opens, what ends it."""

import json
import logging
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings as django_settings
from django.contrib.auth import SESSION_KEY
from django.core import signing
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from quizzes.models import Attempt, Response, ResponseEvent
from quizzes.services.attempts import submit_attempt
from quizzes.services.starting import start_attempt
from quizzes.tickets import SALT, device_key, issue_ticket, read_ticket
from tests.support.queries import assert_max_queries
from tests.support.quizzes import answers_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def ticket(attempt, learner, now):
    return issue_ticket(attempt=attempt, password=learner.password, now=now)


@pytest.fixture
def strict():
    """A browser without a session that never forgives a missing CSRF token."""
    return Client(enforce_csrf_checks=True)


def url(name, attempt, **more):
    return reverse(f"quizzes:{name}", kwargs={"uuid": attempt.uuid, **more})


def body(slot=1, letter="a", **fields):
    return {
        "slot": slot,
        "answer": {"choices": [letter]},
        "client": "page-1",
        "sequence": 1,
        "base_revision": 0,
    } | fields


def post(client, attempt, ticket, data=None, *, name="save", prefix="", **more):
    headers = {"x-attempt-ticket": ticket} if ticket else {}
    payload = json.dumps(body() if data is None else data)
    return client.post(
        prefix + url(name, attempt), payload, content_type="application/json", headers=headers, **more
    )


def test_a_ticket_saves_without_session_and_cookie(strict, attempt, ticket):
    reply = post(strict, attempt, ticket)

    assert (reply.status_code, reply.json()["saved"], reply.json()["revision"]) == (200, True, 1)
    assert list(answers_of(attempt)) == [1]
    assert reply.cookies == {}


def test_a_save_with_a_ticket_asks_at_most_four_questions(strict, attempt, ticket):
    """Place with lock, event, answer; the counts when they grew."""
    post(strict, attempt, ticket)
    with assert_max_queries(3):
        post(strict, attempt, ticket, body(letter="b", sequence=2, base_revision=1))
    with assert_max_queries(4):
        post(strict, attempt, ticket, body(letter="c", sequence=3, base_revision=2, pastes=1, focus_losses=2))
    attempt.refresh_from_db()
    assert (attempt.pastes, attempt.focus_losses) == (1, 2)


def test_both_doors_send_the_same_headers(strict, client_for, learner, attempt, ticket):
    by_ticket = post(strict, attempt, ticket)
    by_session = post(client_for(learner), attempt, "", body(sequence=2))

    ours, theirs = dict(by_ticket.items()), dict(by_session.items())
    for name in ("Vary", "Content-Length"):
        ours.pop(name, None)
        theirs.pop(name, None)
    assert ours == theirs
    assert ours["Cache-Control"] == "private, no-store"
    assert "frame-ancestors 'none'" in ours["Content-Security-Policy"]
    assert ours["X-Content-Type-Options"] == "nosniff"


def test_the_door_keeps_hosts_limits_and_language(strict, attempt, ticket):
    with override_settings(ALLOWED_HOSTS=["hoc.example.vn"]):
        assert post(strict, attempt, ticket).status_code == 400
    too_long = post(strict, attempt, ticket, body(x="y" * 70_000))
    assert (too_long.status_code, too_long.json()["field"]) == (422, "body")
    plain = strict.post(
        url("save", attempt), "{}", content_type="text/plain", headers={"x-attempt-ticket": ticket}
    )
    assert plain.status_code == 415
    assert post(strict, attempt, ticket, body(slot=99))["Content-Language"] == "vi"
    english = post(strict, attempt, ticket, body(slot=99), prefix="/en")
    assert english.json()["message"] == "This paper has no such question."
    assert english["Content-Language"] == "en"
    assert not Response.objects.exists()


@pytest.mark.parametrize("broken", ["", "x", "a.b.c", "0" * 500, "é", "\x00"])
def test_a_forged_or_mutilated_ticket_is_401(strict, attempt, ticket, broken):
    for text in (
        broken or "-",
        ticket[:-1] + ("A" if ticket[-1] != "A" else "B"),
        ticket.replace(".", "x", 1),
        ticket + "0",
    ):
        assert read_ticket(text, now=timezone.now()) is None
    assert post(strict, attempt, ticket[:-2]).status_code == 401
    assert not ResponseEvent.objects.exists()


def test_a_ticket_opens_only_its_own_attempt(strict, attempt, ticket, quiz, colleague, now):
    theirs = start_attempt(quiz=quiz, learner=colleague, now=now)
    reply = post(strict, theirs, ticket)
    assert (reply.status_code, reply.json()["error"]) == (401, "ticket_over")
    assert not ResponseEvent.objects.exists()


def test_a_ticket_opens_nothing_but_saving(strict, attempt, ticket):
    head = {"x-attempt-ticket": ticket}
    assert strict.get(url("attempt", attempt, slot=1), headers=head).status_code == 302
    assert strict.get(url("state", attempt), headers=head).status_code == 401
    assert strict.get(url("save", attempt), headers=head).status_code == 405
    assert strict.post(url("submit", attempt), headers=head).status_code == 403
    assert strict.post(url("attempt", attempt, slot=1), {"q1-answer": "a"}, headers=head).status_code == 403
    assert not Attempt.objects.get().is_closed


def test_it_ends_with_the_deadline_and_its_grace(attempt, ticket):
    assert read_ticket(ticket, now=attempt.due_at + timedelta(seconds=60)) is not None
    assert read_ticket(ticket, now=attempt.due_at + timedelta(seconds=62)) is None


def test_it_ends_after_twelve_hours_where_there_is_no_deadline(attempt, learner, now):
    attempt.due_at = None
    endless = issue_ticket(attempt=attempt, password=learner.password, now=now)
    assert read_ticket(endless, now=now + timedelta(hours=12)) is not None
    assert read_ticket(endless, now=now + timedelta(hours=12, seconds=2)) is None


def test_it_ends_with_signing_out(client_for, learner, attempt, ticket, strict):
    client = client_for(learner)
    assert "Clear-Site-Data" not in client.get(url("attempt", attempt, slot=1))
    gone = client.post(reverse("account_logout"))
    assert (gone.status_code, gone["Clear-Site-Data"]) == (302, '"storage"')
    assert SESSION_KEY not in client.session
    assert post(strict, attempt, ticket).status_code == 401


def test_it_ends_when_a_session_is_ended_from_the_list(learner, attempt, ticket, strict):
    session = UserSession.objects.create(user=learner, ip="127.0.0.1", session_key="x" * 32, user_agent="")
    session.delete()
    assert post(strict, attempt, ticket).status_code == 401


def test_it_ends_with_another_password(learner, attempt, ticket, strict):
    learner.set_password("một mật khẩu khác 99")
    learner.save()
    assert post(strict, attempt, ticket).status_code == 401


def test_it_ends_with_the_account(learner, attempt, ticket, strict):
    learner.is_active = False
    learner.save()
    assert post(strict, attempt, ticket).status_code == 401
    assert not ResponseEvent.objects.exists()


def test_after_handing_in_it_changes_nothing(attempt, ticket, strict, now):
    submit_attempt(attempt=attempt, now=now)
    reply = post(strict, attempt, ticket)
    assert (reply.status_code, reply.json()["error"]) == (409, "closed")
    assert answers_of(attempt) == {}


def test_rotated_keys_still_count_while_they_are_named(attempt, ticket, now):
    old = django_settings.SECRET_KEY
    with override_settings(SECRET_KEY="ein anderer", SECRET_KEY_FALLBACKS=[old]):
        assert read_ticket(ticket, now=now) is not None
    with override_settings(SECRET_KEY="ein anderer"):
        assert read_ticket(ticket, now=now) is None


def test_no_other_signature_of_ours_is_a_ticket(attempt, learner, now):
    claims = f"{attempt.uuid.hex}.{learner.pk}.0.{int(now.timestamp()) + 100}.{'0' * 16}"
    assert read_ticket(signing.Signer(salt=SALT).sign(claims), now=now) is not None
    for salt in ("django.contrib.sessions.backends.signed_cookies", "account", ""):
        assert read_ticket(signing.Signer(salt=salt or None).sign(claims), now=now) is None


def test_the_owners_state_brings_a_new_one_and_only_the_owner(
    client_for, learner, colleague, attempt, strict
):
    said = client_for(learner).get(url("state", attempt)).json()
    assert post(strict, attempt, said["ticket"]).status_code == 200
    assert said["device_key"] == device_key(attempt)
    assert client_for(colleague).get(url("state", attempt)).status_code == 404
    assert "ticket" not in strict.get(url("state", attempt)).json()


def test_the_page_hands_it_over_and_nothing_writes_it_down(client_for, learner, attempt, strict, caplog):
    page = client_for(learner).get(url("attempt", attempt, slot=1))
    ticket = page.content.decode().split('data-ticket="')[1].split('"')[0]
    assert page["Cache-Control"] == "private, no-store"
    with caplog.at_level(logging.DEBUG):
        assert post(strict, attempt, ticket).status_code == 200
        post(strict, attempt, ticket[:-3])
    assert ticket[:40] not in caplog.text


def test_counts_come_with_a_beat_and_only_grow(strict, attempt, ticket, now):
    post(strict, attempt, ticket, body(seconds=3))
    Attempt.objects.update(started_at=now - timedelta(minutes=10))

    beat = {"focus_losses": 2, "pastes": 1, "seconds": {"1": 40, "2": 5, "77": 9}}
    reply = post(strict, attempt, ticket, beat, name="beat").json()
    post(strict, attempt, ticket, {"focus_losses": 1, "pastes": 0, "seconds": {"1": 7}}, name="beat")

    attempt.refresh_from_db()
    assert (attempt.focus_losses, attempt.pastes) == (2, 1)
    assert Response.objects.get().seconds == 40
    assert (reply["noted"], reply["is_closed"], reply["revisions"]) == (True, False, {"1": 1})
    assert reply["remaining_ms"] > 0


@pytest.mark.parametrize(
    "bad",
    [
        [],
        {"seconds": []},
        {"seconds": {"x": 1}},
        {"seconds": {"1": "2"}},
        {"pastes": -1},
        {"focus_losses": True},
    ],
)
def test_a_malformed_beat_is_422(strict, attempt, ticket, bad):
    assert post(strict, attempt, ticket, bad, name="beat").status_code == 422
    attempt.refresh_from_db()
    assert (attempt.focus_losses, attempt.pastes) == (0, 0)


def test_seconds_cannot_exceed_the_time_since_the_start(strict, attempt, ticket):
    post(strict, attempt, ticket, body(seconds=99_999, pastes=10**9))
    assert Response.objects.get().seconds <= 120
    attempt.refresh_from_db()
    assert attempt.pastes == 100_000

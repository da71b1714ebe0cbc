"""Faults while people answer (safety 3): what the server promises. Browsers: tests/journeys; kills: tests/siege."""

import json
from datetime import timedelta
from unittest import mock

import pytest
from django.db import OperationalError, transaction
from django.urls import reverse
from django.utils import timezone

from quizzes.models import Attempt, GradeEvent, Response, ResponseEvent
from quizzes.services import attempts, saving, saving_rows
from quizzes.services.attempts import Save, close_overdue_attempts, submit_attempt
from quizzes.services.starting import start_attempt
from tests.support.people import make_person
from tests.support.queries import assert_max_queries
from tests.support.quizzes import answers_of, make_quiz

A, B = {"choices": ["c1"]}, {"choices": ["c2"]}


class Killed(BaseException):
    """What SIGKILL does to a transaction: nothing after it runs, nothing is committed."""


@pytest.fixture
def now():
    return timezone.now()


def save_of(answer=A, sequence=1, base=0, slot=1):
    return Save(slot=slot, answer=answer, client="page-1", sequence=sequence, base_revision=base)


def keep(attempt, now, save):
    return attempts.keep_answer(attempt=attempt.uuid, learner_id=attempt.learner_id, save=save, now=now)


def url(name, attempt, **more):
    return reverse(f"quizzes:{name}", kwargs={"uuid": attempt.uuid, **more})


@pytest.mark.django_db
@pytest.mark.parametrize("dies_in", ["add_event", "put_answer"])
def test_fault_01_dying_before_the_commit_leaves_nothing_and_the_retry_is_one_event(attempt, now, dies_in):
    real = getattr(saving_rows, dies_in)

    def dying(**fields):
        real(**fields)
        raise Killed

    with mock.patch.object(saving_rows, dies_in, dying), pytest.raises(Killed):
        keep(attempt, now, save_of())
    assert not ResponseEvent.objects.exists()
    assert not Response.objects.exists()

    assert keep(attempt, now, save_of()).is_saved
    assert (ResponseEvent.objects.count(), Response.objects.get().revision) == (1, 1)


@pytest.mark.django_db
def test_fault_02_dying_after_the_commit_the_retry_is_recognised_and_acknowledged(attempt, now):
    with (
        mock.patch.object(saving, "SavedAnswer", side_effect=Killed),
        pytest.raises(Killed),
        transaction.atomic(),
    ):
        keep(attempt, now, save_of())
    first = keep(attempt, now, save_of())
    again = keep(attempt, now + timedelta(seconds=9), save_of())
    assert (again.is_saved, again.is_replay, again.revision, again.saved_at) == (
        True,
        True,
        1,
        first.saved_at,
    )
    assert ResponseEvent.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("dies_in", ["sha256_of", "grade_attempt"])
def test_fault_03_dying_while_handing_in_leaves_all_or_nothing(attempt, now, dies_in):
    keep(attempt, now, save_of())
    with mock.patch.object(attempts, dies_in, side_effect=Killed), pytest.raises(Killed):
        submit_attempt(attempt=attempt, now=now, unacked=[save_of(B, 2, 0, slot=2)])
    attempt.refresh_from_db()
    assert not attempt.is_closed
    assert answers_of(attempt) == {1: A}
    assert not GradeEvent.objects.exists()

    first = submit_attempt(attempt=attempt, now=now, unacked=[save_of(B, 2, 0, slot=2)])
    again = submit_attempt(attempt=attempt, now=now, unacked=[save_of(B, 2, 0, slot=2)])
    assert first.receipt_sha256 == again.receipt_sha256
    assert answers_of(attempt) == {1: A, 2: B}
    assert GradeEvent.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_fault_06_without_a_database_the_page_is_told_to_try_again(client_for, learner, attempt):
    client = client_for(learner)
    data = {"slot": 1, "answer": {"choices": ["a"]}, "client": "p", "sequence": 1, "base_revision": 0}

    def ask():
        return client.post(url("save", attempt), json.dumps(data), content_type="application/json")

    with mock.patch.object(saving_rows, "read_place", side_effect=OperationalError("gone")) as asked:
        gone = ask()
    assert (gone.status_code, gone.json()["error"], gone["Retry-After"]) == (503, "try_again", "2")
    assert asked.call_count == 2, "once more on a new connection before giving up"
    assert ask().json()["saved"] is True

    real, calls = saving_rows.read_place, []

    def once(**fields):
        calls.append(1)
        if len(calls) == 1:
            raise OperationalError("the connection was cut by a restart")
        return real(**fields)

    data |= {"sequence": 2, "answer": {"choices": ["b"]}, "base_revision": 1}
    with mock.patch.object(saving_rows, "read_place", side_effect=once):
        assert ask().json()["saved"] is True


@pytest.mark.django_db
def test_fault_09_a_decision_that_was_overtaken_is_made_again(attempt, now):
    """PostgreSQL may show an answer from before the lock was free: what is written names the revision it was decided on."""
    keep(attempt, now, save_of(A, 1))
    real, calls = saving_rows.read_place, []

    def stale(**fields):
        place = real(**fields)
        calls.append(1)
        if len(calls) == 1:
            place.revision, place.answer = 0, None
        return place

    other = Save(slot=1, answer=B, client="desk", sequence=1, base_revision=0)
    with mock.patch.object(saving_rows, "read_place", side_effect=stale):
        saved = keep(attempt, now, other)
    assert len(calls) == 2
    assert (saved.outcome, saved.answer) == ("conflict", A)
    assert answers_of(attempt) == {1: A}
    assert ResponseEvent.objects.filter(client="desk").count() == 1


@pytest.mark.django_db
def test_fault_12_nobody_comes_back_and_the_sweep_closes_at_the_deadline(organisation, now):
    quiz = make_quiz(organisation, now)
    begun = [
        start_attempt(quiz=quiz, learner=make_person(f"Người {n}", organisation=organisation), now=now)
        for n in range(5)
    ]
    keep(begun[0], now, save_of())
    later = begun[0].due_at + timedelta(seconds=61)
    assert close_overdue_attempts(now=later - timedelta(seconds=1)) == 0
    assert close_overdue_attempts(now=later, limit=2) == 2
    assert close_overdue_attempts(now=later) == 3
    assert close_overdue_attempts(now=later) == 0
    assert set(Attempt.objects.values_list("status", "closed_at")) == {("expired", begun[0].due_at)}


@pytest.mark.django_db
def test_fault_12_the_sweep_leaves_those_whose_late_answers_still_count(organisation, now):
    quiz = make_quiz(organisation, now, late_policy="grade")
    person = make_person("Người Muộn", organisation=organisation)
    attempt = start_attempt(quiz=quiz, learner=person, now=now)
    late = attempt.due_at + timedelta(minutes=20)
    assert close_overdue_attempts(now=late) == 0
    assert keep(attempt, late, save_of()).is_saved
    assert close_overdue_attempts(now=attempt.due_at + timedelta(minutes=62)) == 1
    attempt.refresh_from_db()
    assert (attempt.status, attempt.is_late, attempt.closed_at) == ("expired", True, late)


@pytest.mark.django_db
def test_fault_13_an_expired_session_or_token_is_json_with_a_way_on(client_for, attempt):
    anonymous = client_for(None)
    reply = anonymous.post(url("save", attempt), "{}", content_type="application/json")
    assert (reply.status_code, reply.json()["error"]) == (401, "signed_out")
    assert reply.json()["csrf"], "the token to sign in with, on this very page"
    assert anonymous.get(url("state", attempt)).json()["csrf"]


@pytest.mark.django_db
def test_fault_14_the_countdown_is_the_servers(client_for, learner, attempt):
    said = client_for(learner).get(url("state", attempt)).json()
    assert 29 * 60_000 < said["remaining_ms"] <= 30 * 60_000
    assert said["server_time"]


@pytest.mark.django_db
def test_a_page_of_twenty_questions_asks_at_most_twelve(client_for, organisation, learner, now):
    """Session, person, attempt with quiz, slots, wordings with answers, sections, and the header."""
    quiz = make_quiz(organisation, now, questions=20, layout="all")
    attempt = start_attempt(quiz=quiz, learner=learner, now=now)
    client = client_for(learner)
    client.get(url("attempt", attempt, slot=1))
    with assert_max_queries(12):
        page = client.get(url("attempt", attempt, slot=1))
    assert page.content.count(b"data-question ") == 20

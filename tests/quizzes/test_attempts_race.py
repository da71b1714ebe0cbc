"""Two windows at the same moment: real connections, real commits."""

import threading
from unittest import mock

import pytest
from django.db import connection, connections

from quizzes.models import Attempt, Grade, GradeEvent, Response, ResponseEvent
from quizzes.services import saving_rows
from quizzes.services.attempts import save_response, submit_attempt
from quizzes.services.starting import start_attempt
from tests.support.people import make_organisation, make_person
from tests.support.queries import assert_max_queries
from tests.support.quizzes import make_quiz

pytestmark = [pytest.mark.django_db(transaction=True)]


def at_once(*works):
    """Run all at the same moment, each in its own connection; what they returned, or raised."""
    gate = threading.Barrier(len(works))
    results = [None] * len(works)

    def run(place, work):
        try:
            gate.wait(10)
            results[place] = work()
        except Exception as error:
            results[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


@pytest.fixture
def stage(now):
    organisation = make_organisation("HVHC", "Học viện Hành chính")
    learner = make_person("Nguyễn Thị Lan", organisation=organisation)
    return make_quiz(organisation, now, attempts_allowed=1), learner


def test_starting_in_parallel_gives_one_attempt(stage, now):
    quiz, learner = stage
    started = at_once(*[lambda: start_attempt(quiz=quiz, learner=learner, now=now)] * 4)

    assert {attempt.pk for attempt in started} == set(Attempt.objects.values_list("pk", flat=True))
    assert Attempt.objects.count() == 1
    assert Attempt.objects.get().slots.count() == 3


def test_submitting_in_parallel_grades_once_with_one_receipt(stage, now):
    quiz, learner = stage
    attempt = start_attempt(quiz=quiz, learner=learner, now=now)
    closed = at_once(*[lambda: submit_attempt(attempt=attempt, now=now)] * 4)

    assert len({one.receipt_sha256 for one in closed}) == 1
    assert (GradeEvent.objects.count(), Grade.objects.count()) == (1, 1)


def test_the_same_save_in_parallel_is_one_event_and_rivals_do_not_overwrite(stage, now):
    quiz, learner = stage
    attempt = start_attempt(quiz=quiz, learner=learner, now=now)

    def save(client, choice):
        return lambda: save_response(
            attempt=attempt,
            slot=1,
            answer={"choices": [choice]},
            client=client,
            sequence=1,
            base_revision=0,
            now=now,
        )

    saved = at_once(save("a", "c1"), save("a", "c1"), save("b", "c2"), save("b", "c2"))

    assert ResponseEvent.objects.count() == 2
    assert sorted({one.outcome for one in saved}) == ["accepted", "conflict"]
    winner = next(one for one in saved if one.is_saved)
    assert Response.objects.get().answer == winner.offered
    assert connection.vendor in {"sqlite", "postgresql"}


# On PostgreSQL the plain case is one statement without a lock taken before; what happened in between must not matter.


@pytest.fixture
def running(stage, now):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite takes its write lock first: nothing can happen in between")
    quiz, learner = stage
    return start_attempt(quiz=quiz, learner=learner, now=now)


def keep(attempt, now, choice="c1", client="a", sequence=1, base=0):
    return save_response(
        attempt=attempt,
        slot=1,
        answer={"choices": [choice]},
        client=client,
        sequence=sequence,
        base_revision=base,
        now=now,
    )


def after_reading(happens):
    """The place as it was read, and then something happens before the answer is written; once."""
    real, calls = saving_rows.read_place, []

    def read(**fields):
        place = real(**fields)
        calls.append(1)
        if len(calls) == 1:
            happens()
        return place

    return mock.patch.object(saving_rows, "read_place", side_effect=read)


def test_the_plain_case_is_two_statements(running, now):
    keep(running, now)
    with assert_max_queries(2):
        assert keep(running, now, "c2", sequence=2, base=1).revision == 2
    event = ResponseEvent.objects.get(sequence=2)
    assert (event.outcome, event.revision, event.answer) == ("accepted", 2, {"choices": ["c2"]})
    assert (event.received_at, Response.objects.get().answer) == (now, {"choices": ["c2"]})


def test_a_rival_that_was_quicker_is_not_overwritten(running, now):
    with after_reading(lambda: keep(running, now, "c3", client="b")):
        saved = keep(running, now, "c1")
    assert (saved.outcome, saved.answer) == ("conflict", {"choices": ["c3"]})
    assert Response.objects.get().answer == {"choices": ["c3"]}
    assert ResponseEvent.objects.count() == 2


def test_an_attempt_that_was_closed_meanwhile_takes_nothing(running, now):
    with after_reading(lambda: submit_attempt(attempt=running, now=now)):
        saved = keep(running, now)
    assert saved.outcome == "late"
    assert not Response.objects.exists()
    assert ResponseEvent.objects.get().outcome == "late"


def test_the_same_save_that_arrived_twice_is_one_event(running, now):
    with after_reading(lambda: keep(running, now)):
        saved = keep(running, now)
    assert (saved.outcome, saved.revision, saved.is_replay) == ("accepted", 1, True)
    assert (ResponseEvent.objects.count(), Response.objects.get().revision) == (1, 1)

"""Two windows at the same moment: real connections, real commits."""

import threading

import pytest
from django.db import connection, connections

from quizzes.models import Attempt, Grade, GradeEvent, Response, ResponseEvent
from quizzes.services.attempts import save_response, start_attempt, submit_attempt
from tests.support.people import make_organisation, make_person
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

"""Acknowledged means on disk; nothing that arrives is dropped, nothing newer is overwritten in silence."""

from datetime import timedelta

import pytest

from quizzes.errors import AnswerRefused
from quizzes.models import AttemptItem, Response, ResponseEvent
from quizzes.services.attempts import submit_attempt
from tests.support.quizzes import answers_of

pytestmark = pytest.mark.django_db
A, B = {"choices": ["c1"]}, {"choices": ["c2"]}
SECOND = timedelta(seconds=1)


def test_an_answer_is_kept_with_its_revision(attempt, save, now):
    first = save(attempt, 1, A)
    second = save(attempt, 1, B, base_revision=first.revision)

    assert (first.is_saved, first.revision, second.revision) == (True, 1, 2)
    assert answers_of(attempt) == {1: B}
    assert ResponseEvent.objects.filter(attempt_item__attempt=attempt).count() == 2


def test_the_same_save_again_is_acknowledged_again_and_changes_nothing(attempt, save):
    first = save(attempt, 1, A, sequence=7)
    save(attempt, 1, B, sequence=8, base_revision=1)

    again = save(attempt, 1, A, sequence=7)

    assert (again.is_saved, again.revision, again.saved_at) == (True, 1, first.saved_at)
    assert again.is_replay
    assert answers_of(attempt) == {1: B}
    assert ResponseEvent.objects.count() == 2


def test_one_number_for_two_answers_is_refused(attempt, save):
    save(attempt, 1, A, sequence=7)
    with pytest.raises(AnswerRefused) as caught:
        save(attempt, 1, B, sequence=7)
    assert caught.value.field == "sequence"
    assert answers_of(attempt) == {1: A}


def test_an_older_page_does_not_overwrite_and_both_answers_come_back(attempt, save):
    save(attempt, 1, A, client="phone")

    older = save(attempt, 1, B, client="desk", base_revision=0)

    assert (older.outcome, older.answer, older.offered, older.revision) == ("conflict", A, B, 1)
    assert answers_of(attempt) == {1: A}
    assert ResponseEvent.objects.get(client="desk").answer == B


def test_knowing_the_newer_answer_one_may_replace_it(attempt, save):
    save(attempt, 1, A, client="phone")
    assert save(attempt, 1, B, client="desk", base_revision=1).is_saved
    assert answers_of(attempt) == {1: B}


def test_a_page_that_lost_an_acknowledgement_is_no_rival_of_itself(attempt, save):
    save(attempt, 1, A, client="phone", sequence=1)
    assert save(attempt, 1, B, client="phone", sequence=2, base_revision=0).is_saved


def test_a_late_packet_of_the_same_page_does_not_undo_its_newer_answer(attempt, save):
    save(attempt, 1, B, client="phone", sequence=2)
    assert save(attempt, 1, A, client="phone", sequence=1, base_revision=0).outcome == "conflict"
    assert answers_of(attempt) == {1: B}


def test_two_windows_with_the_same_answer_do_not_quarrel(attempt, save):
    save(attempt, 1, A, client="phone")
    same = save(attempt, 1, A, client="desk")
    assert (same.is_saved, same.revision) == (True, 1)


def test_an_answer_may_be_taken_back(attempt, save):
    save(attempt, 1, A)
    save(attempt, 1, {}, base_revision=1)
    assert answers_of(attempt) == {1: {}}


@pytest.mark.parametrize(("seconds", "outcome"), [(0, "accepted"), (60, "accepted"), (61, "late")])
def test_the_moment_of_arrival_decides_with_a_minute_of_grace(attempt, save, seconds, outcome):
    saved = save(attempt, 1, A, now=attempt.due_at + seconds * SECOND)

    assert saved.outcome == outcome
    attempt.refresh_from_db()
    assert attempt.is_closed == (outcome == "late")
    assert attempt.score == (None if outcome == "accepted" else 0)


def test_a_late_answer_is_kept_but_not_graded(attempt, save, now):
    save(attempt, 1, B)
    submit_attempt(attempt=attempt, now=now)

    late = save(attempt, 1, A, base_revision=1)

    assert late.outcome == "late"
    assert answers_of(attempt) == {1: B}
    assert ResponseEvent.objects.get(outcome="late").answer == A


@pytest.mark.parametrize(
    ("slot", "answer", "field"),
    [
        (9, A, "slot"),
        (1, {"choices": ["c9"]}, "answer.choices"),
        (1, {"choices": ["c1", "c2"]}, "answer.choices"),
        (1, {"value": True}, "answer.choices"),
        (1, "c1", "answer"),
        (1, {"choices": ["c1"], "score": 10}, "answer.choices"),
    ],
)
def test_a_forged_slot_or_answer_names_its_field_and_writes_nothing(attempt, save, slot, answer, field):
    with pytest.raises(AnswerRefused) as caught:
        save(attempt, slot, answer)
    assert caught.value.field == field
    assert not Response.objects.exists()
    assert not ResponseEvent.objects.exists()


def test_the_paper_stays_as_frozen_whatever_is_saved(attempt, save):
    before = list(AttemptItem.objects.values_list("slot", "version_id", "points", "arrangement"))
    save(attempt, 1, A)
    assert list(AttemptItem.objects.values_list("slot", "version_id", "points", "arrangement")) == before

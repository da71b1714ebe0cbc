"""The life of an attempt: start, submit, or be closed."""

from datetime import timedelta
from decimal import Decimal

import pytest

from jobs.models import Job
from jobs.services import run_due_jobs
from quizzes.errors import AttemptClosed, AttemptRefused, SubmissionHeld
from quizzes.models import Attempt, Grade, GradeEvent, Item, QuizSection, ResponseEvent
from quizzes.queries import intro_for, result_for
from quizzes.services.attempts import (
    Save,
    close_if_overdue,
    close_overdue_attempts,
    mark_slot,
    submit_attempt,
)
from quizzes.services.grading import recompute_grade
from quizzes.services.starting import start_attempt
from quizzes.signals import attempt_graded
from quizzes.tasks import close_overdue_attempts as sweep
from tests.support.quizzes import make_bank, make_item, make_quiz, right_answer, wrong_answer

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def answer_all(attempt, save, answer=right_answer):
    for slot in attempt.slots.select_related("version"):
        save(attempt, slot.slot, answer(slot))


def sit(quiz, learner, now, save, answer=right_answer):
    attempt = start_attempt(quiz=quiz, learner=learner, now=now)
    answer_all(attempt, lambda *a: save(*a, client=str(attempt.uuid)[:30], now=now), answer)
    return submit_attempt(attempt=attempt, now=now)


@pytest.fixture
def heard():
    news = []

    def receiver(sender, attempt, **_kwargs):
        news.append(attempt.pk)

    attempt_graded.connect(receiver)
    yield news
    attempt_graded.disconnect(receiver)


def test_starting_freezes_a_paper_with_its_deadline(attempt, now):
    assert attempt.due_at == now + 30 * MINUTE
    assert (attempt.number, attempt.slots.count(), attempt.max_points) == (1, 3, 3)
    assert all(sorted(slot.choice_order) == ["c1", "c2", "c3", "c4"] for slot in attempt.slots.all())


def test_starting_again_returns_the_running_attempt(attempt, quiz, learner, now):
    again = start_attempt(quiz=quiz, learner=learner, now=now + MINUTE)
    assert again == attempt
    assert again.due_at == attempt.due_at


def test_the_closing_of_the_quiz_cuts_the_time_short(organisation, learner, now):
    quiz = make_quiz(organisation, now, closes_at=now + 10 * MINUTE)
    assert start_attempt(quiz=quiz, learner=learner, now=now).due_at == now + 10 * MINUTE


@pytest.mark.parametrize(
    ("fields", "code"),
    [({"opens_at": 1}, "not_open"), ({"closes_at": 0}, "closed"), ({"closes_at": -1}, "closed")],
)
def test_a_quiz_that_is_not_open_refuses(organisation, learner, now, fields, code):
    quiz = make_quiz(organisation, now, **{name: now + delta * MINUTE for name, delta in fields.items()})
    with pytest.raises(AttemptRefused) as caught:
        start_attempt(quiz=quiz, learner=learner, now=now)
    assert caught.value.code == code == intro_for(quiz=quiz, learner=learner, now=now).refusal


def test_when_all_attempts_are_used_the_next_is_refused(organisation, learner, now, save):
    quiz = make_quiz(organisation, now, attempts_allowed=2)
    sit(quiz, learner, now, save, wrong_answer)
    sit(quiz, learner, now, save, wrong_answer)

    with pytest.raises(AttemptRefused) as caught:
        start_attempt(quiz=quiz, learner=learner, now=now)

    assert caught.value.code == "no_attempts_left"
    assert Attempt.objects.count() == 2


def test_an_annulled_attempt_gives_its_turn_back(organisation, learner, now, save):
    quiz = make_quiz(organisation, now, attempts_allowed=1)
    first = sit(quiz, learner, now, save)
    Attempt.objects.filter(pk=first.pk).update(status=Attempt.Status.ANNULLED)

    assert start_attempt(quiz=quiz, learner=learner, now=now).number == 2
    assert recompute_grade(quiz=quiz, learner=learner, now=now) is None
    assert result_for(quiz=quiz, learner=learner) is None


def test_a_rule_that_cannot_be_filled_refuses_and_writes_nothing(organisation, learner, now):
    quiz = make_quiz(organisation, now, questions=2, draw=3)
    with pytest.raises(AttemptRefused) as caught:
        start_attempt(quiz=quiz, learner=learner, now=now)
    assert caught.value.code == "no_items"
    assert not Attempt.objects.exists()


def test_drafts_and_retired_items_are_not_asked(organisation, learner, now):
    quiz = make_quiz(organisation, now, questions=4, draw=2)
    bank = QuizSection.objects.get().draw_from
    kept = list(bank.items.all()[:2])
    bank.items.exclude(pk__in=[item.pk for item in kept]).update(state=Item.State.DRAFT)

    attempt = start_attempt(quiz=quiz, learner=learner, now=now)

    assert {slot.version.item for slot in attempt.slots.all()} == set(kept)


def test_a_new_wording_does_not_reach_a_running_attempt(attempt, now):
    before = list(attempt.slots.values_list("version_id", flat=True))
    item = Item.objects.first()
    item.current = make_item(make_bank(item.bank.organisation, now), now).current
    item.save()
    assert list(attempt.slots.values_list("version_id", flat=True)) == before


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("/khoa-hoc/a/", "/khoa-hoc/a/"),
        ("//evil.example/", ""),
        ("https://evil.example/", ""),
        ("/\\evil.example", ""),
        ("javascript:alert(1)", ""),
        ("/" + "a" * 400, ""),
    ],
)
def test_only_own_paths_lead_back_to_the_host(quiz, learner, now, url, kept):
    assert start_attempt(quiz=quiz, learner=learner, now=now, return_url=url).return_url == kept


def test_submitting_grades_once_and_tells_the_floors_above(
    attempt, save, now, heard, django_capture_on_commit_callbacks
):
    answer_all(attempt, save)
    with django_capture_on_commit_callbacks(execute=True):
        first = submit_attempt(attempt=attempt, now=now)
    with django_capture_on_commit_callbacks(execute=True):
        again = submit_attempt(attempt=attempt, now=now + MINUTE)

    assert (first.status, first.score, again.closed_at) == ("submitted", Decimal(3), now)
    assert first.receipt_sha256 == again.receipt_sha256 != ""
    assert GradeEvent.objects.filter(attempt=attempt).count() == 1
    grade = Grade.objects.get()
    assert (grade.percent, grade.is_passed, grade.attempts_closed) == (100, True, 1)
    assert heard == [attempt.pk]


def test_a_crash_after_commit_loses_no_news(attempt, now, heard):
    submit_attempt(attempt=attempt, now=now)  # the process dies here: nothing after commit runs
    assert heard == []

    run_due_jobs(now=now)

    assert heard == [attempt.pk]
    assert Job.objects.get(kind="quizzes.announce_grade").status == Job.Status.DONE


def test_a_receiver_that_fails_cannot_undo_a_submission(attempt, now, django_capture_on_commit_callbacks):
    def broken(sender, **_kwargs):
        raise RuntimeError("a bug above")

    attempt_graded.connect(broken)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            submit_attempt(attempt=attempt, now=now)
        run_due_jobs(now=now)
    finally:
        attempt_graded.disconnect(broken)

    attempt.refresh_from_db()
    assert attempt.is_closed
    assert Job.objects.get(kind="quizzes.announce_grade").status == Job.Status.QUEUED


def test_a_blank_submission_scores_nothing(attempt, now):
    closed = submit_attempt(attempt=attempt, now=now)
    assert (closed.score, Grade.objects.get().is_passed) == (0, False)


def test_a_submission_carries_what_nobody_had_acknowledged(attempt, now):
    slots = list(attempt.slots.select_related("version"))
    carried = [
        Save(slot=s.slot, answer=right_answer(s), client="page-9", sequence=s.slot, base_revision=0)
        for s in slots
    ]
    assert submit_attempt(attempt=attempt, now=now, unacked=carried).score == 3


def test_a_submission_with_an_older_answer_is_held_and_shows_both_then_goes_through(attempt, save, now):
    slot = attempt.slots.select_related("version").get(slot=1)
    save(attempt, 1, right_answer(slot))
    older = Save(slot=1, answer=wrong_answer(slot), client="other", sequence=1, base_revision=0)

    with pytest.raises(SubmissionHeld) as caught:
        submit_attempt(attempt=attempt, now=now, unacked=[older])
    conflict = caught.value.conflicts[0]

    assert (conflict.answer, conflict.offered) == (right_answer(slot), wrong_answer(slot))
    attempt.refresh_from_db()
    assert not attempt.is_closed
    assert ResponseEvent.objects.filter(outcome="conflict").count() == 1
    assert submit_attempt(attempt=attempt, now=now, unacked=[older]).score == 1


def test_a_submission_after_the_grace_closes_at_the_deadline_with_what_was_saved(attempt, save, now):
    slot = attempt.slots.select_related("version").get(slot=1)
    save(attempt, 1, right_answer(slot))
    late = Save(slot=2, answer={"choices": ["c2"]}, client="page-1", sequence=99, base_revision=0)

    closed = submit_attempt(attempt=attempt, now=attempt.due_at + 2 * MINUTE, unacked=[late])

    assert (closed.status, closed.closed_at, closed.score) == ("expired", attempt.due_at, 1)
    assert ResponseEvent.objects.get(sequence=99).outcome == "late"


def test_whoever_looks_first_closes_an_overdue_attempt_and_the_sweep_the_rest(
    organisation, learner, colleague, now, save
):
    quiz = make_quiz(organisation, now)
    mine, theirs = (start_attempt(quiz=quiz, learner=p, now=now) for p in (learner, colleague))
    later = mine.due_at + 2 * MINUTE

    assert close_if_overdue(attempt=mine, now=mine.due_at + MINUTE).status == "in_progress"
    assert close_if_overdue(attempt=mine, now=later).status == "expired"
    assert close_overdue_attempts(now=later) == 1
    assert close_overdue_attempts(now=later) == 0
    theirs.refresh_from_db()
    assert (theirs.status, theirs.closed_at) == ("expired", theirs.due_at)


def test_the_scheduled_sweep_uses_the_clock(organisation, learner, now):
    quiz = make_quiz(organisation, now, time_limit_minutes=1)
    attempt = start_attempt(quiz=quiz, learner=learner, now=now - timedelta(days=900))
    assert sweep() == 1
    attempt.refresh_from_db()
    assert attempt.status == "expired"


def test_an_overdue_attempt_makes_room_for_the_next(attempt, quiz, learner, now):
    again = start_attempt(quiz=quiz, learner=learner, now=attempt.due_at + 2 * MINUTE)
    assert again.number == 2


def test_marks_stay_until_taken_away_and_stop_with_the_attempt(attempt, now):
    mark_slot(attempt=attempt, slot=2, is_flagged=True, now=now)
    assert attempt.slots.get(slot=2).is_flagged
    submit_attempt(attempt=attempt, now=now)
    with pytest.raises(AttemptClosed):
        mark_slot(attempt=attempt, slot=2, is_flagged=False, now=now)


@pytest.mark.parametrize(("method", "percent"), [("highest", 100), ("last", 0)])
def test_the_quiz_says_which_attempt_counts(organisation, learner, now, save, method, percent):
    quiz = make_quiz(organisation, now, grading_method=method)
    good = sit(quiz, learner, now, save)
    bad = sit(quiz, learner, now + MINUTE, save, wrong_answer)

    result = result_for(quiz=quiz, learner=learner)

    assert (result.percent, result.attempts_closed, result.attempts_left) == (percent, 2, 1)
    assert result.best_attempt_uuid == (good if method == "highest" else bad).uuid


def test_an_override_in_the_ledger_changes_the_result(attempt, now, instructor):
    submit_attempt(attempt=attempt, now=now)
    GradeEvent.objects.create(
        attempt=attempt,
        kind="overridden",
        points=3,
        max_points=3,
        reason="đề sai",
        recorded_by=instructor,
        recorded_at=now,
    )
    assert recompute_grade(quiz=attempt.quiz, learner=attempt.learner, now=now).percent == 100


def test_all_three_types_are_graded_together(organisation, learner, now, save):
    bank = make_bank(organisation, now)
    items = [make_item(bank, now, kind=k) for k in ("single_choice", "multiple_choice", "true_false")]
    quiz = make_quiz(organisation, now, items=items)
    assert sit(quiz, learner, now, save).score == 3


def test_the_intro_tells_the_rules_and_the_running_attempt(quiz, learner, now):
    before = intro_for(quiz=quiz, learner=learner, now=now)
    assert (before.question_count, before.attempts_left, before.can_start) == (3, 3, True)

    attempt = start_attempt(quiz=quiz, learner=learner, now=now)
    running = intro_for(quiz=quiz, learner=learner, now=now)
    overdue = intro_for(quiz=quiz, learner=learner, now=attempt.due_at + 2 * MINUTE)

    assert (running.running_uuid, running.attempts_left) == (attempt.uuid, 2)
    assert overdue.running_uuid is None


def test_the_intro_says_when_nothing_is_left_or_nothing_is_asked(organisation, learner, now, save):
    once = make_quiz(organisation, now, attempts_allowed=1)
    sit(once, learner, now, save)
    empty = make_quiz(organisation, now)
    QuizSection.objects.filter(quiz=empty).delete()
    free = make_quiz(organisation, now, attempts_allowed=None)

    assert intro_for(quiz=once, learner=learner, now=now).refusal == "no_attempts_left"
    assert intro_for(quiz=empty, learner=learner, now=now).refusal == "no_items"
    assert intro_for(quiz=free, learner=learner, now=now).attempts_left is None

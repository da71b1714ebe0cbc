"""A corrected question: whose result changes, applied once, recognised results left alone."""

from copy import deepcopy
from decimal import Decimal as D

import pytest

from jobs.models import Job
from jobs.services import run_due_jobs
from quizzes import tasks
from quizzes.errors import RegradeRefused
from quizzes.grading import Comparison, comparison_of
from quizzes.models import Grade, GradeEvent, ItemVersion, MarkEvent, Response
from quizzes.presenting.review import review_rows
from quizzes.reviewing import EVERYTHING
from quizzes.services import regrading
from quizzes.services.attempts import save_response, submit_attempt
from quizzes.services.overriding import annul_attempt, override_answer, override_attempt
from quizzes.services.regrading import apply_regrade, is_counting, preview_regrade
from quizzes.services.starting import start_attempt
from tests.quizzes.test_overriding import recognise
from tests.support.marking import essay_quiz, sit
from tests.support.people import make_person
from tests.support.quizzes import make_quiz
from tests.support.wordings import GOOD


@pytest.fixture
def quiz(organisation, now):
    return make_quiz(organisation, now, questions=2, pass_percent=100)


def item_of(quiz):
    return quiz.sections.get().fixed_items.select_related("item__current").first().item


def corrected(quiz, now, *, key=None, content=None):
    """The first question's key said c2; now it says c3."""
    item = item_of(quiz)
    old = item.current
    item.current = ItemVersion.objects.create(
        item=item,
        number=old.number + 1,
        kind=old.kind,
        content=content or old.content,
        key=key or old.key | {"correct": ["c3"]},
        points=old.points,
        created_at=now,
    )
    item.save()
    return item


def people(organisation, count):
    return [make_person(f"Học Viên {n}", organisation=organisation) for n in range(count)]


def attempt_picking(quiz, learner, choice, now):
    attempt = start_attempt(quiz=quiz, learner=learner, now=now)
    item = item_of(quiz)
    for slot in attempt.slots.select_related("version"):
        picked = choice if slot.version.item_id == item.pk else "c2"
        save_response(
            attempt=attempt,
            slot=slot.slot,
            answer={"choices": [picked]},
            client="p",
            sequence=slot.slot,
            base_revision=0,
            now=now,
        )
    return submit_attempt(attempt=attempt, now=now)


def preview(quiz, by, now, reason="Đáp án in sai"):
    return preview_regrade(quiz=quiz, item=item_of(quiz), reason=reason, by=by, now=now)


def refused(code):
    return pytest.raises(RegradeRefused, check=lambda error: error.code == code)


def passed(learner):
    return Grade.objects.get(learner=learner).is_passed


def test_previewed_then_applied_once_and_the_ledger_keeps_both(organisation, quiz, head, now):
    wins, loses, same = people(organisation, 3)
    for person, choice in ((wins, "c3"), (loses, "c2"), (same, "c1")):
        attempt_picking(quiz, person, choice, now)
    corrected(quiz, now)

    regrade = preview(quiz, head, now)

    told = sorted((c["before"], c["after"], c["passed_before"], c["passed_after"]) for c in regrade.changes)
    assert told == [("0.00", "1.00", False, True), ("1.00", "0.00", True, False)]
    assert (passed(wins), passed(loses)) == (False, True), "looking changes nothing"

    for _ in range(2):
        assert apply_regrade(regrade=regrade, by=head, now=now).state == "applied"

    assert (passed(wins), passed(loses), passed(same)) == (True, False, False)
    events = MarkEvent.objects.filter(kind="regraded")
    assert events.count() == 2
    assert {event.version for event in events} == {item_of(quiz).current}
    lines = GradeEvent.objects.filter(attempt__learner=wins).values_list("kind", "points", "reason")
    assert list(lines) == [("scored", D(1), ""), ("regraded", D(2), "Đáp án in sai")]
    assert preview(quiz, head, now).changes == []
    attempt = MarkEvent.objects.filter(attempt_item__attempt__learner=wins).get().attempt_item.attempt
    (row,) = [
        row
        for row, slot in zip(
            review_rows(attempt=attempt, seen=EVERYTHING), attempt.slots.order_by("slot"), strict=True
        )
        if slot.version.item_id == item_of(quiz).pk
    ]
    assert row.outcome == "right"
    assert [line.is_right for line in row.judged.lines if line.is_picked] == [True], (
        "told by the key that counts"
    )


def test_recognised_annulled_and_hand_set_results_are_left_alone_and_listed(
    organisation,
    quiz,
    head,
    now,
):
    recognised, override, total, gone = people(organisation, 4)
    attempts = {person: attempt_picking(quiz, person, "c3", now) for person in (override, total, gone)}
    recognised_attempt = attempt_picking(quiz, recognised, "c3", now)
    slot = attempts[override].slots.get(version__item=item_of(quiz))
    override_answer(item=slot, points=D("0.5"), reason="phúc khảo", by=head, now=now)
    override_attempt(attempt=attempts[total], points=D("1.5"), reason="hội đồng", by=head, now=now)
    annul_attempt(attempt=attempts[gone], reason="vi phạm", by=head, now=now)
    Grade.objects.filter(learner__in=[override, total]).update(is_provisional=True)
    recognise(quiz, head, now)
    Grade.objects.filter(learner__in=[override, total]).update(is_provisional=False)
    corrected(quiz, now)
    before = list(Response.objects.order_by("pk").values_list("pk", "score"))

    regrade = preview(quiz, head, now)
    apply_regrade(regrade=regrade, by=head, now=now)

    left = {change["attempt"]: change["left"] for change in regrade.changes}
    assert left == {
        str(recognised_attempt.uuid): "recognised",
        str(attempts[override].uuid): "overridden",
        str(attempts[total].uuid): "total_set",
    }
    assert list(Response.objects.order_by("pk").values_list("pk", "score")) == before
    assert not MarkEvent.objects.filter(kind="regraded").exists()


def test_a_result_recognised_between_looking_and_applying_is_left_alone(organisation, quiz, head, now):
    person = people(organisation, 1)[0]
    attempt_picking(quiz, person, "c3", now)
    corrected(quiz, now)
    regrade = preview(quiz, head, now)
    recognise(quiz, head, now)

    done = apply_regrade(regrade=regrade, by=head, now=now)

    assert [change["left"] for change in done.changes] == ["recognised"]
    assert not passed(person)


def test_other_parts_make_answers_not_comparable(organisation, quiz, head, now):
    attempt_picking(quiz, people(organisation, 1)[0], "c3", now)
    content = deepcopy(item_of(quiz).current.content)
    content["choices"].append({"id": "c5", "text": "Phương án mới"})
    corrected(quiz, now, content=content)

    assert [c["left"] for c in preview(quiz, head, now).changes] == ["different"]


def test_what_cannot_be_graded_again_says_why(organisation, quiz, learner, head, now):
    with refused("not_in_quiz"):
        preview(quiz, head, now)
    attempt_picking(quiz, learner, "c3", now)
    corrected(quiz, now)
    with refused("reason_missing"):
        preview(quiz, head, now, reason=" ")
    essays = essay_quiz(organisation, now)
    sit(essays, learner, now)
    corrected(essays, now, key=item_of(essays).current.key)
    with refused("by_hand"):
        preview(essays, head, now)


def test_many_attempts_are_a_job_with_progress_that_can_be_taken_up_again(
    organisation,
    quiz,
    head,
    now,
    monkeypatch,
):
    monkeypatch.setattr(regrading, "AT_ONCE", 3)
    persons = people(organisation, 5)
    for person in persons:
        attempt_picking(quiz, person, "c3", now)
    corrected(quiz, now)

    regrade = preview(quiz, head, now)
    assert is_counting(regrade=regrade)
    assert regrade.changes == []
    with refused("still_counting"):
        apply_regrade(regrade=regrade, by=head, now=now)
    run_due_jobs()
    regrade.refresh_from_db()
    assert len(regrade.changes) == 5

    for _ in range(3):
        apply_regrade(regrade=regrade, by=head, now=now)
    job = Job.objects.get(kind=regrading.APPLY)
    payload = {**job.payload, "job_id": job.pk}
    monkeypatch.setattr(regrading, "record_standing", _fails_at(3, regrading.record_standing))
    with pytest.raises(RuntimeError):
        tasks.apply_regrade(payload)
    assert MarkEvent.objects.filter(kind="regraded").count() == 2
    monkeypatch.undo()
    run_due_jobs()

    assert all(passed(person) for person in persons)
    assert MarkEvent.objects.filter(kind="regraded").count() == 5
    regrade.refresh_from_db()
    assert regrade.state == "applied"


def _fails_at(number, function):
    calls = []

    def work(**arguments):
        calls.append(1)
        if len(calls) == number:
            raise RuntimeError("the worker died")
        return function(**arguments)

    return work


@pytest.mark.parametrize("kind", sorted(GOOD))
def test_each_kind_compares_with_itself_reworded_and_with_other_parts(kind):
    content, _key = GOOD[kind]
    reworded = content | {"stem": content["stem"].replace("<p>", "<p>Sửa: ")}

    if kind == "essay":
        assert comparison_of(kind, content, kind, content) is Comparison.DIFFERENT
        return
    assert comparison_of(kind, content, kind, content) is Comparison.SAME
    assert comparison_of(kind, content, kind, reworded) is Comparison.REWORDED
    assert comparison_of(kind, content, "essay", content) is Comparison.DIFFERENT
    for name in ("choices", "statements", "targets", "gaps", "regions"):
        if content.get(name):
            fewer = content | {name: content[name][:-1]}
            assert comparison_of(kind, content, kind, fewer) is Comparison.DIFFERENT
    if kind == "numerical":
        other = content | {"number_format": "en"}
        assert comparison_of(kind, content, kind, other) is Comparison.DIFFERENT

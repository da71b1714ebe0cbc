"""Points changed with a reason, attempts annulled, and results that are frozen (safety #43)."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.errors import MarkingRefused, ResultsRefused
from quizzes.grading.mark_story import Change, StoryBroken, points_after
from quizzes.models import Attempt, Grade, GradeEvent, MarkEvent, Response
from quizzes.services.marking import Draft, claim_marking, finish_marking
from quizzes.services.overriding import annul_attempt, override_answer, override_attempt
from quizzes.services.recognising import recognise_results
from tests.quizzes.test_marking import refusal
from tests.support.marking import essay_quiz, essays_of, make_marker, mark, sit


@pytest.fixture
def marked(organisation, learner, head, now):
    """One essay (6 of 10) and one right choice (10 of 10)."""
    attempt = sit(essay_quiz(organisation, now), learner, now)
    mark(essays_of(attempt)[0], head, "6", now)
    attempt.refresh_from_db()
    return attempt


def recognise(quiz, by, now, number="12/QĐ-HVHC"):
    return recognise_results(
        quiz=quiz,
        organisation=quiz.organisation,
        number=number,
        decided_on=date(2026, 11, 25),
        signed_by="Lê Văn Khoa",
        by=by,
        now=now,
    )


def test_an_answer_is_overridden_and_the_value_before_is_kept(marked, head, now):
    item = essays_of(marked)[0]

    override_answer(item=item, points=D("8.5"), reason="  Phúc khảo\n lần 1 ", by=head, now=now)

    event = MarkEvent.objects.get(kind="overridden")
    assert (event.points_before, event.points, event.reason) == (D(6), D("8.5"), "Phúc khảo lần 1")
    assert event.recorded_by == head
    line = GradeEvent.objects.get(kind="overridden")
    assert (line.points, line.reason) == (D("18.5"), "Phúc khảo lần 1")
    assert Grade.objects.get().percent == D("92.5")
    assert override_answer(item=item, points=D("8.5"), reason="lần nữa", by=head, now=now) is None


def test_a_slot_left_blank_can_be_given_points(organisation, learner, head, now):
    attempt = sit(essay_quiz(organisation, now, essays=0, choices=2), learner, now, is_right=False)
    item = attempt.slots.first()

    override_answer(item=item, points=D(4), reason="Câu hỏi in lỗi", by=head, now=now)

    assert Response.objects.values_list("score", "answer").get() == (D(4), {})
    assert Grade.objects.get().percent == D(20)


def test_a_total_set_by_hand_stands_and_its_answers_are_then_left_alone(marked, head, now):
    override_attempt(attempt=marked, points=D(19), reason="Hội đồng kết luận", by=head, now=now)

    marked.refresh_from_db()
    assert (marked.score, Grade.objects.get().percent) == (D(19), D(95))
    with refusal("total_set"):
        override_answer(item=essays_of(marked)[0], points=D(1), reason="x", by=head, now=now)


def test_an_annulled_attempt_counts_no_more_and_stays_readable(marked, head, now):
    annul_attempt(attempt=marked, reason="Làm bài hộ", by=head, now=now)

    marked.refresh_from_db()
    assert marked.status == Attempt.Status.ANNULLED
    assert not Grade.objects.exists()
    assert GradeEvent.objects.get(kind="annulled").reason == "Làm bài hộ"
    with refusal("annulled"):
        annul_attempt(attempt=marked, reason="nữa", by=head, now=now)


@pytest.mark.parametrize("reason", ["", "  \n ", "x" * 301])
def test_abuse_43_no_change_without_a_reason(marked, head, now, reason):
    before = list(GradeEvent.objects.values_list("pk", "points"))

    with refusal("reason_missing"):
        override_answer(item=essays_of(marked)[0], points=D(1), reason=reason, by=head, now=now)
    with refusal("reason_missing"):
        override_attempt(attempt=marked, points=D(1), reason=reason, by=head, now=now)
    with refusal("reason_missing"):
        annul_attempt(attempt=marked, reason=reason, by=head, now=now)

    assert list(GradeEvent.objects.values_list("pk", "points")) == before


def test_points_are_within_the_paper_and_nobody_changes_their_own(organisation, marked, head, now):
    with refusal("out_of_range"):
        override_answer(item=essays_of(marked)[0], points=D(11), reason="x", by=head, now=now)
    with refusal("out_of_range"):
        override_attempt(attempt=marked, points=D(21), reason="x", by=head, now=now)
    own = sit(marked.quiz, head, now)
    with refusal("own_work"):
        override_answer(item=own.slots.first(), points=D(1), reason="x", by=head, now=now)
    with refusal("own_work"):
        annul_attempt(attempt=own, reason="x", by=head, now=now)


def test_a_total_is_not_set_while_an_essay_waits(organisation, learner, head, now):
    attempt = sit(essay_quiz(organisation, now), learner, now)

    with refusal("not_marked"):
        override_attempt(attempt=attempt, points=D(1), reason="x", by=head, now=now)


def test_recognised_results_are_frozen_for_every_kind_of_change(
    organisation, marked, learner, colleague, head, now
):
    waiting = sit(marked.quiz, colleague, now)
    decision = recognise(marked.quiz, head, now)
    frozen = Grade.objects.get(learner=learner)
    assert frozen.decision == decision
    assert Grade.objects.get(learner=colleague).decision is None, "an essay waits: not taken along"

    with refusal("recognised"):
        override_answer(item=essays_of(marked)[0], points=D(1), reason="x", by=head, now=now)
    with refusal("recognised"):
        override_attempt(attempt=marked, points=D(1), reason="x", by=head, now=now)
    with refusal("recognised"):
        annul_attempt(attempt=marked, reason="x", by=head, now=now)
    marked.quiz.goes_on_when_recognised = True
    again = sit(marked.quiz, learner, now, text="")
    assert again.score == D(10)

    after = Grade.objects.get(learner=learner)
    assert (after.percent, after.is_passed, after.updated_at) == (frozen.percent, True, frozen.updated_at)
    mark(essays_of(waiting)[0], head, "10", now)
    assert recognise(marked.quiz, head, now, number="13/QĐ-HVHC").grades.get().learner == colleague


def test_an_essay_of_somebody_whose_result_is_recognised_is_not_finished(marked, learner, head, now):
    recognise(marked.quiz, head, now)
    marked.quiz.goes_on_when_recognised = True
    again = sit(marked.quiz, learner, now)
    marking = claim_marking(item=essays_of(again)[0], marker=head, now=now)

    with refusal("recognised"):
        finish_marking(
            marking=marking, draft=Draft(points=D(9), rubric={}, comment=""), revision=0, by=head, now=now
        )


def test_a_decision_needs_a_number_and_something_to_recognise(marked, head, now):
    for number, code in (
        ("  ", "number_missing"),
        ("12/QĐ-HVHC", ""),
        ("13/QĐ-HVHC", "nothing_to_recognise"),
    ):
        if code:
            with pytest.raises(ResultsRefused, check=lambda error, code=code: error.code == code):
                recognise(marked.quiz, head, now, number=number)
        else:
            recognise(marked.quiz, head, now, number=number)


def test_a_story_that_does_not_hang_together_is_seen():
    with pytest.raises(StoryBroken):
        points_after(None, [Change(before=D(1), points=D(2))])


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 1000), st.sampled_from(["mark", "override"])), max_size=8
    )
)
def test_the_fold_of_an_answers_changes_is_its_score(organisation, head, now, steps, request):
    """Marks and overrides in any order, refused ones too: the story of each answer ends at its score."""
    person = make_marker("Học Viên", organisation, role="learner")
    attempt = sit(essay_quiz(organisation, now, essays=2), person, now)
    slots = list(attempt.slots.select_related("attempt__quiz", "version"))
    first = {slot.pk: slot.response.score for slot in slots}
    for place, cents, verb in steps:
        slot = slots[place]
        try:
            if verb == "mark":
                mark(slot, head, D(cents) / 100, now)
            else:
                override_answer(item=slot, points=D(cents) / 100, reason="thử", by=head, now=now)
        except MarkingRefused:
            continue

    for slot in slots:
        story = [Change(before=e.points_before, points=e.points) for e in slot.mark_events.order_by("pk")]
        assert points_after(first[slot.pk], story) == Response.objects.get(attempt_item=slot).score
    attempt.refresh_from_db()
    line = attempt.grade_events.order_by("-pk").first()
    assert attempt.score == line.points
    scores = list(Response.objects.filter(attempt_item__attempt=attempt).values_list("score", flat=True))
    assert attempt.needs_marking == (None in scores)
    if not attempt.needs_marking:
        assert attempt.score == sum(scores)

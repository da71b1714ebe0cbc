"""Two markers, two clerks, two presses of one button at the same moment: real connections, real commits."""

from decimal import Decimal as D

import pytest

from quizzes.errors import MarkingRefused, ResultsRefused
from quizzes.models import Attempt, GradeEvent, MarkEvent, Marking, Response
from quizzes.services.marking import Draft, claim_marking, finish_marking, save_marking
from quizzes.services.overriding import override_answer
from quizzes.services.paper import SheetRow, enter_results, make_paper_forms
from quizzes.services.recognising import recognise_results
from quizzes.services.regrading import apply_regrade, preview_regrade
from tests.quizzes.test_attempts_race import at_once
from tests.quizzes.test_regrading import attempt_picking, corrected, item_of
from tests.support.marking import essay_quiz, essays_of, make_marker, sit
from tests.support.people import make_organisation, make_person
from tests.support.quizzes import make_quiz

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def organisation(transactional_db):
    return make_organisation("HVHC", "Học viện Hành chính")


@pytest.fixture
def markers(organisation):
    return [make_marker(f"Người Chấm {n}", organisation) for n in range(4)]


@pytest.fixture
def learner(organisation):
    return make_person("Nguyễn Thị Lan", organisation=organisation)


def draft(points):
    return Draft(points=D(points), rubric={}, comment="")


@pytest.mark.parametrize("needed", [1, 2])
def test_markers_who_claim_at_once_get_rounds_of_their_own(organisation, learner, markers, now, needed):
    item = essays_of(sit(essay_quiz(organisation, now, markers_needed=needed), learner, now))[0]

    got = at_once(*[lambda one=one: claim_marking(item=item, marker=one, now=now) for one in markers])

    begun = [one for one in got if isinstance(one, Marking)]
    assert sorted(one.round for one in begun) == list(range(1, needed + 1))
    assert {type(one) for one in got} == {Marking, MarkingRefused}
    assert Marking.objects.count() == needed


def test_two_markers_who_finish_at_once_settle_the_answer_once(organisation, learner, markers, now):
    item = essays_of(sit(essay_quiz(organisation, now, markers_needed=2), learner, now))[0]
    pairs = [(claim_marking(item=item, marker=one, now=now), one) for one in markers[:2]]

    def finish(marking, by, points):
        return lambda: finish_marking(marking=marking, draft=draft(points), revision=0, by=by, now=now)

    at_once(
        *[finish(marking, by, points) for (marking, by), points in zip(pairs, ("6", "7"), strict=True)] * 2
    )

    assert MarkEvent.objects.values_list("points", flat=True).get() == D("6.5")
    assert GradeEvent.objects.filter(kind="marked").count() == 1
    assert Response.objects.get(attempt_item=item).score == D("6.5")


def test_two_pages_of_one_marker_never_overwrite_each_other_silently(organisation, learner, markers, now):
    item = essays_of(sit(essay_quiz(organisation, now), learner, now))[0]
    marking = claim_marking(item=item, marker=markers[0], now=now)

    got = at_once(
        *[
            lambda points=points: save_marking(marking=marking, draft=draft(points), revision=0, now=now)
            for points in ("1", "2", "3")
        ]
    )

    saved = [one for one in got if isinstance(one, Marking)]
    assert len(saved) == 1
    assert Marking.objects.values_list("revision", "points").get() == (1, saved[0].points)


def test_grading_again_twice_at_once_is_one_change(organisation, learner, markers, now):
    quiz = make_quiz(organisation, now, questions=2)
    attempt_picking(quiz, learner, "c3", now)
    corrected(quiz, now)
    regrade = preview_regrade(quiz=quiz, item=item_of(quiz), reason="x", by=markers[0], now=now)

    at_once(*[lambda: apply_regrade(regrade=regrade, by=markers[0], now=now)] * 4)

    assert MarkEvent.objects.filter(kind="regraded").count() == 1
    assert GradeEvent.objects.filter(kind="regraded").count() == 1


def test_a_batch_entered_twice_at_once_is_entered_once(organisation, learner, markers, now):
    quiz = make_quiz(organisation, now, questions=2)
    (form,) = make_paper_forms(quiz=quiz, count=1, by=markers[0], now=now)
    row = SheetRow(number=2, who=learner.email, name="", form=form.code, cells=["A", "B"])

    got = at_once(*[lambda: enter_results(quiz=quiz, rows=[row], sat_at=now, by=markers[0], now=now)] * 3)

    assert Attempt.objects.count() == 1
    assert sorted(type(one).__name__ for one in got) == ["ResultsRefused", "ResultsRefused", "list"]
    assert all(one.code == "rows_wrong" for one in got if isinstance(one, ResultsRefused))


def test_a_change_and_a_recognition_at_once_leave_what_was_recognised(organisation, learner, markers, now):
    quiz = make_quiz(organisation, now, questions=2)
    attempt = attempt_picking(quiz, learner, "c2", now)
    slot = attempt.slots.first()

    def recognise():
        return recognise_results(
            quiz=quiz,
            organisation=organisation,
            number="1/QĐ",
            decided_on=now.date(),
            signed_by="",
            by=markers[0],
            now=now,
        )

    def change():
        return override_answer(item=slot, points=D(0), reason="x", by=markers[0], now=now)

    changed, decision = at_once(change, recognise)

    grade = decision.grades.get()
    attempt.refresh_from_db()
    is_refused = isinstance(changed, MarkingRefused)
    assert (grade.percent, attempt.score) == ((100, 2) if is_refused else (50, 1))

"""Marking by people: drafts, two markers, the ledger, and everything that is refused."""

from datetime import timedelta
from decimal import Decimal as D

import pytest

from jobs.models import Job
from quizzes.errors import MarkingRefused
from quizzes.models import Grade, GradeEvent, Marking, Response
from quizzes.presenting.review import review_rows
from quizzes.reviewing import EVERYTHING
from quizzes.services.marking import (
    Draft,
    claim_marking,
    finish_marking,
    release_marking,
    save_marking,
)
from quizzes.services.overriding import override_answer
from quizzes.signals import attempt_graded
from tests.support.marking import RUBRIC, changes_of, essay_quiz, essays_of, make_marker, mark, sit


@pytest.fixture
def markers(organisation):
    return [
        make_marker(name, organisation) for name in ("Đỗ Thị An", "Vũ Văn Bách", "Hồ Thị Cúc", "Lý Văn Dũng")
    ]


@pytest.fixture
def told():
    heard = []

    def listen(attempt, **_kwargs):
        heard.append((attempt.needs_marking, attempt.score))

    attempt_graded.connect(listen)
    yield heard
    attempt_graded.disconnect(listen)


def draft(points=None, rubric=None, comment=""):
    return Draft(
        points=None if points is None else D(points),
        rubric={name: D(one) for name, one in (rubric or {}).items()},
        comment=comment,
    )


def refusal(code):
    return pytest.raises(MarkingRefused, check=lambda error: error.code == code)


def test_an_essay_waits_and_the_result_is_provisional_until_it_is_marked(
    organisation, learner, markers, now, told, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        attempt = sit(essay_quiz(organisation, now), learner, now)
    grade = Grade.objects.get()
    assert (attempt.needs_marking, attempt.score) == (True, D(10))
    assert (grade.percent, grade.is_passed, grade.is_provisional) == (D(50), False, True)

    with django_capture_on_commit_callbacks(execute=True):
        mark(essays_of(attempt)[0], markers[0], "6.5", now, comment="Rõ ràng.")

    attempt.refresh_from_db()
    grade.refresh_from_db()
    assert (attempt.needs_marking, attempt.score) == (False, D("16.5"))
    assert (grade.percent, grade.is_passed, grade.is_provisional) == (D("82.5"), True, False)
    assert list(GradeEvent.objects.values_list("kind", "points")) == [
        ("scored", D(10)),
        ("marked", D("16.5")),
    ]
    assert changes_of(essays_of(attempt)[0]) == [("marked", None, D("6.5"))]
    assert told == [(True, D(10)), (False, D("16.5"))]
    keys = set(Job.objects.filter(kind="quizzes.announce_grade").values_list("key", flat=True))
    assert len(keys) == 2


def test_enough_points_pass_before_the_essay_is_marked(organisation, learner, now):
    sit(essay_quiz(organisation, now, pass_percent=50), learner, now)

    assert Grade.objects.values_list("is_passed", "is_provisional").get() == (True, True)


def test_a_blank_essay_needs_no_marker(organisation, learner, now):
    attempt = sit(essay_quiz(organisation, now), learner, now, text="")

    assert (attempt.needs_marking, Grade.objects.get().is_provisional) == (False, False)


def test_one_ledger_line_when_the_last_of_two_essays_is_marked(organisation, learner, markers, now):
    attempt = sit(essay_quiz(organisation, now, essays=2), learner, now)
    first, second = essays_of(attempt)

    mark(first, markers[0], "5", now)
    assert not GradeEvent.objects.filter(kind="marked").exists()
    mark(second, markers[1], "7", now)

    assert GradeEvent.objects.get(kind="marked").points == D(22)


def test_two_markers_within_the_difference_give_their_mean(organisation, learner, markers, now):
    attempt = sit(essay_quiz(organisation, now, markers_needed=2), learner, now)
    item = essays_of(attempt)[0]

    mark(item, markers[0], "6", now)
    assert Response.objects.get(attempt_item=item).score is None
    mark(item, markers[1], "7", now)

    assert changes_of(item) == [("marked", None, D("6.5"))]


def test_a_third_person_decides_when_two_differ(organisation, learner, markers, now):
    attempt = sit(essay_quiz(organisation, now, markers_needed=2), learner, now)
    item = essays_of(attempt)[0]
    mark(item, markers[0], "2", now)
    mark(item, markers[1], "9", now)
    attempt.refresh_from_db()
    assert attempt.needs_marking

    assert claim_marking(item=item, marker=markers[0], now=now).round == 1, "neither of the two decides"
    mark(item, markers[2], "4", now)

    assert changes_of(item) == [("marked", None, D(4))]
    with refusal("settled"):
        claim_marking(item=item, marker=markers[3], now=now)


def test_markers_never_share_a_row_and_later_ones_are_turned_away(organisation, learner, markers, now):
    item = essays_of(sit(essay_quiz(organisation, now, markers_needed=2), learner, now))[0]

    rounds = {claim_marking(item=item, marker=marker, now=now).round for marker in markers[:2]}

    assert rounds == {1, 2}
    with refusal("taken"):
        claim_marking(item=item, marker=markers[2], now=now)


def test_a_claim_without_a_word_ends_after_an_hour_and_one_with_words_does_not(
    organisation, learner, markers, now
):
    item = essays_of(sit(essay_quiz(organisation, now), learner, now))[0]
    claim_marking(item=item, marker=markers[0], now=now)

    later = now + timedelta(minutes=61)
    second = claim_marking(item=item, marker=markers[1], now=later)
    save_marking(marking=second, draft=draft("3"), revision=0, now=later)

    with refusal("taken"):
        claim_marking(item=item, marker=markers[0], now=later + timedelta(days=1))
    release_marking(marking=second)
    assert claim_marking(item=item, marker=markers[0], now=later).round == 1


def test_an_older_page_of_the_same_marker_does_not_overwrite(organisation, learner, markers, now):
    item = essays_of(sit(essay_quiz(organisation, now), learner, now))[0]
    marking = claim_marking(item=item, marker=markers[0], now=now)
    save_marking(marking=marking, draft=draft("3"), revision=0, now=now)

    with refusal("out_of_date"):
        save_marking(marking=marking, draft=draft("9"), revision=0, now=now)
    assert Marking.objects.get().points == D(3)


def test_finishing_twice_is_one_mark_and_what_is_final_stays(organisation, learner, markers, now):
    item = essays_of(sit(essay_quiz(organisation, now), learner, now))[0]
    marking = claim_marking(item=item, marker=markers[0], now=now)
    for points in ("8", "2"):
        finish_marking(marking=marking, draft=draft(points), revision=0, by=markers[0], now=now)

    assert Marking.objects.get().points == D(8)
    assert len(changes_of(item)) == 1
    with refusal("finished"):
        save_marking(marking=marking, draft=draft("1"), revision=1, now=now)
    with refusal("finished"):
        release_marking(marking=marking)


def test_a_rubric_is_summed_and_must_be_complete(organisation, learner, markers, now):
    item = essays_of(sit(essay_quiz(organisation, now, rubric=RUBRIC), learner, now))[0]
    marking = claim_marking(item=item, marker=markers[0], now=now)

    marking = save_marking(marking=marking, draft=draft(rubric={"r1": "3.5"}), revision=0, now=now)
    assert marking.points == D("3.5")
    with refusal("incomplete"):
        finish_marking(marking=marking, draft=draft(rubric={"r1": "3.5"}), revision=1, by=markers[0], now=now)
    finish_marking(
        marking=marking, draft=draft(rubric={"r1": "3.5", "r2": "5"}), revision=1, by=markers[0], now=now
    )

    assert Response.objects.get(attempt_item=item).score == D("8.5")


@pytest.mark.parametrize("points", ["-1", "10.01", "5.001", "NaN", "Infinity"])
def test_points_outside_the_paper_are_refused(organisation, learner, markers, now, points):
    item = essays_of(sit(essay_quiz(organisation, now), learner, now))[0]
    marking = claim_marking(item=item, marker=markers[0], now=now)

    with refusal("out_of_range"):
        save_marking(marking=marking, draft=draft(points), revision=0, now=now)


def test_strange_criteria_and_endless_comments_are_refused(organisation, learner, markers, now):
    item = essays_of(sit(essay_quiz(organisation, now, rubric=RUBRIC), learner, now))[0]
    marking = claim_marking(item=item, marker=markers[0], now=now)

    for strange in (draft(rubric={"r9": "1"}), draft(rubric={"r1": "4.5"}), draft(comment="a" * 5001)):
        with refusal("out_of_range"):
            save_marking(marking=marking, draft=strange, revision=0, now=now)
    kept = save_marking(marking=marking, draft=draft(comment="Tốt\x00\r\n<b>"), revision=0, now=now)
    assert kept.comment == "Tốt\n<b>"


def test_nobody_marks_their_own_work(organisation, markers, now):
    item = essays_of(sit(essay_quiz(organisation, now), markers[0], now))[0]

    with refusal("own_work"):
        claim_marking(item=item, marker=markers[0], now=now)


def test_points_set_with_a_reason_meanwhile_end_the_marking(organisation, learner, markers, now):
    item = essays_of(sit(essay_quiz(organisation, now), learner, now))[0]
    marking = claim_marking(item=item, marker=markers[0], now=now)
    override_answer(item=item, points=D(3), reason="Theo biên bản", by=markers[1], now=now)

    with refusal("settled"):
        finish_marking(marking=marking, draft=draft("9"), revision=0, by=markers[0], now=now)
    assert Response.objects.get(attempt_item=item).score == D(3)


def test_a_rule_made_lighter_settles_what_waits_when_somebody_looks(organisation, learner, markers, now):
    quiz = essay_quiz(organisation, now, markers_needed=2)
    item = essays_of(sit(quiz, learner, now))[0]
    mark(item, markers[0], "6", now)
    quiz.markers_needed = 1
    quiz.save()

    item = essays_of(item.attempt)[0]
    with refusal("taken"):
        claim_marking(item=item, marker=markers[1], now=now)
    assert changes_of(item) == [("marked", None, D(6))]


def test_the_learner_sees_comment_and_rubric_in_the_papers_points_once_the_answer_has_its_mark(
    organisation, learner, markers, now
):
    quiz = essay_quiz(
        organisation, now, rubric=RUBRIC, markers_needed=2, review_policy="after_each", points="10"
    )
    attempt = sit(quiz, learner, now)
    item = essays_of(attempt)[0]
    for marker, is_told in ((markers[0], False), (markers[1], True)):
        marking = claim_marking(item=item, marker=marker, now=now)
        said = draft(rubric={"r1": "3", "r2": "5"}, comment="Đủ ý.")
        finish_marking(marking=marking, draft=said, revision=0, by=marker, now=now)
        attempt.refresh_from_db()
        row = review_rows(attempt=attempt, seen=EVERYTHING)[0]
        assert (row.essay.comment == "Đủ ý.") is is_told
        assert [(line.points, line.max_points) for line in row.essay.rubric] == (
            [("3", D(4)), ("5", D(6))] if is_told else []
        )
    assert row.score == D(8)

"""The small pure rules around an attempt: time, review, letters, receipts."""

from datetime import UTC, datetime, timedelta

import pytest

from quizzes.grading import AnswerMalformed
from quizzes.receipts import canonical_answers, sha256_of
from quizzes.reviewing import may_see_answers
from quizzes.shown import from_shown, letter, to_shown
from quizzes.timing import is_overdue, minutes_left, remaining_ms

T0 = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(("seconds", "overdue"), [(-1, False), (0, False), (60, False), (61, True)])
def test_a_minute_of_grace_for_packets_on_their_way(seconds, overdue):
    assert is_overdue(due_at=T0, now=T0 + timedelta(seconds=seconds)) is overdue


def test_without_a_deadline_nothing_is_overdue():
    assert not is_overdue(due_at=None, now=T0)
    assert remaining_ms(due_at=None, now=T0) is None
    assert minutes_left(None) is None


def test_the_grace_is_nobodys_working_time():
    assert remaining_ms(due_at=T0, now=T0 + timedelta(seconds=30)) == 0
    assert remaining_ms(due_at=T0 + MINUTE, now=T0) == 60_000
    assert [minutes_left(ms) for ms in (0, 1, 60_000, 60_001)] == [0, 1, 1, 2]


@pytest.mark.parametrize(
    ("policy", "passed", "left", "running", "over", "shown"),
    [
        ("after_each", False, 2, False, False, True),
        ("after_each", False, 2, True, False, False),
        ("after_last", False, 2, False, False, False),
        ("after_last", False, None, False, False, False),
        ("after_last", False, 0, False, False, True),
        ("after_last", True, 2, False, False, True),
        ("after_last", True, 2, True, False, False),
        ("after_last", False, 2, False, True, True),
        ("after_close", True, 0, False, False, False),
        ("after_close", False, 2, False, True, True),
        ("after_close", False, 2, True, True, False),
        ("never", True, 0, False, True, False),
    ],
)
def test_when_right_answers_may_be_seen(policy, passed, left, running, over, shown):
    seen = may_see_answers(
        policy=policy, is_passed=passed, attempts_left=left, is_running=running, is_over=over
    )
    assert seen is shown


def test_letters_follow_the_screen_and_come_back_as_ids():
    order = {"choices": ["c3", "c1", "c2"]}
    assert to_shown({"choices": ["c1", "c2"]}, order) == {"choices": ["b", "c"]}
    assert from_shown({"choices": ["b", "c"]}, order) == {"choices": ["c1", "c2"]}
    assert to_shown({"value": True}, {}) == from_shown({"value": True}, {}) == {"value": True}
    assert from_shown("x", order) == "x"
    assert [letter(n) for n in (0, 25, 26, 52)] == ["a", "z", "a2", "a3"]


@pytest.mark.parametrize("picked", [["c1"], ["d"], [1], [["a"]], [None]])
def test_what_is_no_letter_of_this_paper_is_refused(picked):
    with pytest.raises(AnswerMalformed):
        from_shown({"choices": picked}, {"choices": ["c3", "c1", "c2"]})


def test_a_receipt_is_the_same_bytes_whatever_the_order_of_slots():
    first = canonical_answers(attempt="u", closed_at=T0, answers=[(1, {"choices": ["a"]}), (2, {})])
    second = canonical_answers(
        attempt="u", closed_at=T0.astimezone(), answers=[(2, {}), (1, {"choices": ["a"]})]
    )
    assert first == second
    assert len(sha256_of(first)) == 64
    assert first.startswith(b'{"answers":[{"answer":{"choices":["a"]},"slot":1}')

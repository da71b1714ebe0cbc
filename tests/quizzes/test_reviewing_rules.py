"""What may be seen when: the policy opens, the matrix narrows."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.reviewing import (
    EVERYTHING,
    TELLS_THE_KEY,
    Moment,
    Sight,
    moment_of,
    problems_of,
    what_may_be_seen,
)

T0 = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("closed", "closes", "now", "moment"),
    [
        (None, None, T0, Moment.DURING),
        (None, T0 - HOUR, T0, Moment.DURING),
        (T0, None, T0 + timedelta(seconds=119), Moment.RIGHT_AFTER),
        (T0, None, T0 + timedelta(seconds=120), Moment.WHILE_OPEN),
        (T0, T0 + HOUR, T0 + HOUR, Moment.AFTER_CLOSE),
        (T0, T0, T0, Moment.AFTER_CLOSE),
    ],
)
def test_where_an_attempt_stands(closed, closes, now, moment):
    assert moment_of(closed_at=closed, closes_at=closes, now=now) is moment


def test_without_a_matrix_the_policy_alone_decides():
    seen = what_may_be_seen(matrix={}, moment=Moment.WHILE_OPEN, key_is_open=True)
    assert seen == EVERYTHING
    closed = what_may_be_seen(matrix={}, moment=Moment.WHILE_OPEN, key_is_open=False)
    assert closed == {Sight.POINTS, Sight.ANSWERS}


def test_a_matrix_shows_only_what_it_names_at_its_moment():
    matrix = {"right_after": ["points"], "after_close": ["points", "answers", "key"]}
    assert what_may_be_seen(matrix=matrix, moment=Moment.RIGHT_AFTER, key_is_open=True) == {Sight.POINTS}
    assert what_may_be_seen(matrix=matrix, moment=Moment.WHILE_OPEN, key_is_open=True) == frozenset()
    assert Sight.KEY in what_may_be_seen(matrix=matrix, moment=Moment.AFTER_CLOSE, key_is_open=True)


def test_practice_explains_at_once():
    seen = what_may_be_seen(matrix={}, moment=Moment.DURING, key_is_open=False, is_practice=True)
    assert seen == EVERYTHING


matrices = st.dictionaries(
    st.sampled_from([m.value for m in Moment]),
    st.lists(st.sampled_from([s.value for s in Sight])),
    max_size=4,
)


@given(matrix=matrices, moment=st.sampled_from(Moment))
def test_nothing_that_tells_the_key_is_seen_before_the_policy_allows(matrix, moment):
    assert not what_may_be_seen(matrix=matrix, moment=moment, key_is_open=False) & TELLS_THE_KEY
    assert not what_may_be_seen(matrix=matrix, moment=Moment.DURING, key_is_open=True) & TELLS_THE_KEY


@pytest.mark.parametrize(
    ("matrix", "codes"),
    [
        ({}, []),
        ({"during": ["answers"], "after_close": ["key"]}, []),
        ([], ["malformed"]),
        ({"during": "answers"}, ["malformed"]),
        ({"during": [1]}, ["malformed"]),
        ({"tomorrow": []}, ["unknown_moment"]),
        ({"during": ["grades"]}, ["unknown_sight"]),
        ({"during": ["key"]}, ["tells_the_key_during"]),
    ],
)
def test_what_is_wrong_with_a_matrix_has_a_name(matrix, codes):
    assert problems_of(matrix) == codes

"""May a learner start now, and until when? Facts in, an answer out."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.admission import Allowance, Earlier, Terms, attempts_left, refusal_to_start, with_allowances

T0 = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def terms(**fields) -> Terms:
    plain = {
        "opens_at": None,
        "closes_at": None,
        "limit": 30 * MINUTE,
        "attempts": 3,
        "wait": timedelta(),
        "code": "",
        "needs_honour": False,
    }
    return Terms(**plain | fields)


def ended(number: int, at: datetime, *, is_counted: bool = True) -> Earlier:
    return Earlier(number=number, is_counted=is_counted, closed_at=at)


@pytest.mark.parametrize(
    ("limit", "closes", "due"),
    [
        (None, None, None),
        (30 * MINUTE, None, T0 + 30 * MINUTE),
        (None, T0 + 5 * MINUTE, T0 + 5 * MINUTE),
        (30 * MINUTE, T0 + 5 * MINUTE, T0 + 5 * MINUTE),
        (30 * MINUTE, T0 + 60 * MINUTE, T0 + 30 * MINUTE),
    ],
)
def test_the_earlier_end_counts(limit, closes, due):
    assert terms(limit=limit, closes_at=closes).due_at(T0) == due


@pytest.mark.parametrize(
    ("fields", "earlier", "code", "until"),
    [
        ({}, [], None, None),
        ({"opens_at": T0 + MINUTE}, [], "not_open", T0 + MINUTE),
        ({"opens_at": T0}, [], None, None),
        ({"closes_at": T0}, [], "closed", None),
        ({"closes_at": T0, "opens_at": T0 + MINUTE}, [], "closed", None),
        ({"closes_at": T0 + MINUTE}, [], None, None),
        ({"attempts": 1}, [ended(1, T0 - MINUTE)], "no_attempts_left", None),
        ({"attempts": 1}, [ended(1, T0 - MINUTE, is_counted=False)], None, None),
        ({"attempts": None}, [ended(n, T0 - MINUTE) for n in range(9)], None, None),
        ({"wait": 10 * MINUTE}, [ended(1, T0 - 9 * MINUTE)], "wait", T0 + MINUTE),
        ({"wait": 10 * MINUTE}, [ended(1, T0 - 10 * MINUTE)], None, None),
        ({"wait": 10 * MINUTE}, [ended(1, T0 - MINUTE, is_counted=False)], None, None),
        ({"wait": 10 * MINUTE, "attempts": 1}, [ended(1, T0 - MINUTE)], "no_attempts_left", None),
    ],
)
def test_what_stands_against_a_start(fields, earlier, code, until):
    refusal = refusal_to_start(terms=terms(**fields), earlier=earlier, now=T0)

    assert (refusal.code if refusal else None) == code
    assert (refusal.until if refusal else None) == until


def test_of_several_accommodations_the_kindest_parts_apply():
    granted = with_allowances(
        terms(closes_at=T0),
        [
            Allowance(time_factor=Decimal("1.5"), extra_attempts=1),
            Allowance(time_factor=Decimal("2"), closes_at=T0 + MINUTE),
        ],
    )

    assert granted.limit == 60 * MINUTE
    assert granted.closes_at == T0 + MINUTE
    assert granted.attempts == 4


allowances = st.builds(
    Allowance,
    time_factor=st.decimals(0, 10, places=2),
    closes_at=st.one_of(st.none(), st.datetimes(timezones=st.just(UTC))),
    extra_attempts=st.integers(0, 9),
)


@given(granted=st.lists(allowances, max_size=4), closes=st.one_of(st.none(), st.just(T0)))
def test_no_accommodation_makes_anything_harder(granted, closes):
    plain = terms(closes_at=closes)
    kinder = with_allowances(plain, granted)

    assert kinder.limit >= plain.limit
    assert kinder.attempts >= plain.attempts
    assert kinder.closes_at is None or kinder.closes_at >= plain.closes_at
    assert with_allowances(plain, []) == plain


def test_a_running_attempt_is_used_up():
    running = Earlier(number=1, is_counted=True, closed_at=None)
    assert attempts_left(terms(), [running]) == 2
    assert attempts_left(terms(attempts=None), [running]) is None


def test_a_recognised_result_ends_the_sitting_unless_the_quiz_goes_on():
    earlier = [Earlier(number=1, is_counted=True, closed_at=T0, is_recognised=True)]
    for fields in ({}, {"attempts": None}):
        assert refusal_to_start(terms=terms(**fields), earlier=earlier, now=T0).code == "recognised"
        assert attempts_left(terms(**fields), earlier) == 0
    going_on = terms(goes_on_when_recognised=True)
    assert refusal_to_start(terms=going_on, earlier=earlier, now=T0) is None
    assert attempts_left(going_on, earlier) == 2
    assert with_allowances(going_on, [Allowance(extra_attempts=1)]).goes_on_when_recognised

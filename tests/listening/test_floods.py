"""Ten thousand answers a minute: never an error, rows up to a ceiling, everything else counted or set aside."""

import time
from collections import Counter
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import DatabaseError

from listening.models import Feedback, FeedbackDay, Kind
from listening.services import feedback
from listening.services.feedback import Outcome, take_answer
from listening.tokens import AskedPage
from tests.listening.conftest import URL
from tests.support.queries import count_queries

PAGE = AskedPage(page_id=1, path=URL, language="vi")


@pytest.mark.django_db
def test_ten_thousand_in_a_minute_are_rows_up_to_the_ceiling_and_counts_above(settings, flush, now):
    begun = time.perf_counter()
    outcomes = Counter(
        take_answer(page=PAGE, kind=Kind.NO, who=f"{number}", now=now).outcome for number in range(10_000)
    )
    seconds = time.perf_counter() - begun
    flush()

    assert outcomes == {
        Outcome.KEPT: settings.LISTENING_ROWS_A_MINUTE,
        Outcome.CROWDED: 10_000 - settings.LISTENING_ROWS_A_MINUTE,
    }
    assert Feedback.objects.count() == settings.LISTENING_ROWS_A_MINUTE
    day = FeedbackDay.objects.get()
    assert (day.no, day.crowded, day.set_aside) == (10_000, 10_000 - settings.LISTENING_ROWS_A_MINUTE, 0)
    assert seconds < 20, f"{seconds:.1f} s"


@pytest.mark.django_db
def test_one_address_alone_is_set_aside_and_moves_no_figure(settings, flush, now):
    limit = settings.LISTENING_ANSWERS_OF_AN_ADDRESS_A_MINUTE
    outcomes = Counter(take_answer(page=PAGE, kind=Kind.NO, who="one", now=now).outcome for _ in range(1_000))
    flush()

    assert outcomes == {Outcome.KEPT: limit, Outcome.SET_ASIDE: 1_000 - limit}
    day = FeedbackDay.objects.get()
    assert (day.no, day.crowded, day.set_aside) == (limit, 0, 1_000 - limit)
    other = take_answer(page=PAGE, kind=Kind.YES, who="another", now=now)
    assert other.outcome is Outcome.KEPT


@pytest.mark.django_db
def test_one_address_is_set_aside_in_a_crowd_too(settings, flush, now):
    for number in range(settings.LISTENING_ROWS_A_MINUTE + 1):
        take_answer(page=PAGE, kind=Kind.YES, who=f"{number}", now=now)
    limit = settings.LISTENING_ANSWERS_OF_AN_ADDRESS_A_MINUTE
    outcomes = Counter(take_answer(page=PAGE, kind=Kind.NO, who="loud", now=now).outcome for _ in range(100))

    assert outcomes == {Outcome.CROWDED: limit, Outcome.SET_ASIDE: 100 - limit}


@pytest.mark.django_db
def test_above_the_ceiling_neither_database_nor_cache_is_asked(settings, now, monkeypatch):
    for number in range(settings.LISTENING_ROWS_A_MINUTE + 1):
        take_answer(page=PAGE, kind=Kind.YES, who=f"{number}", now=now)
    monkeypatch.setattr(feedback, "is_over_limit", None)

    assert count_queries(lambda: take_answer(page=PAGE, kind=Kind.YES, who="late", now=now))[0] == 0


@pytest.mark.django_db
def test_the_next_minute_takes_rows_again(settings, now):
    for number in range(settings.LISTENING_ROWS_A_MINUTE + 5):
        take_answer(page=PAGE, kind=Kind.YES, who=f"{number}", now=now)

    later = take_answer(page=PAGE, kind=Kind.YES, who="1", now=now + timedelta(minutes=1))

    assert later.outcome is Outcome.KEPT


@pytest.mark.django_db
def test_the_day_has_a_ceiling_of_its_own(settings, now):
    settings.LISTENING_ROWS_A_DAY = 3
    outcomes = [
        take_answer(page=PAGE, kind=Kind.YES, who=f"{n}", now=now + timedelta(minutes=n)).outcome
        for n in range(5)
    ]

    assert outcomes == [Outcome.KEPT] * 3 + [Outcome.CROWDED] * 2


@pytest.mark.django_db
def test_a_busy_database_loses_no_answer(monkeypatch, flush, now):
    def busy(*_args, **_kwargs):
        raise DatabaseError("database is locked")

    monkeypatch.setattr(feedback, "_kept", busy)
    taken = take_answer(page=PAGE, kind=Kind.WRONG, who="a", now=now)
    flush()

    assert taken.outcome is Outcome.CROWDED
    assert FeedbackDay.objects.get().wrong == 1


@pytest.mark.django_db
def test_counts_that_cannot_be_written_wait(monkeypatch, flush, now):
    from listening.services import counting

    monkeypatch.setattr(feedback, "_admitted", lambda *_: Outcome.CROWDED)
    take_answer(page=PAGE, kind=Kind.YES, who="a", now=now)
    with monkeypatch.context() as broken:
        broken.setattr(counting, "add_to_day", lambda **_: (_ for _ in ()).throw(DatabaseError("away")))
        with pytest.raises(DatabaseError):
            flush()
    take_answer(page=PAGE, kind=Kind.YES, who="b", now=now)
    flush()

    assert FeedbackDay.objects.get().yes == 2


def test_at_the_door_a_flood_is_answered_with_sentences(settings, answer, reader, guide):
    settings.LISTENING_ROWS_A_MINUTE = 2
    settings.LISTENING_ANSWERS_OF_AN_ADDRESS_A_MINUTE = 5
    client = reader()
    seen = [answer("co", client=client) for _ in range(9)]

    assert [response.status_code for response in seen] == [303] * 5 + [429] * 4
    crowded = client.get(seen[3]["Location"]).content.decode()
    assert "18001096" in crowded
    assert "<textarea" not in crowded
    refused = seen[-1]
    assert refused["Retry-After"] == "60"
    assert "18001096" in refused.content.decode()
    assert Feedback.objects.count() == 2
    assert answer("co", client=reader(address="203.0.113.9")).status_code == 303


def test_without_a_cache_answers_are_still_taken(answer, monkeypatch):
    def away(*_args, **_kwargs):
        raise ConnectionError("no cache")

    for name in ("add", "get", "incr", "set"):
        monkeypatch.setattr(cache, name, away)

    assert answer("co").status_code == 303
    assert Feedback.objects.count() == 1


def test_words_have_a_limit_too(settings, answer, reader):
    settings.LISTENING_ANSWERS_OF_AN_ADDRESS_A_MINUTE = 100
    client = reader()
    statuses = []
    for _ in range(12):
        ticket = answer("sai", client=client)["Location"].split("?v=")[1]
        statuses.append(client.post("/phan-hoi/cam-on/", {"v": ticket, "loi": "Sai"}).status_code)

    assert statuses == [303] * 10 + [429] * 2

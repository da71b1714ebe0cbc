"""Pages, visitors, searches and dead ends are counted; readers who say no, people who are signed in and programs are not."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.core.cache import cache, caches
from django.db import connection
from django.test import Client
from django.utils import timezone

from listening import days, visits
from listening.days import fingerprint, salt_key, salt_of
from listening.models import DayTotal, Feedback, FeedbackDay, LostDay, PageDay, SearchDay, Subscription
from listening.robots import is_robot
from listening.services.counting import record_search
from listening.services.folding import fold, months_before
from tests.listening.conftest import BROWSER, URL
from tests.support.queries import count_queries

SEARCH = "/tim-kiem/?q="


@pytest.fixture
def kept_pages(settings):
    settings.LMS_PAGE_CACHE_SECONDS = 60
    caches["pages"].clear()
    yield
    caches["pages"].clear()


def test_pages_are_counted_by_day_address_and_language(guide, reader, flush):
    client = reader()
    for _ in range(3):
        client.get(URL)
    client.get(f"/en{URL}")
    client.get("/")
    flush()

    rows = set(PageDay.objects.values_list("day", "path", "language", "views"))
    today = timezone.localdate()
    assert rows == {(today, URL, "vi", 3), (today, URL, "en", 1), (today, "/", "vi", 1)}


def test_kept_pages_are_counted_and_still_cost_no_question(guide, reader, flush, kept_pages):
    client = reader()
    client.get(URL)
    client.get(URL)
    assert count_queries(lambda: client.get(URL))[0] == 0
    flush()

    assert PageDay.objects.get(path=URL).views == 3


@pytest.mark.parametrize(
    ("what", "headers"),
    [
        ("do not track", {"HTTP_DNT": "1"}),
        ("global privacy control", {"HTTP_SEC_GPC": "1"}),
        ("prefetch", {"HTTP_SEC_PURPOSE": "prefetch;prerender"}),
        ("prefetch of old", {"HTTP_PURPOSE": "prefetch"}),
        ("prefetch of Firefox", {"HTTP_X_MOZ": "prefetch"}),
        (
            "search engine",
            {"HTTP_USER_AGENT": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        ),
        ("no name", {"HTTP_USER_AGENT": ""}),
        ("a program", {"HTTP_USER_AGENT": "curl/8.5.0"}),
        ("a session", {"HTTP_COOKIE": "sessionid=abc; theme=dark"}),
    ],
)
def test_who_is_not_counted(guide, reader, flush, what, headers):
    client = reader()
    client.get(URL, **headers)
    client.get("/khong-co-trang-nay/", **headers)
    client.get(f"{SEARCH}ho+so", **headers)
    flush()

    counted = (PageDay, LostDay, SearchDay, DayTotal)
    assert [model.objects.count() for model in counted] == [0, 0, 0, 0], what


@pytest.mark.parametrize(
    ("agent", "robot"),
    [
        (BROWSER, False),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Mobile Zalo/24", False),
        ("Mozilla/5.0 (Linux; Android 13; Cubot KINGKONG) Chrome/120", False),
        ("Mozilla/5.0 AppleWebKit/537.36 HeadlessChrome/120.0", True),
        ("Mozilla/5.0 (compatible; bingbot/2.0)", True),
        ("facebookexternalhit/1.1", True),
        ("python-requests/2.32", True),
        ("Mozilla/5.0 " + "x" * 1000, True),
    ],
)
def test_robots_are_known_by_their_names(agent, robot):
    assert is_robot(agent) is robot


def test_own_pages_files_and_posts_are_not_counted(guide, reader, flush, learner):
    client = reader()
    client.force_login(learner)
    client.get("/cua-toi/")
    stranger = reader()
    stranger.get("/dang-nhap/")
    stranger.head(URL)
    stranger.get("/suc-khoe/")
    stranger.get("/du-lieu-mo/luot-xem.csv")
    flush()

    assert PageDay.objects.count() == 0


def test_visitors_are_different_people_of_a_day(guide, reader, flush):
    """With a salt of our own: by chance two of twenty share a place in the sketch on one day in twenty, and count as one."""
    cache.set(salt_key(days.today()), b"s" * 32)
    for number in range(20):
        client = reader(address=f"203.0.113.{number}")
        client.get(URL)
        client.get("/")
    flush()
    flush()

    assert DayTotal.objects.get().visitors == 20
    assert PageDay.objects.get(path=URL).views == 20


def test_two_processes_count_a_visitor_once(guide, reader, flush):
    reader(address="203.0.113.1").get(URL)
    flush()
    visits.visitors.clear()  # another process, which knows nothing of the first
    days.forget_salts()
    reader(address="203.0.113.1").get(URL)
    reader(address="203.0.113.2").get(URL)
    flush()

    assert DayTotal.objects.get().visitors == 2


def test_an_address_is_in_memory_for_a_second_and_of_those_who_said_no_never(guide, reader):
    reader(address="203.0.113.1", dnt="1").get(URL)
    assert "203.0.113.1" not in repr(visits.waiting)
    reader(address="203.0.113.2").get(URL)
    assert "203.0.113.2" in repr(visits.waiting)

    visits.digest()

    assert not visits.waiting


def test_no_address_is_kept_anywhere(guide, reader, flush, answer):
    client = reader(address="198.51.100.77")
    client.get(URL)
    client.get(f"{SEARCH}ho+so")
    client.get("/khong-co/")
    answer("sai", client=client)
    flush()

    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert not [row for row in cursor.fetchall() if "198.51.100.77" in repr(row)], table
    kept = repr(cache._cache) if hasattr(cache, "_cache") else ""
    assert "198.51.100.77" not in kept


def test_the_salt_changes_every_day_and_the_old_one_is_gone(now):
    with time_machine.travel(now, tick=False):
        first = salt_of(now.date())
        print_of_today = fingerprint("203.0.113.7", day=now.date())
        assert fingerprint("203.0.113.7", day=now.date()) == print_of_today
    tomorrow = now + timedelta(days=1)
    assert salt_of(tomorrow.date()) != first
    assert fingerprint("203.0.113.7", day=tomorrow.date()) != print_of_today


@pytest.mark.django_db
def test_the_fold_throws_old_salts_away(now):
    yesterday = now.date() - timedelta(days=1)
    salt_of(yesterday)
    assert cache.get(salt_key(yesterday))

    fold(now=now)

    assert cache.get(salt_key(yesterday)) is None


# Searches.


def test_searches_are_counted_without_accents(guide, reader, flush):
    client = reader()
    for words in ("Nộp hồ sơ", "nop ho so", "  NỘP   HỒ SƠ! "):
        client.get("/tim-kiem/", {"q": words})
    client.get("/tim-kiem/", {"q": "không có gì như thế"})
    flush()

    rows = set(SearchDay.objects.values_list("words", "asked", "found_nothing"))
    assert rows == {("nop ho so", 3, 0), ("khong co gi nhu the", 1, 1)}


def test_looking_on_in_the_results_is_no_new_search(guide, reader, flush):
    reader().get("/tim-kiem/", {"q": "ho so", "loai": "huong-dan"})
    flush()

    assert SearchDay.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    "question", ["0912345678", "lan@example.vn", "001099012345 hồ sơ", "", "!!!", "a " * 200]
)
def test_what_looks_like_somebody_is_not_counted(flush, question):
    record_search(question=question, hits=0)
    flush()

    assert SearchDay.objects.count() == 0


@pytest.mark.django_db
def test_invented_searches_fill_nothing(flush):
    for number in range(10_000):
        record_search(question=f"tu khoa {number:05}", hits=0)
    flush()

    assert SearchDay.objects.count() <= 2_000


# Addresses that are not here.


def test_missing_addresses_are_counted_and_keys_are_not(guide, reader, flush):
    client = reader()
    for path in (
        "/huong-dan/khong-co/",
        "/en/huong-dan/khong-co/",
        "/wp-login.php",
        "/x/abc123def456abc123de/",
    ):
        assert client.get(path).status_code == 404
    flush()

    assert list(LostDay.objects.values_list("path", "times")) == [("/huong-dan/khong-co/", 2)]


def test_counting_that_fails_costs_nobody_a_page(guide, reader, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(visits, "waiting", SimpleNamespace(append=None))
        assert reader().get(URL).status_code == 200


# What is kept, and how long.


@pytest.mark.django_db
def test_rare_and_old_rows_are_forgotten(now, learner):
    day = now.date()
    old = months_before(day=day, months=25) - timedelta(days=1)
    for words, asked, when in (("hiem", 2, 1), ("hay hoi", 3, 1), ("hom nay", 1, 0)):
        SearchDay.objects.create(day=day - timedelta(days=when), words=words, asked=asked)
    LostDay.objects.create(day=day - timedelta(days=1), path="/a/", times=2)
    PageDay.objects.create(day=old, path="/", language="vi", views=9)
    PageDay.objects.create(day=day - timedelta(days=300), path="/", language="vi", views=9)
    FeedbackDay.objects.create(day=old, path="/", language="vi", yes=9)
    Feedback.objects.create(path="/", language="vi", kind="no", words="cũ", created_on=old)
    Subscription.objects.create(email="a@b.vn", asked_on=day - timedelta(days=3))
    Subscription.objects.create(email="b@b.vn", asked_on=day - timedelta(days=1))

    fold(now=now)

    assert set(SearchDay.objects.values_list("words", flat=True)) == {"hay hoi", "hom nay"}
    assert LostDay.objects.count() == FeedbackDay.objects.count() == Feedback.objects.count() == 0
    assert PageDay.objects.get().day == day - timedelta(days=300)
    assert Subscription.objects.get().email == "b@b.vn"


@pytest.mark.parametrize(
    ("day", "months", "first"),
    [
        (date(2026, 11, 29), 25, date(2024, 10, 1)),
        (date(2026, 1, 31), 1, date(2025, 12, 1)),
        (date(2026, 12, 1), -1, date(2027, 1, 1)),
        (date(2026, 3, 5), 0, date(2026, 3, 1)),
    ],
)
def test_months_before(day, months, first):
    assert months_before(day=day, months=months) == first


def test_the_question_under_pages_does_not_make_them_uncacheable(guide, kept_pages):
    first = Client().get(URL)

    assert "public" in first["Cache-Control"]
    assert "Age" in Client().get(URL)

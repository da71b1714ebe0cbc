"""Banners: on every public page while they are true, and renewed on time though pages are kept."""

from datetime import timedelta

import pytest
from django.core.cache import cache, caches
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from guides.banners import banners_at
from guides.models import AlertBanner
from guides.services.banners import RENEW
from jobs.models import Job
from jobs.services import run_due_jobs
from lms.page_cache import TOKEN_KEY
from tests.support.queries import count_queries

WORDS = "Cổng bảo trì đêm nay"
HOUR = timedelta(hours=1)


@pytest.fixture
def banner(site) -> AlertBanner:
    now = timezone.now()
    return AlertBanner.objects.create(
        tone="warn",
        message=WORDS,
        message_en="The portal is closed tonight",
        link_text="Xem lịch",
        link_url="/huong-dan/",
        starts_at=now - HOUR,
        ends_at=now + HOUR,
    )


@pytest.mark.parametrize("path", ["/", "/huong-dan/", "/thuat-ngu/", "/tim-kiem/?q=x", "/xac-minh/"])
def test_a_banner_stands_on_every_public_page(banner, client_for, path):
    html = client_for().get(path).content.decode()

    assert WORDS in html
    assert "Lưu ý" in html, "the kind is said in a word"
    assert html.index("</header>") < html.index(WORDS) < html.index("<main")


def test_the_door_is_shown_without_asking_for_banners(banner, client_for):
    assert WORDS not in client_for().get("/dang-nhap/").content.decode()


def test_it_speaks_english_on_english_pages(banner, client_for):
    html = client_for().get("/en/huong-dan/").content.decode()

    assert '<span lang="en">The portal is closed tonight</span>' in html
    assert '<a class="ui-target" href="/huong-dan/" lang="vi">Xem lịch</a>' in html


def test_it_is_shown_from_its_first_moment_to_its_last(banner):
    assert [b.message for b in banners_at(banner.starts_at)] == [WORDS]
    assert banners_at(banner.starts_at - HOUR) == []
    assert banners_at(banner.ends_at) == []


def test_the_most_urgent_stands_first(banner):
    AlertBanner.objects.create(
        tone="error", message="Bão", starts_at=banner.starts_at, ends_at=banner.ends_at + HOUR
    )
    AlertBanner.objects.create(
        tone="info", message="Tin", starts_at=banner.starts_at, ends_at=banner.ends_at - HOUR / 2
    )

    assert [b.message for b in banners_at(timezone.now())] == ["Bão", WORDS, "Tin"]


def test_a_change_and_an_end_by_hand_are_seen_at_once(banner, client_for):
    client = client_for()
    assert WORDS in client.get("/huong-dan/").content.decode()

    banner.message = "Cổng đã mở lại"
    banner.save()
    assert "Cổng đã mở lại" in client.get("/huong-dan/").content.decode()
    banner.delete()
    assert "Cổng đã mở lại" not in client.get("/huong-dan/").content.decode()


def test_pages_without_a_banner_carry_nothing_and_ask_nothing(site, client_for):
    client = client_for()
    assert "ui-notice" not in client.get("/thuat-ngu/").content.decode()

    _cost, statements = count_queries(lambda: client.get("/thuat-ngu/"))

    assert not [sql for sql in statements if "alertbanner" in sql]


def test_kept_pages_are_renewed_when_it_changes_begins_and_ends(
    site, settings, django_capture_on_commit_callbacks
):
    now = timezone.now()
    cache.set(TOKEN_KEY, "old", None)
    with django_capture_on_commit_callbacks(execute=True):
        AlertBanner.objects.create(message=WORDS, starts_at=now + HOUR, ends_at=now + 2 * HOUR)
    assert cache.get(TOKEN_KEY) != "old"
    assert sorted(Job.objects.filter(kind=RENEW).values_list("due_at", flat=True)) == [
        now + HOUR,
        now + 2 * HOUR,
    ]

    for moment in (now + HOUR, now + 2 * HOUR):
        cache.set(TOKEN_KEY, "old", None)
        with django_capture_on_commit_callbacks(execute=True):
            assert run_due_jobs(now=moment) == 1
        assert cache.get(TOKEN_KEY) != "old"


def test_a_kept_page_shows_a_new_banner(site, settings, client_for, django_capture_on_commit_callbacks):
    settings.LMS_PAGE_CACHE_SECONDS = 60
    caches["pages"].clear()
    client = client_for()
    assert WORDS not in client.get("/thuat-ngu/").content.decode()
    now = timezone.now()

    with django_capture_on_commit_callbacks(execute=True):
        AlertBanner.objects.create(message=WORDS, starts_at=now - HOUR, ends_at=now + HOUR)

    assert WORDS in client.get("/thuat-ngu/").content.decode()
    caches["pages"].clear()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends_at": timezone.now() - 3 * HOUR}, "ends_at"),
        ({"link_url": ""}, "link_text"),
        ({"link_url": "https://dichvucong.hotro.com/"}, "link_url"),
        ({"link_url": "//evil.example/"}, "link_url"),
        ({"link_url": "/\\evil.example/"}, "link_url"),
        ({"link_url": "javascript:alert(1)"}, "link_url"),
    ],
)
def test_what_a_banner_may_not_say(banner, changes, field):
    for name, value in changes.items():
        setattr(banner, name, value)

    with pytest.raises(ValidationError) as refusal:
        banner.full_clean()

    assert field in refusal.value.message_dict


def test_the_database_refuses_a_banner_that_ends_before_it_begins(site):
    now = timezone.now()

    with pytest.raises(IntegrityError):
        AlertBanner.objects.create(message="x", starts_at=now, ends_at=now - HOUR)


def test_hostile_words_are_text(site, client_for):
    now = timezone.now()
    AlertBanner.objects.create(message="<script>alert(1)</script>", starts_at=now - HOUR, ends_at=now + HOUR)

    assert "<script>alert" not in client_for().get("/").content.decode()

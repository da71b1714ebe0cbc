"""Caches in front are told what a publication has changed: by Wagtail's dummy in memory, and by a server that was away."""

import os
import subprocess
import sys
from io import BytesIO
from urllib.error import URLError

import pytest
from wagtail.contrib.frontend_cache.backends import BaseBackend

from guides.models import DecisionHelperPage, GuidePage, PublicServicePage
from jobs.models import Job
from jobs.services import run_due_jobs
from lms.edge import FORGET
from lms.purging import PurgedServer
from lms.settings.places import BASE_DIR
from practice.models import ScenarioPage

SITE = "https://hoc.example.gov.vn"
GUIDE = "/huong-dan/nop-ho-so-truc-tuyen/"
PUBLISHED = {GUIDE, "/huong-dan/", "/", "/sitemap.xml"}


class Remembering(BaseBackend):
    purged: list[str] = []

    def purge(self, url: str) -> None:
        self.purged.append(url)


@pytest.fixture
def in_front(settings):
    settings.SITE_URL = SITE
    settings.WAGTAILFRONTENDCACHE = {"dummy": {"BACKEND": f"{__name__}.Remembering"}}
    Remembering.purged = []

    def told() -> set[str]:
        """Addresses told by now, without the site's own part."""
        run_due_jobs()
        assert all(url.startswith(f"{SITE}/") for url in Remembering.purged)
        return {url.removeprefix(SITE) for url in Remembering.purged}

    return told


@pytest.fixture
def demo(_demo_of_module, db):
    return GuidePage.objects.get(slug="nop-ho-so-truc-tuyen")


def test_publishing_a_guide_tells_its_address_its_english_one_the_lists_and_the_front_page(demo, in_front):
    demo.save_revision().publish()

    told = in_front()
    english = {f"/en{path}" for path in PUBLISHED if path != "/sitemap.xml"}
    assert told == PUBLISHED | english


def test_withdrawing_deleting_moving_and_renaming_tell_where_the_page_was(demo, in_front):
    demo.unpublish()
    assert {GUIDE, f"/en{GUIDE}", "/huong-dan/"} <= in_front()

    demo.save_revision().publish()
    Remembering.purged.clear()
    demo.refresh_from_db()
    demo.slug = "nop-ho-so-moi"
    demo.save_revision().publish()
    assert {GUIDE, f"/en{GUIDE}", "/huong-dan/nop-ho-so-moi/"} <= in_front()

    Remembering.purged.clear()
    GuidePage.objects.get(pk=demo.pk).delete()
    assert {"/huong-dan/nop-ho-so-moi/", "/huong-dan/"} <= in_front()


@pytest.mark.parametrize(
    ("model", "also"),
    [
        (DecisionHelperPage, "o-nuoc-ngoai/"),
        (ScenarioPage, "phieu/"),
    ],
)
def test_what_stands_below_a_page_is_told_with_it(demo, in_front, model, also):
    page = model.objects.live().order_by("pk")[0]
    page.save_revision().publish()

    told = in_front()
    address = page.get_url_parts()[2]
    assert {address, address + also, f"/en{address}{also}"} <= told


def test_a_service_tells_the_pages_of_topics(demo, in_front):
    service = PublicServicePage.objects.live().order_by("pk")[0]
    service.save_revision().publish()

    assert {"/dich-vu/", f"/dich-vu/chu-de/{service.topic.code}/"} <= in_front()


def test_a_course_tells_its_page_and_the_catalogue(demo, in_front):
    from courses.models import Course

    course = Course.objects.published().order_by("pk")[0]
    course.save()

    assert {
        course.get_absolute_url(),
        f"/en{course.get_absolute_url()}",
        "/khoa-hoc/",
        "/en/khoa-hoc/",
    } <= in_front()


def test_nobody_is_told_when_nobody_stands_in_front(demo):
    demo.save_revision().publish()

    assert not Job.objects.filter(kind=FORGET).exists()


def test_what_is_not_published_after_all_is_not_told(site, in_front):
    from django.db import transaction

    with transaction.atomic():
        site.save_revision().publish()
        transaction.set_rollback(True)
    assert in_front() == set()


def test_a_server_that_is_away_is_told_later(demo, in_front, settings, monkeypatch):
    answers = [URLError("away"), None]

    def open_it(request, timeout):
        answer = answers.pop(0) if answers else None
        if answer:
            raise answer
        Remembering.purged.append(request.get_header("Host") + request.selector)
        assert request.get_method() == "PURGE"
        return BytesIO()

    monkeypatch.setattr("lms.purging.urlopen", open_it)
    settings.WAGTAILFRONTENDCACHE = {
        "server": {"BACKEND": "lms.purging.PurgedServer", "LOCATION": "http://127.0.0.1:1"}
    }
    demo.save_revision().publish()
    run_due_jobs()
    job = Job.objects.get(kind=FORGET)
    assert job.status != Job.Status.DONE
    assert "away" in job.last_error

    Job.objects.update(due_at=job.created_at, leased_until=None)
    run_due_jobs()
    job.refresh_from_db()
    assert job.status == Job.Status.DONE
    assert f"hoc.example.gov.vn{GUIDE}" in Remembering.purged


def test_a_port_of_the_site_is_told_to_the_server(monkeypatch):
    asked = []
    monkeypatch.setattr("lms.purging.urlopen", lambda request, timeout: asked.append(request) or BytesIO())
    PurgedServer({"LOCATION": "http://10.0.0.1:8081"}).purge("https://hoc.example.gov.vn:8443/a/")

    assert (asked[0].full_url, asked[0].get_header("Host")) == (
        "http://10.0.0.1:8081/a/",
        "hoc.example.gov.vn:8443",
    )
    assert [request.get_header("Accept-encoding") for request in asked] == ["identity", "gzip", "br"]


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "{}"),
        (
            {"FRONTEND_CACHE": "http", "FRONTEND_CACHE_LOCATIONS": "http://a:1, http://b:2"},
            "'LOCATION': 'http://b:2'",
        ),
        ({"FRONTEND_CACHE": "cloudflare", "CLOUDFLARE_TOKEN": "t", "CLOUDFLARE_ZONE": "z"}, "'ZONEID': 'z'"),
        ({"FRONTEND_CACHE": "cloudfront", "CLOUDFRONT_DISTRIBUTION": "E1"}, "'DISTRIBUTION_ID': 'E1'"),
        ({"FRONTEND_CACHE": "cloudflare"}, "needs CLOUDFLARE_TOKEN"),
        ({"FRONTEND_CACHE": "varnish"}, "FRONTEND_CACHE is http, cloudflare, cloudfront"),
    ],
)
def test_the_environment_says_who_stands_in_front(environment, said):
    command = [sys.executable, "-c", "from lms.settings import edge; print(edge.WAGTAILFRONTENDCACHE)"]
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("FRONTEND_", "CLOUDF"))
    }
    answer = subprocess.run(
        command,
        cwd=BASE_DIR,
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )

    assert said in answer.stdout + answer.stderr

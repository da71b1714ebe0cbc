"""The editors' admin speaks Vietnamese on every screen an author meets."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timesince import timesince
from wagtail.models import Page

from courses.models import CourseIndexPage
from guides.models import GuideIndexPage
from lms.models import HomePage
from people.models import User
from practice.models import ScenarioIndexPage
from tests.support.language import english_leftovers

pytestmark = pytest.mark.django_db


@pytest.fixture
def superuser(site):
    return User.objects.create_superuser("quan.tri@example.vn", "mat-khau-dai-12", full_name="Quản Trị")


@pytest.fixture
def admin(superuser):
    client = Client()
    client.force_login(superuser)
    return client


SCREENS = [
    "wagtailadmin_home",
    "wagtailadmin_explore_root",
    "wagtailadmin_account",
    "wagtailadmin_pages:search",
    "wagtailimages:index",
    "wagtailimages:add",
    "wagtailimages:add_multiple",
    "wagtailimages_chooser:choose",
    "wagtaildocs:index",
    "wagtaildocs:add",
    "wagtaildocs:add_multiple",
    "wagtaildocs_chooser:choose",
    "wagtailadmin_reports:locked_pages",
    "wagtailadmin_reports:workflow",
    "wagtailadmin_reports:workflow_tasks",
    "wagtailadmin_reports:site_history",
    "wagtailadmin_reports:aging_pages",
    "wagtailadmin_reports:page_types_usage",
    "wagtailadmin_collections:index",
    "wagtailadmin_workflows:index",
    "wagtailadmin_choose_page",
    "wagtailadmin_choose_page_external_link",
    "wagtailadmin_choose_page_email_link",
    "wagtailadmin_choose_page_phone_link",
    "wagtailadmin_choose_page_anchor_link",
]


def text_of(response) -> str:
    assert response.status_code == 200, response.status_code
    if response["Content-Type"].startswith("application/json"):
        return response.json().get("html", "")
    return response.content.decode()


@pytest.mark.parametrize("name", SCREENS)
def test_no_english_is_left_on_an_authors_screen(admin, name):
    assert english_leftovers(text_of(admin.get(reverse(name)))) == []


def test_no_english_is_left_when_pages_are_written(admin, site):
    wanted = []
    for model in (HomePage, GuideIndexPage, ScenarioIndexPage, CourseIndexPage):
        page = model.objects.get()
        wanted += [
            reverse("wagtailadmin_explore", args=[page.pk]),
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
            reverse("wagtailadmin_pages:history", args=[page.pk]),
            reverse("wagtailadmin_pages:add_subpage", args=[page.pk]),
            reverse("wagtailadmin_pages:usage", args=[page.pk]),
            reverse("wagtailadmin_pages:delete", args=[page.pk]),
            reverse("wagtailadmin_pages:copy", args=[page.pk]),
            reverse("wagtailadmin_pages:unpublish", args=[page.pk]),
        ]
    for parent, kind in (
        (GuideIndexPage, ("guides", "guidepage")),
        (ScenarioIndexPage, ("practice", "scenariopage")),
        (CourseIndexPage, ("courses", "coursepage")),
    ):
        wanted.append(reverse("wagtailadmin_pages:add", args=[*kind, parent.objects.get().pk]))
    found = {
        url: leftovers
        for url in wanted
        if (leftovers := english_leftovers(text_of(admin.get(url, follow=True))))
    }
    assert found == {}


def test_the_finder_finds_planted_english():
    planted = (
        '<p>Lưu bản nháp</p><button title="Delete this page">Xóa</button><p lang="en">Delete this page</p>'
    )
    assert english_leftovers(planted) == ["Delete this page"]
    assert Page.objects.exists()


def test_how_long_ago_something_was_done_is_said_in_vietnamese(now):
    units = [
        timedelta(minutes=3),
        timedelta(hours=3),
        timedelta(days=3),
        timedelta(weeks=2),
        timedelta(days=90),
    ]
    told = [timesince(now - unit, now).replace("\xa0", " ") for unit in units]

    assert told == ["3 phút", "3 giờ", "3 ngày", "2 tuần", "2 tháng, 4 tuần"]

"""What search engines are told: both languages of what everybody may read, and nothing else."""

import re

import pytest
from wagtail.models import PageViewRestriction

from courses.services.authoring import create_course
from guides.models import GuidePage
from tests.guides.conftest import guides, make_guides  # noqa: F401
from tests.support.queries import assert_flat_queries

pytestmark = pytest.mark.django_db
GUIDE = "/huong-dan/nop-ho-so-truc-tuyen/"


def listed(client):
    return re.findall(r"<loc>https?://[^/]+(/[^<]*)</loc>", client.get("/sitemap.xml").content.decode())


def test_both_languages_of_public_pages_are_listed(guides, client_for):  # noqa: F811
    found = listed(client_for())
    assert {"/", "/en/", GUIDE, f"/en{GUIDE}", "/huong-dan/"} <= set(found)
    assert len(found) == len(set(found))
    body = client_for().get("/sitemap.xml").content.decode()
    assert f'hreflang="en" href="http://testserver/en{GUIDE}"' in body
    assert 'hreflang="x-default"' in body


def test_drafts_private_pages_and_unpublished_courses_are_not(guides, organisation, client_for, now):  # noqa: F811
    create_course(code="KS-09", title="Chưa xuất bản", organisation=organisation, now=now)
    draft, private = GuidePage.objects.get(code="HD-02"), GuidePage.objects.get(code="HD-03")
    draft.unpublish()
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    found = "\n".join(listed(client_for()))
    assert draft.slug not in found
    assert private.slug not in found
    assert "chua-xuat-ban" not in found


def test_the_list_asks_as_much_for_many_pages(make_guides, client_for):  # noqa: F811
    client = client_for()
    assert_flat_queries(grow=lambda: make_guides(20), work=lambda: client.get("/sitemap.xml"))


def test_a_page_names_its_one_address_and_its_languages(guides, client_for, settings):  # noqa: F811
    for path in (GUIDE, f"/en{GUIDE}"):
        page = client_for().get(f"{path}?x=1").content.decode()
        assert f'<link rel="canonical" href="{settings.SITE_URL}{path}">' in page
        assert f'<link rel="alternate" hreflang="vi" href="{settings.SITE_URL}{GUIDE}">' in page
        assert f'<link rel="alternate" hreflang="en" href="{settings.SITE_URL}/en{GUIDE}">' in page


def test_robots_are_kept_from_what_is_nobodys_to_find(client_for):
    response = client_for().get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    lines = response.content.decode().splitlines()
    assert {"Disallow: /quan-tri/", "Disallow: /en/cua-toi/"} <= set(lines)
    assert lines[-1].startswith("Sitemap: http")

"""Guides in two languages: what is translated is shown, what is not says so, and it is seen at once."""

import pytest
from django.utils import timezone

from content.services.translations import save_translation
from guides.models import GuideIndexPage
from guides.queries import search_guides
from tests.support.queries import assert_max_queries

pytestmark = pytest.mark.django_db
URL = "/en/huong-dan/nop-ho-so-truc-tuyen/"


def publish(page, words):
    save_translation(page=page, wanted=words, base=0, by=None, now=timezone.now(), publish=True)


@pytest.fixture
def guide(guides):
    return guides["HD-02"]


def test_parts_are_shown_in_the_language_they_are_in(guide, client_for):
    assert "in Vietnamese only" in client_for().get(URL).content.decode()
    publish(
        guide,
        {
            guide.summary: "Find the procedure and submit.",
            guide.need_list[0]: "You can sign in (see HD-01)",
            "Trước khi bắt đầu": "Before you start",
        },
    )
    page = client_for().get(URL).content.decode()
    assert '<span lang="en">Find the procedure and submit.</span>' in page
    assert '<li lang="en"><label class="ui-choice"><input type="checkbox"><span>You can sign in' in page
    assert "Before you start" not in page, "that block has passages without translation"
    assert "Parts of this guide are in Vietnamese" in page
    assert "Find the procedure" not in client_for().get(URL.removeprefix("/en")).content.decode()


def test_english_words_are_found(guide):
    assert not search_guides("procedure", limit=5)
    publish(guide, {guide.summary: "Find the procedure and submit."})
    assert [found.pk for found in search_guides("procedure", limit=5)] == [guide.pk]


def test_help_is_offered_in_english(guide, client_for):
    index = GuideIndexPage.objects.get()
    index.hotline, index.hotline_hours, index.help_place = "1800", "mỗi ngày", "Đến xã gần nhất."
    index.save()
    publish(index, {"mỗi ngày": "every day", "Đến xã gần nhất.": "Go to the nearest commune."})
    page = client_for().get("/en/huong-dan/").content.decode()
    assert "every day" in page
    assert '<p lang="en">Go to the nearest commune.</p>' in page


def test_the_budget_of_an_english_guide(guide, client_for):
    client = client_for()
    client.get(URL)
    with assert_max_queries(14):
        client.get(URL)

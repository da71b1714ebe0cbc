"""Guides in two languages: what is translated is shown, what is not says so, and it is seen at once."""

import pytest
from django.utils import timezone
from django.utils.translation import override

from content.queries import progress_of
from content.services.translations import save_translation
from guides.models import GuideIndexPage
from guides.queries import guide_links, published_guides, search_guides
from lms.demo.english import load_english
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


def test_the_demos_services_are_english_from_top_to_bottom(services, client_for):
    load_english(by=None, now=timezone.now())
    rows = progress_of(list(services.values()))

    assert [row.page.code for row in rows if not row.is_published_whole] == []
    client = client_for()
    for service in services.values():
        page = client.get(f"/en/dich-vu/{service.slug}/").content.decode()
        assert "in Vietnamese only" not in page
        assert "Parts of this page are in Vietnamese" not in page
        assert "<h2" in page
    birth = client.get("/en/dich-vu/dang-ky-khai-sinh/").content.decode()
    assert "Certificate of live birth issued by the health facility" in birth
    assert "Giấy chứng sinh" not in birth
    assert "Luật Hộ tịch số 60/2014/QH13" in birth, "laws keep their names"


def test_a_paper_is_shown_whole_in_one_language(services, client_for):
    service = services["DV-01"]
    paper = service.dossier[0].value
    publish(service, {paper["name"]: "Declaration", service.fee: "Free if you are on time"})
    page = client_for().get("/en/dich-vu/dang-ky-khai-sinh/").content.decode()

    assert "Free if you are on time" in page
    assert "Declaration" not in page, "its other parts are not translated"
    assert "Parts of this page are in Vietnamese" in page


def test_a_services_english_words_are_found(services, client_for):
    publish(services["DV-01"], {services["DV-01"].fee: "Free for the punctual"})

    assert "/en/dich-vu/dang-ky-khai-sinh/" in client_for().get("/en/tim-kiem/?q=punctual").content.decode()


@pytest.mark.parametrize("address", ["/en/huong-dan/", "/en/tim-kiem/?q=nop+ho+so+truc+tuyen"])
def test_lists_tell_each_fact_in_the_language_it_is_in(guide, client_for, address):
    publish(guide, {guide.fee: "free"})
    html = client_for().get(address).content.decode()

    assert '<span lang="en">30 minutes</span> · <span lang="en">free</span>' in html
    assert f'<span lang="vi">{guide.time_limit}</span>' in html
    assert '<span lang="vi">30 phút</span>' in client_for().get("/huong-dan/").content.decode()


def test_lists_ask_once_for_all_that_is_translated(guides, client_for):
    for page in guides.values():
        publish(
            page, {page.where: "the portal", page.fee: "free"} if page.fee else {page.where: "the portal"}
        )
    with override("en"), assert_max_queries(3):
        links = guide_links(published_guides())

    assert len(links) == len(guides)
    assert [link for link in links if link.guide.fee]
    assert all("free" in [fact.text for fact in link.facts] for link in links if link.guide.fee)

"""Films for everybody: published with captions and transcript or not at all; read in full without a player."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from guides.models import DirectoryPage, VideoPage
from guides.services.drafts import publish_below
from people.models import Role
from tests.support.media import make_media
from tests.support.people import make_person
from tests.support.queries import count_queries

URL = "/giai-thich/phim-nop-ho-so/"
WORDS = "Chị Hoa mở dichvucong.gov.vn.\n\nChị chép lại mã hồ sơ bằng bút xanh."


def a_film(media, **changes: object) -> VideoPage:
    facts = {
        "title": "Phim: nộp hồ sơ trong ba phút",
        "slug": "phim-nop-ho-so",
        "summary": "Chị Hoa nộp hồ sơ lần đầu.",
        "length": "3:20",
        "last_reviewed": date(2026, 11, 23),
        "review_by": date(2027, 5, 23),
        "media": media,
    }
    return VideoPage(**{**facts, **changes})


@pytest.fixture
def place(site) -> DirectoryPage:
    return DirectoryPage.objects.get(slug="giai-thich")


@pytest.fixture
def film(place, organisation) -> VideoPage:
    page = a_film(make_media(organisation, transcript=WORDS))
    publish_below(parent=place, page=page, by=None)
    return page


def test_a_film_stands_with_captions_and_every_word(film, client_for):
    response = client_for().get(URL)
    html = response.content.decode()

    assert not response.cookies
    assert "public" in response["Cache-Control"]
    assert '<track kind="captions"' in html
    assert 'preload="none"' in html
    assert "autoplay" not in html
    assert "<p>Chị chép lại mã hồ sơ bằng bút xanh.</p>" in html
    assert "Phim 3:20" in html


def test_strangers_may_play_what_is_published(film, client_for):
    where = reverse("content:media", kwargs={"uuid": film.media.uuid})
    captions = reverse("content:captions", kwargs={"uuid": film.media.uuid})

    assert client_for().get(where, headers={"Range": "bytes=0-9"}).status_code == 206
    assert "Xin chào" in client_for().get(captions).content.decode()
    film.unpublish()
    assert client_for().get(where).status_code == 404


@pytest.mark.parametrize("missing", [{"captions": ""}, {"transcript": " "}])
def test_no_road_publishes_a_film_that_some_cannot_follow(place, organisation, missing):
    page = a_film(make_media(organisation, **missing))

    with pytest.raises(ValidationError):
        publish_below(parent=place, page=page, by=None)

    draft = a_film(make_media(organisation, title="Phim khác", **missing), live=False, slug="nhap")
    place.refresh_from_db()
    place.add_child(instance=draft)
    with pytest.raises(ValidationError):
        draft.save_revision().publish()
    assert not VideoPage.objects.live().exists()


def test_the_form_says_what_is_missing_and_keeps_the_draft(place, organisation, client_for):
    page = a_film(make_media(organisation, captions=""), live=False)
    place.add_child(instance=page)
    editor = client_for(make_person("Biên tập", organisation=organisation, role=Role.MINISTRY_EDITOR))
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = {
        **{name: getattr(page, name) for name in ("title", "slug", "summary", "length", "owner_org_role")},
        **{"title_en": "", "summary_en": "", "sources": "", "to_verify": "", "media": page.media.pk},
        **{"last_reviewed": "2026-11-23", "review_by": "2027-05-23", "body-count": "0"},
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }

    refused = editor.post(address, {**form, "action-publish": "1"})
    assert refused.status_code == 200
    assert "Phim chỉ được xuất bản khi có phụ đề" in refused.content.decode()
    assert editor.post(address, {**form, "summary": "Sửa lại."}).status_code == 302
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().summary == "Sửa lại."
    several = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    editor.post(f"{several}?id={page.pk}")
    page.refresh_from_db()
    assert not page.live


def test_a_film_that_lost_its_captions_is_not_shown_but_read(film, client_for):
    film.media.captions = ""
    film.media.save()
    html = client_for().get(URL).content.decode()

    assert "<video" not in html
    assert "Chị chép lại mã hồ sơ" in html


def test_the_search_finds_a_film_by_what_is_said_in_it(film, client_for):
    assert URL in client_for().get("/tim-kiem/?q=but+xanh").content.decode()
    film.media.transcript = "Anh Nam quét mã bằng điện thoại."
    film.media.save()

    assert URL in client_for().get("/tim-kiem/?q=anh+nam+quet+ma").content.decode()


@pytest.mark.parametrize("length", ["3 phút", "3:70", "1:2:3"])
def test_a_length_is_minutes_and_seconds(film, length):
    film.length = length
    with pytest.raises(ValidationError):
        film.full_clean()


def test_a_film_costs_few_questions(film, client_for):
    client = client_for()
    client.get(URL)

    assert count_queries(lambda: client.get(URL))[0] <= 12

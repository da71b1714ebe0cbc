"""One table for all the ways somebody might come to a page that is not for everybody: each has the right answer."""

import json
import re

import pytest
from django.core.cache import caches
from wagtail.models import PageViewRestriction

from courses.services.authoring import create_course
from guides.models import DirectoryPage, GuidePage, NewsPage, PublicServicePage
from lms.export.whole import export_site
from people.models import Organisation
from practice.models import ScenarioPage
from tests.support.media import make_document, make_media

pytestmark = pytest.mark.django_db

SECRET = "Hoa sim tim"  # in no other text of the demo
STATES = ("draft", "never published", "for a password", "for those signed in", "below a private list")


def _restrict(page, kind):
    PageViewRestriction.objects.create(page=page, restriction_type=kind, password="x")


def _hide(page, state):
    if state in {"draft", "never published"}:
        page.unpublish()
    elif state == "below a private list":
        _restrict(page.get_parent(), PageViewRestriction.LOGIN)
    else:
        kinds = {
            "for a password": PageViewRestriction.PASSWORD,
            "for those signed in": PageViewRestriction.LOGIN,
        }
        _restrict(page, kinds[state])


@pytest.fixture
def body(demo):
    """The academy of the demo."""
    return Organisation.objects.get(code="HVHC")


def _make(body, states):
    """A guide, an exercise and a news item with a film and a file, all named by the secret; then hidden, each in its way."""
    film, document = make_media(body, SECRET), make_document(body, SECRET)
    guide, exercise = GuidePage.objects.live().first(), ScenarioPage.objects.live().first()
    parent = DirectoryPage.objects.get(slug="tin-tuc")
    news = parent.add_child(
        instance=NewsPage(
            title=SECRET,
            slug="hoa-sim-tim-kin",
            summary=SECRET,
            last_reviewed=guide.last_reviewed,
            review_by=guide.review_by,
            live=False,
            body=json.dumps(
                [
                    {"type": "recording", "value": {"media": film.pk, "caption": SECRET}},
                    {
                        "type": "document",
                        "value": {"document": document.pk, "title": SECRET, "description": ""},
                    },
                ]
            ),
        )
    )
    pages = [guide, exercise, news]
    for page, state in zip(pages, states, strict=True):
        page.title = SECRET
        revision = page.save_revision()
        if state != "never published" or page is not news:
            revision.publish()
    for page, state in zip(pages, states, strict=True):
        page.refresh_from_db()
        _hide(page, state)
    return {"guide": guide, "exercise": exercise, "news": news, "film": film, "document": document}


@pytest.fixture(params=STATES)
def hidden(request, body):
    return _make(body, [request.param] * 3)


def path_of(page):
    return page.get_url_parts()[2]


def test_nothing_leads_to_what_is_not_public(hidden, client_for, settings):
    """By address, in both languages, with and without the page cache: the door, or nothing."""
    settings.LMS_PAGE_CACHE_SECONDS = 60
    caches["pages"].clear()
    for key in ("guide", "exercise", "news"):
        for language in ("", "/en"):
            for _twice in range(2):
                response = client_for().get(language + path_of(hidden[key]))
                assert SECRET not in response.content.decode(), (key, language)
                assert response.status_code in {404, 302, 200}
                assert "public" not in response.get("Cache-Control", "")
    assert not caches["pages"]._cache


def test_no_door_shows_what_is_not_public(hidden, client_for):
    """Each way there is, and the answer it gives."""
    client, guide, exercise = client_for(), hidden["guide"], hidden["exercise"]
    doors = {
        f"/og/{guide.pk}.png": 404,
        f"/en/og/{guide.pk}.png": 404,
        f"/mo-phong/{exercise.slug}/phieu/": 404,
        f"/mo-phong/{exercise.slug}/phieu.docx": 404,
        f"/phuong-tien/{hidden['film'].uuid}/": 404,
        f"/phuong-tien/{hidden['film'].uuid}/phu-de.vtt": 404,
        hidden["document"].url: 403,
        f"/quan-tri/pages/{guide.pk}/edit/": 302,
        f"/quan-tri/pages/{guide.pk}/view_draft/": 302,
        f"/api/v2/pages/{guide.pk}/": 404,
    }
    told = {door: client.get(door).status_code for door in doors}
    assert told == doors
    assert client.get(f"/quan-tri/api/main/pages/{guide.pk}/").status_code in {302, 401, 403}


def test_no_list_names_what_is_not_public(hidden, client_for):
    client = client_for()
    lists = (
        "/",
        "/huong-dan/",
        "/dich-vu/",
        "/mo-phong/",
        "/tin-tuc/",
        "/thuat-ngu/",
        "/sitemap.xml",
        "/tim-kiem/?q=hoa+sim+tim",
        "/tim-kiem/goi-y/?q=hoa+sim",
        "/bang-tin/",
        "/du-lieu-mo/",
        *(
            f"/bang-tin/{topic}.atom"
            for topic in ("tai-khoan", "nop-ho-so", "thanh-toan", "theo-doi", "an-toan")
        ),
    )
    for language in ("", "/en"):
        for address in lists:
            if language and address == "/sitemap.xml":
                continue
            words = client.get(language + address).content.decode()
            shown = re.sub(r'name="q"[^>]*>|<title>.*?</title>|“[^”]*”', "", words)
            shown = re.sub(r'<meta property="og:[^>]*>', "", shown)
            assert SECRET not in shown, language + address
            assert "hoa-sim-tim-kin" not in words, language + address


@pytest.mark.once
def test_a_copy_holds_nothing_that_is_not_public(body, tmp_path, now):
    hidden = _make(body, ["draft", "for a password", "for those signed in"])
    export_site(target=tmp_path / "ban", base_url="https://ban.vi.du", now=now)
    for file in (tmp_path / "ban").rglob("*"):
        if file.is_file():
            assert SECRET.encode() not in file.read_bytes(), file
            assert b"hoa sim tim" not in file.read_bytes(), file
            assert b"hoa-sim-tim-kin" not in file.read_bytes(), file
    assert not (tmp_path / "ban" / "og" / f"{hidden['guide'].pk}.png").exists()


def test_a_service_does_not_name_a_guide_behind_a_restriction(body, client_for):
    service = PublicServicePage.objects.live().exclude(related_guide=None).first()
    guide = service.related_guide
    guide.title = guide.title_en = SECRET
    guide.save_revision().publish()
    assert SECRET in client_for().get(path_of(service)).content.decode()
    _restrict(guide, PageViewRestriction.LOGIN)

    assert SECRET not in client_for().get(path_of(service)).content.decode()


def test_a_draft_course_has_no_door(body, client_for, now):
    course = create_course(code="KIN-01", title=SECRET, organisation=body, now=now)
    client = client_for()

    assert client.get(f"/khoa-hoc/{course.slug}/").status_code == 404
    assert client.get(f"/og/khoa-hoc/{course.slug}.png").status_code == 404
    for address in ("/khoa-hoc/", "/sitemap.xml", "/tim-kiem/?q=KIN-01"):
        assert SECRET not in client.get(address).content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/og/-1.png",
        "/og/x.png",
        "/og/1",
        "/og/%00.png",
        "/og/1.png/",
        "/og/khoa-hoc/..%2F..%2Fx.png",
        "/og/1.svg",
    ],
)
def test_invented_addresses_of_pictures_are_not_there(site, client_for, address):
    assert client_for().get(address).status_code in {404, 301}


def test_the_tests_words_would_be_found_if_they_were_public(demo, client_for):
    guide = GuidePage.objects.live().first()
    guide.title = SECRET
    guide.save_revision().publish()

    assert SECRET in client_for().get("/huong-dan/").content.decode()
    found = re.sub("<[^>]+>", "", client_for().get("/tim-kiem/?q=hoa+sim+tim").content.decode())
    assert SECRET in found

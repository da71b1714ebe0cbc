"""What other sites show of a page that somebody passes on: its words and its picture, and nothing that is not public."""

import html
import io
import re

import pytest
from django.core.files.storage import storages
from django.template import engines
from django.urls import reverse
from PIL import Image
from wagtail.models import PageViewRestriction

from courses.models import Course
from courses.services.authoring import add_lesson, create_course, publish_course, publish_lesson
from guides.models import GuidePage
from lms import share_picture
from lms.models import HomePage
from lms.share_picture import Picture, drawn_picture, kept_picture
from tests.guides.conftest import guides  # noqa: F401
from tests.support.queries import count_queries

GUIDE = "/huong-dan/nop-ho-so-truc-tuyen/"


@pytest.fixture
def course(site, organisation, now):
    course = create_course(code="KS-01", title="Chữ ký số", organisation=organisation, now=now)
    lesson = add_lesson(course=course, title="Bài 1", number="1.1", body=[("text", "<p>Chữ.</p>")])
    publish_lesson(lesson=lesson, now=now)
    return publish_course(course=course, now=now)


def metas(client, path):
    page = client.get(path).content.decode()
    found = re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)">', page)
    return {name: html.unescape(words) for name, words in found}


def picture(**words):
    plain = {
        "name": "thu",
        "title": "",
        "kicker": "",
        "site": "Học viện số",
        "host": "vi.du",
        "language": "vi",
    }
    return Picture(**{**plain, **words})


def image_of(response):
    return Image.open(io.BytesIO(response.getvalue()))


# What a page says.


def test_a_guide_says_its_title_summary_address_and_picture(guides, client_for, settings):  # noqa: F811
    settings.SITE_URL = "https://vi.du"
    told = metas(client_for(), GUIDE)

    assert told["og:title"] == guides["HD-02"].title
    assert told["og:description"] == guides["HD-02"].summary
    assert told["og:url"] == f"https://vi.du{GUIDE}"
    assert (told["og:locale"], told["og:locale:alternate"]) == ("vi_VN", "en_GB")
    assert told["og:image"].startswith(f"https://vi.du/og/{guides['HD-02'].pk}.png?v=")
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
    assert told["twitter:card"] == "summary_large_image"


def test_in_english_the_words_and_the_picture_are_english(guides, client_for):  # noqa: F811
    told = metas(client_for(), "/en" + GUIDE)

    assert told["og:title"] == "Submit a dossier online"
    assert told["og:locale"] == "en_GB"
    assert "/en/og/" in told["og:image"]
    assert told["og:url"].endswith("/en" + GUIDE)


def test_a_course_has_a_picture_of_its_own_and_lists_that_of_the_site(course, client_for):
    assert f"/og/khoa-hoc/{course.slug}.png" in metas(client_for(), f"/khoa-hoc/{course.slug}/")["og:image"]
    for path in ("/", "/khoa-hoc/", "/tim-kiem/"):
        assert "/og/trang.png" in metas(client_for(), path)["og:image"]


@pytest.mark.parametrize(
    ("path", "title"), [("/en/dich-vu/", "Public services"), ("/dich-vu/", "Dịch vụ công")]
)
def test_a_list_is_drawn_under_the_name_it_bears(site, client_for, path, title, monkeypatch):
    drawn = []
    monkeypatch.setattr("lms.sharing.kept_picture", lambda one: drawn.append(one) or b"PNG")
    client_for().get(metas(client_for(), path)["og:image"])

    assert drawn[0].title == title


def test_a_hostile_title_stays_words(guides, client_for):  # noqa: F811
    guide = guides["HD-02"]
    guide.title = '"><script>alert(1)</script>'
    guide.save_revision().publish()
    page = client_for().get(GUIDE).content.decode()

    assert "<script>alert(1)" not in page
    assert metas(client_for(), GUIDE)["og:title"] == guide.title


def test_a_title_of_several_lines_is_said_on_one(site, rf):
    source = '{% extends "ui/layouts/public.html" %}{% block title %} Một\n  {{ two }} {% endblock %}'
    page = engines["django"].from_string(source).render({"two": 'h"ai'}, rf.get("/"))

    assert 'property="og:title" content="Một h&quot;ai"' in page


def test_without_anybody_who_draws_a_page_has_words_only(site, client_for, settings):
    settings.UI_SHARE_PICTURE = ""
    told = metas(client_for(), "/")

    assert "og:image" not in told
    assert told["twitter:card"] == "summary"


def test_words_and_address_of_the_picture_cost_no_question(guides, client_for, settings):  # noqa: F811
    client_for().get(GUIDE)
    told, _page = count_queries(lambda: client_for().get(GUIDE))
    settings.UI_SHARE_PICTURE = ""
    client_for().get(GUIDE)

    assert count_queries(lambda: client_for().get(GUIDE))[0] == told


# The pictures.


@pytest.mark.parametrize(
    "title",
    [
        "Nộp hồ sơ",
        "",
        "Đăng ký khai sinh " * 40,
        "W" * 500,
        "\u202eABC\x00\n\t</script>",
        "漢字 😀 e\u0302\u0301",
        "a " * 4000,
    ],
)
def test_any_title_makes_a_picture_of_the_one_size(title):
    drawn = drawn_picture(picture(title=title, kicker=title, host=title))

    assert Image.open(io.BytesIO(drawn)).size == (1200, 630)
    assert len(drawn) < 80_000


def test_long_titles_stand_inside_and_end_at_a_word():
    size, lines = share_picture._fitted(share_picture._plain("Đăng ký khai sinh cho trẻ " * 30), room=330)

    assert lines[-1].endswith("…")
    assert lines[-1].rstrip("…").split()[-1] in {"Đăng", "ký", "khai", "sinh", "cho", "trẻ"}
    assert len(lines) * share_picture._line_height(size) <= 330


def test_a_picture_is_drawn_once_and_old_versions_are_thrown_away(monkeypatch):
    drawn = []
    real = share_picture.drawn_picture
    monkeypatch.setattr(share_picture, "drawn_picture", lambda one: drawn.append(one) or real(one))
    first, english = picture(name="mot-lan", title="Một"), picture(name="mot-lan", title="One", language="en")
    for _time in range(2):
        kept_picture(first)
        kept_picture(english)
    assert len(drawn) == 2

    kept_picture(picture(name="mot-lan", title="Hai"))
    files = storages["private"].listdir("og/mot-lan")[1]
    assert len(files) == 2
    assert f"en-{english.version}.png" in files
    assert f"vi-{first.version}.png" not in files


def test_a_picture_asked_for_by_its_version_may_be_kept_for_ever(guides, client_for):  # noqa: F811
    address = metas(client_for(), GUIDE)["og:image"].removeprefix("http://127.0.0.1:8000")
    response = client_for().get(address)

    assert response["Content-Type"] == "image/png"
    assert "immutable" in response["Cache-Control"]
    assert image_of(response).size == (1200, 630)
    assert not response.cookies


@pytest.mark.parametrize("query", ["", "?v=", "?v=../../secret", "?v=000000000000", "?v=1&v=2", "?trang=2"])
def test_invented_versions_are_answered_and_not_kept(guides, client_for, query):  # noqa: F811
    pk = guides["HD-02"].pk
    client_for().get(f"/og/{pk}.png")
    before = storages["private"].listdir(f"og/trang-{pk}")[1]
    response = client_for().get(f"/og/{pk}.png{query}")

    assert response.status_code == 200
    assert "max-age=60" in response["Cache-Control"]
    assert storages["private"].listdir(f"og/trang-{pk}")[1] == before


def test_a_changed_title_has_a_new_picture(guides, client_for):  # noqa: F811
    old = metas(client_for(), GUIDE)["og:image"]
    guides["HD-02"].title = "Tên khác"
    guides["HD-02"].save_revision().publish()

    assert metas(client_for(), GUIDE)["og:image"] != old


def test_what_is_not_public_has_no_picture(guides, course, client_for, organisation, now):  # noqa: F811
    draft, private = guides["HD-02"], guides["HD-03"]
    for page in (draft, private):
        assert client_for().get(f"/og/{page.pk}.png").status_code == 200
    draft.unpublish()
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    hidden = create_course(code="KS-09", title="Nháp", organisation=organisation, now=now)
    root = HomePage.objects.get().get_parent()
    own = course.coursepage if hasattr(course, "coursepage") else root

    for pk in (draft.pk, private.pk, root.pk, own.pk, 0, 10**30):
        assert client_for().get(f"/og/{pk}.png").status_code == 404, pk
        assert client_for().get(f"/en/og/{pk}.png").status_code == 404, pk
    assert client_for().get(f"/og/khoa-hoc/{hidden.slug}.png").status_code == 404
    assert client_for().get("/og/khoa-hoc/khong-co.png").status_code == 404
    assert Course.objects.published().count() == 1


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_picture_is_only_read(site, client_for, method):
    assert getattr(client_for(), method)(reverse("lms:site_picture")).status_code == 405


def test_a_drafts_new_title_is_not_drawn_before_it_is_published(guides, client_for, monkeypatch):  # noqa: F811
    drawn = []
    monkeypatch.setattr("lms.sharing.kept_picture", lambda one: drawn.append(one.title) or b"PNG")
    guide = GuidePage.objects.get(code="HD-02")
    guide.title = "Chưa duyệt"
    guide.save_revision()
    client_for().get(f"/og/{guide.pk}.png")

    assert drawn == [guides["HD-02"].title]

"""The site on a telephone as the server tells of it: manifest, program, shelf, and what pages say of themselves."""

import json
import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image

from lms.offline import NEVER_KEPT, build_fingerprint, worker_settings
from tests.guides.conftest import guides, services, ways  # noqa: F401 - fixtures
from tests.practice.conftest import scenarios  # noqa: F401 - a fixture
from tests.support.queries import assert_max_queries

GUIDE = "/huong-dan/nop-ho-so-truc-tuyen/"
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("prefix", "words"), [("", "Hướng dẫn dịch vụ công"), ("/en", "Guides to public services")]
)
def test_the_manifest_tells_how_the_site_is_installed(prefix, words, site):
    response = Client().get(f"{prefix}/manifest.webmanifest")
    told = json.loads(response.content)

    assert response["Content-Type"].startswith("application/manifest+json")
    assert "public" in response["Cache-Control"]
    assert not response.cookies
    assert words in told["name"]
    assert (told["start_url"], told["scope"], told["id"]) == (f"{prefix}/", "/", "/")
    assert len(told["short_name"]) <= 12
    assert {icon["purpose"] for icon in told["icons"] if "purpose" in icon} == {"any", "maskable"}
    assert {shortcut["url"] for shortcut in told["shortcuts"]} == {
        f"{prefix}/huong-dan/",
        f"{prefix}/ngoai-tuyen/",
    }
    for icon in told["icons"]:
        path = Path(str(finders.find(icon["src"].removeprefix("/static/"))))
        assert path.exists()
        if path.suffix == ".png":
            with Image.open(path) as picture:
                assert "x".join(map(str, picture.size)) == icon["sizes"]


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_public_pages_link_to_the_manifest_and_signed_in_pages_do_not(prefix, learner, client_for):
    html = client_for().get(f"{prefix}/ngoai-tuyen/").content.decode()
    assert f'<link rel="manifest" href="{prefix}/manifest.webmanifest" data-worker="/sw.js">' in html
    assert 'rel="apple-touch-icon"' in html
    assert re.search(r"<button[^>]*data-install hidden>", html)
    assert 'data-worker="/sw.js"' not in client_for(learner).get(f"{prefix}/tai-khoan/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_shelf_is_the_same_for_everybody_and_asks_no_question(prefix, learner, client_for):
    client = client_for()
    client.get(f"{prefix}/ngoai-tuyen/")
    with assert_max_queries(0):
        response = client.get(f"{prefix}/ngoai-tuyen/")
    assert response.status_code == 200
    assert not response.cookies
    assert "public" in response["Cache-Control"]
    assert client_for(learner).get(f"{prefix}/ngoai-tuyen/").content == response.content
    assert client.post(f"{prefix}/ngoai-tuyen/").status_code in {403, 405}


def test_the_program_comes_with_its_settings_and_is_asked_for_anew():
    response = Client().get("/sw.js")
    source = response.content.decode()
    head, _line, program = source.partition("\n")

    assert response["Content-Type"].startswith("text/javascript")
    assert response["Cache-Control"] == "no-cache"
    assert not response.cookies
    told = json.loads(head.removeprefix("self.SETTINGS = ").removesuffix(";"))
    assert told == json.loads(json.dumps(worker_settings()))
    assert told["version"] == build_fingerprint()
    assert "đã được gỡ" in told["gone"]["vi"]
    assert "taken off" in told["gone"]["en"]
    assert "importScripts" not in program
    assert "http" not in re.sub(r"//.*", "", program)


def test_the_version_follows_our_own_files(tmp_path, monkeypatch):
    from django.apps import apps

    from lms import offline

    class Room:
        name, path = "ui", str(tmp_path)

    (tmp_path / "static" / "ui").mkdir(parents=True)
    monkeypatch.setattr(apps, "get_app_configs", lambda: [Room])
    seen = set()
    for text in ("a", "b", "a"):
        (tmp_path / "static" / "ui" / "ui.css").write_text(text)
        seen.add(offline._fingerprint())
    assert len(seen) == 2


@pytest.mark.django_db
def test_whatever_is_behind_a_door_is_on_the_list_of_what_is_never_kept(learner, client_for):
    from tests.journeys.screens import ACCOUNT, LEARNING

    for screen in [*LEARNING, *ACCOUNT]:
        # Courses are read by everybody; they carry no button, and the program keeps only what asks for it.
        if screen.name in {"courses:catalogue", "courses:detail", "courses:survey", "courses:quiz"}:
            continue
        with_example = {
            "slug": "x",
            "uuid": "11111111-1111-4111-8111-111111111111",
            "position": 1,
            "slot": 1,
            "pk": 1,
        }
        assert _address(screen.name, with_example).startswith(NEVER_KEPT), screen.name
    assert "/quan-tri/" in NEVER_KEPT


def _address(name: str, values: dict[str, object]) -> str:
    from django.urls import NoReverseMatch, reverse

    for keys in ((), ("slug",), ("uuid",), ("slug", "position"), ("uuid", "slot"), ("pk",)):
        try:
            return reverse(name, kwargs={key: values[key] for key in keys})
        except NoReverseMatch:
            continue
    raise AssertionError(name)


@pytest.mark.django_db
def test_a_guide_can_be_kept_until_its_review(guides, client_for):  # noqa: F811
    guide = guides["HD-02"]
    html = client_for().get(GUIDE).content.decode()
    assert f'data-save-page="{guide.review_by.isoformat()}"' in html
    assert "data-helps" in html
    assert html.count("data-read ") + html.count("data-read>") >= 1
    assert re.search(r"<div[^>]*data-save-page[^>]*hidden>", html, re.S), (
        "without a script there is no dead button"
    )


@pytest.mark.django_db
def test_every_kind_of_page_for_citizens_can_be_kept(ways, services, scenarios, client_for):  # noqa: F811
    from guides.models import GlossaryPage

    client = client_for()
    pages = [*ways.values(), services[sorted(services)[0]], next(iter(scenarios.values()))]
    paths = [page.get_url_parts()[2] for page in pages]
    asked = ways["hoi-chon"].get_url_parts()[2]
    for path in paths:
        for prefix in ("", "/en"):
            html = client.get(prefix + path).content.decode()
            assert html.count("data-save-page=") == 1, prefix + path
    helper = client.get(asked).content.decode()
    assert "data-within" in helper
    assert GlossaryPage.objects.live().exists()


def test_what_a_reader_loads_for_it_is_little():
    def weight(*names: str) -> int:
        return sum(len(brotli.compress((ROOT / name).read_bytes())) for name in names)

    assert weight("ui/static/ui/js/keep.js", "ui/static/ui/js/keeping.js") <= 1_300
    assert weight("ui/static/ui/js/reading.js", "ui/static/ui/js/voice.js") <= 1_900
    assert weight("lms/static/lms/sw.js") <= 3_600


@pytest.mark.django_db
def test_an_unpublished_page_is_answered_so_that_copies_go(guides, client_for):  # noqa: F811
    guides["HD-02"].unpublish()
    for method in ("get", "head"):
        response = getattr(client_for(), method)(GUIDE)
        assert response.status_code == 404
    assert b"<main" in client_for().get(GUIDE).content

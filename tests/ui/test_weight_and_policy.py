"""What a page may weigh and what it may carry: nothing inline, nothing foreign, nothing above the browser floor."""

import re
from pathlib import Path

import brotli
import pytest
from django.template.loader import get_template
from django.test import Client

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "ui" / "static" / "ui"
TEMPLATES = sorted(
    p for room in ROOT.glob("*/templates") if ".venv" not in room.parts for p in room.rglob("*.html")
)
OURS = [p for p in TEMPLATES if "wagtailadmin" not in p.parts]
ABOVE_THE_FLOOR = re.compile(r"color-mix\(|light-dark\(|@starting-style|\bpopover\b|^\s*&", re.M)


def weight(*files: Path) -> int:
    return sum(len(brotli.compress(f.read_bytes())) for f in files)


def test_the_look_is_light() -> None:
    assert weight(*(STATIC / "css").glob("*.css")) <= 10_000
    assert weight(STATIC / "js" / "core.js") <= 3_000
    assert sum(f.stat().st_size for f in (STATIC / "fonts").glob("*.woff2")) <= 24_000


def test_the_stylesheet_stays_on_the_browser_floor() -> None:
    css = re.sub(r"/\*.*?\*/", "", (STATIC / "css" / "ui.css").read_text(), flags=re.S)

    assert not ABOVE_THE_FLOOR.search(css)
    assert "@import" not in css
    assert "position: sticky" not in css
    assert "position: fixed" not in css
    assert "http" not in re.sub(r'\[href\^="http"\]', "", css)


@pytest.mark.parametrize("path", OURS, ids=lambda p: str(p.relative_to(ROOT)))
def test_templates_carry_nothing_inline_and_nothing_foreign(path: Path) -> None:
    text = path.read_text()

    assert not re.search(r"\sstyle\s*=", text)
    assert "<style" not in text
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    assert "javascript:" not in text
    assert not re.search(r"<(?!a\b)[a-z]+\b[^>]*\s(?:src|href)=[\"'](?:https?:)?//", text)
    for attributes, body in re.findall(r"<script([^>]*)>(.*?)</script>", text, re.S):
        # A block of JSON is data: no browser runs it.
        assert not body.strip() or 'type="application/json"' in attributes


def test_a_planted_inline_script_would_be_seen(tmp_path: Path) -> None:
    planted = tmp_path / "planted.html"
    planted.write_text("<script>alert(1)</script>")

    with pytest.raises(AssertionError):
        test_templates_carry_nothing_inline_and_nothing_foreign(planted)


PUBLIC = ["/styleguide/", "/dang-nhap/", "/dang-ky/", "/quen-mat-khau/", "/quen-mat-khau/da-gui/"]
OWN = [
    "/tai-khoan/",
    "/tai-khoan/email/",
    "/tai-khoan/mat-khau/",
    "/tai-khoan/thiet-bi/",
    "/tai-khoan/bao-mat/",
    "/dang-xuat/",
]


def assert_strict(response: object) -> None:
    policy = response.headers["Content-Security-Policy"]
    html = response.content.decode()
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy
    assert "data:" not in policy.replace("img-src 'self' data:", ""), "pictures alone may stand in the page"
    assert not re.search(r"\sstyle=", html)
    assert html.count("data:image") == 1, "the icon of the site"
    assert html.count("<h1") == 1


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("path", PUBLIC)
def test_open_doors_are_strict_in_both_languages(path: str, language: str) -> None:
    response = Client().get(language + path)

    assert response.status_code == 200
    assert f'<html lang="{"en" if language else "vi"}"' in response.content.decode()
    assert_strict(response)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("path", OWN)
def test_own_pages_are_strict_and_kept_by_nobody(learner: object, path: str, language: str) -> None:
    client = Client()
    client.force_login(learner)

    response = client.get(language + path)

    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert_strict(response)


ENGLISH = re.compile(
    r"\b(the|your|password|sign (in|out|up)|email|e-mail|address|please|account|code|security|key|remember)\b",
    re.I,
)


@pytest.mark.django_db
@pytest.mark.parametrize("path", PUBLIC[1:] + OWN)
def test_vietnamese_pages_speak_vietnamese(learner: object, path: str) -> None:
    client = Client()
    if path in OWN:
        client.force_login(learner)

    html = client.get(path).content.decode()
    words = re.sub(r"<script.*?</script>|<[^>]+>", " ", html, flags=re.S).replace(learner.email, "")

    assert [m.group() for m in ENGLISH.finditer(words)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_template_can_be_read(path: Path) -> None:
    # A tag with a mistyped keyword fails here, before a reader meets it.
    folder = next(parent for parent in path.parents if parent.name == "templates")
    get_template(str(path.relative_to(folder)))

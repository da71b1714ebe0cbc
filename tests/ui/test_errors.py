"""Refusals are pages too: short, in the reader's language, without a question to the database."""

import base64
import hashlib
import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation

from lms.errors import too_many_requests
from tests.support.queries import assert_max_queries
from ui.plain import STYLE


@pytest.mark.parametrize("name", ["403.html", "403_csrf.html", "404.html", "429.html", "500.html"])
@pytest.mark.parametrize(("language", "home"), [("vi", 'href="/"'), ("en", 'href="/en/"')])
def test_error_pages_need_nothing_but_themselves(name: str, language: str, home: str) -> None:
    with translation.override(language):
        html = render_to_string(name)

    assert f'<html lang="{language}"' in html
    assert not re.search(r'(src|href)="[^"]*/static/', html), (
        "error pages look right when no file of ours answers"
    )
    assert STYLE in html
    assert html.count("<h1") == 1
    assert home in html
    assert "<script" not in html
    assert len(html.encode()) < 6_000


@pytest.mark.django_db
def test_an_unknown_address_answers_404_in_its_language(site: object) -> None:
    assert "Không có trang này" in Client().get("/khong-co-dau/").content.decode()
    english = Client().get("/en/khong-co-dau/")
    assert english.status_code == 404
    assert "This page is not here" in english.content.decode()


@pytest.mark.django_db
def test_other_rooms_may_say_how_long_to_wait() -> None:
    with assert_max_queries(0):
        response = too_many_requests(RequestFactory().get("/xac-minh/"), wait_seconds=150)

    assert response.status_code == 429
    assert response.headers["Retry-After"] == "150"
    assert "3 phút" in response.content.decode()


def test_error_pages_wear_the_colours_of_all_others() -> None:
    sheet = (Path(__file__).parents[2] / "ui/static/ui/css/ui.css").read_text()
    colours = set(re.findall(r"#[0-9a-f]{6}", STYLE))

    assert colours
    assert colours <= set(re.findall(r"#[0-9a-f]{6}", sheet))


@pytest.mark.django_db
def test_the_policy_lets_the_look_of_error_pages_in_and_no_other(site: object) -> None:
    response = Client().get("/khong-co-dau/")
    policy = response.headers["Content-Security-Policy"]
    (style,) = re.findall(r"<style>(.*?)</style>", response.content.decode(), re.DOTALL)

    assert f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" in policy
    assert "unsafe" not in policy

"""What every page promises: no cookie and no question for the public, the other language one link away."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils import translation

from tests.support.queries import assert_max_queries
from ui.navigation import links_for, other_language_url


def page(layout: str, path: str = "/khoa-hoc/", **extra: object) -> str:
    request = RequestFactory().get(path)
    request.user = extra.pop("user", AnonymousUser())
    source = f'{{% extends "ui/layouts/{layout}.html" %}}{{% block title %}}Tên trang{{% endblock %}}'
    context = {"request": request, "site_name": "Học viện số", **extra}
    return Template(source).render(Context(context))


class Untouchable:
    def __getattr__(self, name: str) -> object:
        raise AssertionError(f"a public page asked for {name}")


@pytest.mark.parametrize("layout", ["public", "narrow"])
def test_public_layouts_ask_neither_user_nor_session(layout: str) -> None:
    request = RequestFactory().get("/khoa-hoc/")
    request.user = Untouchable()
    request.session = Untouchable()
    source = f'{{% extends "ui/layouts/{layout}.html" %}}'

    html = Template(source).render(Context({"request": request, "site_name": "Học viện số"}))

    assert 'id="main"' in html
    assert "csrfmiddlewaretoken" not in html


@pytest.mark.django_db
def test_a_public_page_sets_no_cookie_and_asks_no_question() -> None:
    Client().get("/styleguide/")  # banners are read once, and kept
    with assert_max_queries(0):
        response = Client().get("/styleguide/")

    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.django_db
def test_the_learner_layout_greets_by_given_name_and_signs_out_by_post(learner: object) -> None:
    html = page("learner", user=learner, csrf_token="token")

    assert ">Lan<" in html
    assert 'method="post" action="/tai-khoan/logout/"' in html or 'action="/dang-xuat/"' in html
    assert "csrfmiddlewaretoken" in html


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("/", "/en/"),
        ("/en/", "/"),
        ("/en", "/"),
        ("/khoa-hoc/", "/en/khoa-hoc/"),
        ("/en/khoa-hoc/", "/khoa-hoc/"),
        ("/english/", "/en/english/"),
        ("//evil.example/", "/en/evil.example/"),
        ("/en//evil.example/", "/evil.example/"),
        ("/en/\\evil.example/", "/evil.example/"),
    ],
)
def test_the_other_language_is_the_same_path(path: str, other: str) -> None:
    request = RequestFactory().get("/")
    request.path = path

    assert other_language_url(request) == other


def test_the_other_language_keeps_the_question_asked() -> None:
    assert other_language_url(RequestFactory().get("/tim-kiem/", {"q": "a&b"})) == "/en/tim-kiem/?q=a%26b"
    assert other_language_url(RequestFactory().post("/tim-kiem/?x=1")) == "/en/tim-kiem/"


def test_links_follow_the_language_and_leave_out_rooms_that_are_not_installed(settings: object) -> None:
    settings.UI_NAVIGATION = {"public": [("/huong-dan/", "Hướng dẫn"), ("nowhere:page", "Không có")]}

    assert [link.url for link in links_for("public", path="/huong-dan/x/")] == ["/huong-dan/"]
    assert links_for("public", path="/huong-dan/x/")[0].is_current
    assert not links_for("public", path="/")[0].is_current
    with translation.override("en"):
        assert [link.url for link in links_for("public", path="/")] == ["/en/huong-dan/"]


def test_hostile_names_come_out_as_text() -> None:
    html = page("public", site_name="<script>alert(1)</script>")

    assert "<script>alert" not in html


def test_every_layout_has_one_main_a_skip_link_and_a_language() -> None:
    html = page("public")

    assert html.count("<main") == 1
    assert 'href="#main"' in html
    assert '<html lang="vi"' in html
    assert "<title>Tên trang – Học viện số</title>" in html

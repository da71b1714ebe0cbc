"""Figures for everybody: sums of whole days, small numbers left out."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from listening.models import DayTotal, FeedbackDay, PageDay, SearchDay
from listening.open_data import DATASETS
from tests.support.queries import assert_flat_queries

pytestmark = pytest.mark.django_db
DAY = timezone.localdate() - timedelta(days=1)


@pytest.fixture
def figures(site):
    PageDay.objects.create(day=DAY, path="/a/", language="vi", views=12)
    PageDay.objects.create(day=DAY, path="/b/", language="vi", views=4)
    PageDay.objects.create(day=timezone.localdate(), path="/a/", language="vi", views=500)
    DayTotal.objects.create(day=DAY, visitors=9)
    FeedbackDay.objects.create(day=DAY, path="/a/", language="vi", yes=6, no=1, wrong=0)
    for words, asked in (("khai sinh", 5), ("ten rieng", 4), ("hiem", 2)):
        SearchDay.objects.create(day=DAY, words=words, asked=asked, found_nothing=2)


def rows_of(client, name):
    text = client.get(f"/du-lieu-mo/{name}.csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_small_numbers_are_left_out(figures, client):
    month = f"{DAY:%Y-%m}"

    assert rows_of(client, "luot-xem") == [
        {"thang": month, "dia_chi": "/a/", "ngon_ngu": "vi", "luot_xem": "12"},
        {"thang": month, "dia_chi": "/b/", "ngon_ngu": "vi", "luot_xem": ""},
    ]
    assert rows_of(client, "phan-hoi") == [
        {"thang": month, "dia_chi": "/a/", "ngon_ngu": "vi", "co_ich": "6", "khong": "", "bao_sai": "0"}
    ]
    assert rows_of(client, "tim-kiem") == [
        {"thang": month, "tu_khoa": "khai sinh", "so_lan": "5", "khong_thay": ""}
    ]
    assert rows_of(client, "theo-ngay") == [{"ngay": f"{DAY}", "luot_xem": "16", "nguoi_xem": "9"}]


def test_json_says_the_same_with_its_licence(figures, client):
    for name in DATASETS:
        told = client.get(f"/du-lieu-mo/{name}.json").json()
        plain = [{k: "" if v is None else str(v) for k, v in row.items()} for row in told["rows"]]
        assert plain == rows_of(client, name)
        assert told["licence"]["name"] == "CC BY 4.0"
        assert set(told["fields"]) == set(plain[0])


@pytest.mark.parametrize(
    "path", ["/du-lieu-mo/", "/en/du-lieu-mo/", "/du-lieu-mo/luot-xem.csv", "/du-lieu-mo/tim-kiem.json"]
)
def test_everybody_may_have_it_without_cookie(figures, client, path):
    response = client.get(path)

    assert response.status_code == 200
    assert not response.cookies
    assert "public" in response["Cache-Control"]


def test_there_are_no_other_files(site, client):
    assert client.get("/du-lieu-mo/mat-khau.csv").status_code == 404
    assert client.get("/du-lieu-mo/mat-khau.json").status_code == 404
    assert client.post("/du-lieu-mo/luot-xem.csv").status_code == 405


def test_nothing_counted_yet_is_an_empty_table(site, client):
    assert rows_of(client, "luot-xem") == []
    assert client.get("/du-lieu-mo/theo-ngay.json").json()["rows"] == []


def test_files_cost_the_same_with_many_rows(figures, client):
    def grow():
        for number in range(50):
            PageDay.objects.create(day=DAY, path=f"/{number}/", language="vi", views=number)

    assert_flat_queries(grow=grow, work=lambda: client.get("/du-lieu-mo/luot-xem.csv"))

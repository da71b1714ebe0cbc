"""The index alone says what answers and in which order; the rows are read afterwards. On whichever database the suite runs."""

from datetime import date

import pytest
from django.db import connection
from modelsearch.query import PlainText
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from content.search import ranking
from guides.models import GlossaryTerm, NewsPage
from tests.support.news import news_page
from tests.support.queries import count_queries

QUESTIONS = ["ho so", "hồ sơ", "nop ho so", "le phi ho so", "khong co o dau"]


@pytest.fixture
def news(site):
    """Twelve pages: in the first four the words stand in the title, in the next four in the summary, then nowhere."""
    kinds = (
        [("Nộp hồ sơ {}", "Một việc")] * 4
        + [("Việc {}", "Cách nộp hồ sơ và lệ phí")] * 4
        + [("Tin {}", "Họp")] * 4
    )
    return [
        site.add_child(instance=news_page(title.format(number), summary))
        for number, (title, summary) in enumerate(kinds)
    ]


def results(question: str, rows: object = None, **options) -> object:
    return get_search_backend().search(question, NewsPage.objects.all() if rows is None else rows, **options)


@pytest.mark.parametrize("question", QUESTIONS)
def test_it_finds_what_the_library_finds(news, question):
    by_us = results(question)
    by_the_library = by_us.query_compiler.search(by_us.query_compiler.get_config(by_us.backend), None, None)

    assert {page.pk for page in by_us} == {page.pk for page in by_the_library}


def test_titles_come_before_texts(news):
    assert {page.pk for page in results("nop ho so")[:4]} == {page.pk for page in news[:4]}
    assert {page.pk for page in results("nop ho so")[4:]} == {page.pk for page in news[4:8]}


@pytest.mark.parametrize("part", [1, 3, 250])
def test_what_may_not_be_shown_hides_nothing_behind_it(news, part, monkeypatch):
    monkeypatch.setattr(ranking, "PART", part)
    for page in news[:4]:
        page.unpublish()

    assert {page.pk for page in results("ho so", NewsPage.objects.live())[:2]} < {
        page.pk for page in news[4:8]
    }


def test_a_slice_is_a_slice_of_the_whole(news):
    whole = [page.pk for page in results("ho so")]

    assert len(whole) == len(set(whole)) == 8
    assert [page.pk for page in results("ho so")[2:5]] == whole[2:5]
    assert list(results("ho so")[8:20]) == []


def test_the_costs_do_not_grow_with_what_is_found(news):
    few, _pages = count_queries(lambda: list(results("viec 5")[:5]))
    many, _pages = count_queries(lambda: list(results("ho so")[:5]))

    assert few <= many + 1
    assert many <= 9, "with the three of a transaction on PostgreSQL"


def test_fields_and_an_order_of_ones_own_are_left_to_the_library(news):
    assert {page.pk for page in results("ho so", fields=["title"])} == {page.pk for page in news[:4]}
    by_title = results("ho so", Page.objects.order_by("-title"), order_by_relevance=False)
    titles = [page.title for page in by_title]

    assert titles == sorted(titles, reverse=True)
    assert len(titles) >= 8


@pytest.mark.parametrize("part", [1, 250])
def test_several_models_are_ranked_together_and_nothing_is_named_twice(news, part, monkeypatch):
    monkeypatch.setattr(ranking, "PART", part)
    term = GlossaryTerm.objects.create(
        term="Hồ sơ",
        slug="ho-so",
        definition="Giấy tờ nộp cùng nhau.",
        last_reviewed=date(2026, 11, 30),
        review_by=date(2027, 5, 30),
    )

    named = list(ranking.ranked(PlainText("ho so"), [NewsPage, GlossaryTerm]))

    assert len(named) == len(set(named)) == 9
    assert (GlossaryTerm, term.pk) in named
    assert {key for model, key in named if model is NewsPage} == {page.pk for page in news[:8]}
    assert list(ranking.ranked(PlainText("%%%"), [NewsPage])) == []


def test_of_words_that_stand_everywhere_the_newest_texts_come_first(news, monkeypatch):
    backend = {"sqlite": "sqlite", "postgresql": "postgres"}[connection.vendor]
    monkeypatch.setattr(f"content.search.{backend}.MOST_RANKED", 2)

    assert [page.pk for page in results("le phi")] == [page.pk for page in reversed(news[4:8])]
    assert {page.pk for page in results("nop ho so")[:4]} == {page.pk for page in news[:4]}, (
        "titles are ranked all"
    )


def test_only_beginnings_of_titles_are_suggested(news):
    """The texts of the next four hold the same words."""
    suggested = get_search_backend().autocomplete("nop h", NewsPage.objects.all())

    assert {page.pk for page in suggested} == {page.pk for page in news[:4]}
    assert list(get_search_backend().autocomplete("le ph", NewsPage.objects.all())) == []

"""Search without accents, on whichever database the suite runs."""

import unicodedata

import pytest
from django.db import connection
from wagtail.models import Page

from content.search.folding import accented_words, folded_words, question_words

TITLES = [
    "Nộp hồ sơ trực tuyến",
    "Đăng nhập Cổng Dịch vụ công quốc gia bằng VNeID",
    "Văn bản điện tử có giá trị khi nào",
    "Hò sở của bà",
    "Đất đai, nhà ở",
    "Mẹ và bé",
    "Me chua",
]


@pytest.fixture
def pages(site):
    return {title: site.add_child(instance=Page(title=title)) for title in TITLES}


def found(query: str, **options) -> list[str]:
    return [page.title for page in Page.objects.all().search(query, **options)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("nop ho so", "Nộp hồ sơ trực tuyến"),
        ("NỘP HỒ SƠ", "Nộp hồ sơ trực tuyến"),
        ("đien tu", "Văn bản điện tử có giá trị khi nào"),
        ("dien tu", "Văn bản điện tử có giá trị khi nào"),
        (unicodedata.normalize("NFD", "điện tử"), "Văn bản điện tử có giá trị khi nào"),
        ("dich vu cong quoc gia", "Đăng nhập Cổng Dịch vụ công quốc gia bằng VNeID"),
        ("dat dai", "Đất đai, nhà ở"),
        ("hồ sơ", "Nộp hồ sơ trực tuyến"),
        ("hò sở", "Hò sở của bà"),
        ("mẹ", "Mẹ và bé"),
        ("vneid", "Đăng nhập Cổng Dịch vụ công quốc gia bằng VNeID"),
    ],
)
def test_a_question_finds_its_page_with_or_without_accents(pages, query, first):
    assert found(query)[0] == first


def test_words_typed_without_accents_find_every_spelling(pages):
    assert set(found("ho so")) == {"Nộp hồ sơ trực tuyến", "Hò sở của bà"}


def test_the_admin_finds_by_the_beginning_of_a_word(pages):
    found_titles = [page.title for page in Page.objects.all().autocomplete("nôp h")]

    assert found_titles == ["Nộp hồ sơ trực tuyến"]


def test_titles_stay_as_they_were_written(pages):
    page = pages["Nộp hồ sơ trực tuyến"]
    page.refresh_from_db()

    assert page.title == "Nộp hồ sơ trực tuyến"


def test_a_changed_title_is_found_by_its_new_words_only(pages):
    page = pages["Đất đai, nhà ở"]
    page.title = "Xe cộ"
    page.save()

    assert found("xe co") == ["Xe cộ"]
    assert found("dat dai") == []


@pytest.mark.parametrize(
    "query",
    [
        "%", "***", '"', "'; DROP TABLE wagtailcore_page; --", "🎓", "\x00", "ho* OR so", 'ho" so', "NOT", "ho NEAR so",
        "(", ")", "{title}: ho", "-", "x" * 10_000, "hồ sơ " * 2000, "title:ho", "\\", "a&b|c!", "<script>", "٣",
    ],
)  # fmt: skip
def test_no_question_breaks_the_search(pages, query):
    assert isinstance(found(query), list)
    assert isinstance([page.pk for page in Page.objects.all().autocomplete(query)], list)


def test_or_questions_are_folded_too(pages):
    assert "Mẹ và bé" in found("be xyz", operator="or")


def test_words_are_folded_and_exact_spellings_coded():
    assert folded_words("Đăng ký 100% qua_mạng!") == ["dang", "ky", "100", "qua", "mang"]
    assert accented_words("hồ so sơ") == accented_words("hồ sơ")
    assert accented_words("ho so") == []


def test_long_questions_are_cut():
    folded, coded = question_words("hồ sơ " * 5000)

    assert len(folded) == len(coded) == 24


def test_among_many_the_page_that_is_called_so_comes_first(site, monkeypatch):
    """However new the others are, whose titles say more."""
    backend = {"sqlite": "sqlite", "postgresql": "postgres"}[connection.vendor]
    monkeypatch.setattr(f"content.search.{backend}.PART", 5)
    for title in ("Đổi thẻ bảo hiểm", *(f"Đổi thẻ bảo hiểm tại phường số {number}" for number in range(8))):
        site.add_child(instance=Page(title=title))

    assert found("doi the bao hiem")[0] == "Đổi thẻ bảo hiểm"
    assert len(found("doi the bao hiem")) == 9

"""The search everybody uses: guides and courses in one list."""

import unicodedata

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import override

from content.models import BestAnswer, EverydayWord
from content.search.asking_well import WORDS_KEY, ask, query_for
from guides.models import GuidePage
from lms.search_sources import ALL, Candidate, entries_of
from lms.site_search import answer, marked
from tests.support.news import news_page
from tests.support.queries import count_queries


def test_questions_find_their_page_with_or_without_accents(demo):
    cases = {
        "nop ho so": "Nộp hồ sơ trực tuyến",
        "Nộp hồ sơ": "Nộp hồ sơ trực tuyến",
        "chính phủ đien tu": "Nhập môn Chính phủ điện tử",
        unicodedata.normalize("NFD", "Chính phủ điện tử"): "Nhập môn Chính phủ điện tử",
        "lua dao": "Tránh lừa đảo khi dùng dịch vụ công",
        "LỪA ĐẢO": "Tránh lừa đảo khi dùng dịch vụ công",
        "theo doi": "Theo dõi hồ sơ và phản ánh khi chậm trễ",
        "chu ky so": "An toàn thông tin và chữ ký số cho cán bộ, công chức",
        "CPDT-101": "Nhập môn Chính phủ điện tử",
    }
    found = {question: [hit.title for hit in answer(question=question).page][:3] for question in cases}

    assert dict.fromkeys(cases, True) == {q: title in found[q] for q, title in cases.items()}, found


def test_counts_filters_and_pages(demo, client_for):
    everything = answer(question="hồ sơ")

    counts = {code: count for code, _name, count in everything.counts}
    assert counts["huong-dan"] >= 3
    assert counts["khoa-hoc"] >= 1
    assert {hit.kind for hit in answer(question="hồ sơ", kind="khoa-hoc").page} == {"khoa-hoc"}
    assert {hit.kind for hit in answer(question="hồ sơ", kind="huong-dan").page} == {"huong-dan"}
    assert answer(question="hồ sơ", kind="x", page="99999").page.has_next() is False
    assert answer(question="hồ sơ", page="abc").page.number == 1
    asked, texts = count_queries(lambda: answer(question="hồ sơ"))
    assert asked <= 14, texts


def test_no_result_offers_the_nearest_and_help(demo, client_for):
    html = client_for().get("/tim-kiem/", {"q": "hồ sơ xyzxyz"}).content.decode()

    assert "Nộp hồ sơ trực tuyến" in html.replace("<mark>", "").replace("</mark>", "")
    assert "/huong-dan/" in html


@pytest.mark.parametrize(
    "question",
    ["", " ", "%", "*", '"', "' OR 1=1 --", "🎓📄", "\x00", "a" * 10_240, "hồ sơ " * 1700, "<script>alert(1)</script>",
     "NEAR(", "&|!"],
)  # fmt: skip
def test_any_question_gets_a_sensible_answer(demo_light, client_for, question):
    response = client_for().get("/tim-kiem/", {"q": question})

    assert response.status_code == 200
    assert b"<script>alert" not in response.content


@pytest.fixture
def demo_light(site):
    return site


def test_matching_words_are_marked_in_their_real_spelling():
    assert marked("Nộp hồ sơ", {"ho", "so"}) == "Nộp <mark>hồ</mark> <mark>sơ</mark>"
    assert marked("<b>Hồ</b> & sơ", {"ho"}) == "&lt;b&gt;<mark>Hồ</mark>&lt;/b&gt; &amp; sơ"


def test_slips_are_put_right_and_said(demo, client_for):
    found = answer(question="nopoj hoof sow")
    assert found.mended == "nop ho so"
    assert "Nộp hồ sơ trực tuyến" in [hit.title for hit in found.page]
    html = client_for().get("/tim-kiem/", {"q": "luwaf ddaro <b>"}).content.decode()
    assert "<b>" not in html.split("<main")[1].split("</main>")[0]
    assert answer(question="nộp hồ sơ").mended == ""


def test_everyday_words_find_the_official_ones(demo):
    EverydayWord.objects.create(everyday="giấy tờ nhà nước", official="nộp hồ sơ trực tuyến")
    assert "Nộp hồ sơ trực tuyến" in [hit.title for hit in answer(question="giay to nha nuoc").page]
    EverydayWord.objects.all().delete()
    assert not answer(question="giay to nha nuoc xyz").total


def test_the_best_answer_stands_first_and_stays_on_this_site(demo, client_for):
    best = BestAnswer(words="Mất điện", title="Gọi tổng đài", title_en="Call", address="/huong-dan/")
    best.full_clean()
    best.save()
    assert (
        '<p class="lms-best"><a href="/huong-dan/"'
        in client_for().get("/tim-kiem/?q=mat+dien").content.decode()
    )
    assert (
        'href="/en/huong-dan/" lang="en">Call'
        in client_for().get("/en/tim-kiem/?q=MAT DIEN").content.decode()
    )
    for address in ("https://evil.example/", "//evil.example/", "huong-dan", "/\\evil.example", "/a b"):
        with pytest.raises(ValidationError):
            BestAnswer(words="x", title="x", address=address).full_clean()


def test_titles_are_suggested_while_somebody_types(demo, client_for):
    response = client_for().get("/tim-kiem/goi-y/", {"q": "nop h"})
    titles = [hit["title"] for hit in response.json()["hits"]]
    assert titles[0] == "Nộp hồ sơ trực tuyến"
    assert 1 < len(titles) <= 5
    assert "public" in response["Cache-Control"]
    assert not response.cookies
    for words in ("", "n", "%", "\x00", "x" * 10_000, "🎓"):
        assert client_for().get("/tim-kiem/goi-y/", {"q": words}).json() == {"hits": []}


def test_drafts_and_private_pages_are_found_by_nobody(demo, client_for):
    guide = GuidePage.objects.get(code="HD-02")
    guide.unpublish()
    assert "Nộp hồ sơ trực tuyến" not in [hit.title for hit in answer(question="nộp hồ sơ").page]
    suggested = client_for().get("/tim-kiem/goi-y/", {"q": "nop ho so"}).json()["hits"]
    assert guide.title not in [hit["title"] for hit in suggested]


def test_the_words_of_the_index_are_held_by_the_process(demo_light):
    ask("ho so")  # counted once
    cache.delete(WORDS_KEY)
    assert count_queries(lambda: ask("nopoj hoof sow"))[0] == 0


def test_accents_as_they_were_typed_break_a_tie(site):
    for number, title in enumerate(("Cách bán hàng", "Cách bàn hàng", "Cách bạn hàng")):
        site.add_child(instance=news_page(title, slug=f"cach-{number}"))

    for typed in ("bàn hàng", "bạn hàng", "bán hàng"):
        assert next(iter(answer(question=typed).page)).title == f"Cách {typed}"
    assert {hit.title for hit in answer(question="ban hang").page} >= {"Cách bán hàng", "Cách bàn hàng"}


def test_a_longer_question_that_a_shorter_one_holds_is_not_asked():
    assert query_for(["dang ky ket hon", "ket hon", "hon ket"]).query_string == "ket hon"
    assert {part.query_string for part in query_for(["tra tien", "thanh toan"]).subqueries} == {
        "tra tien",
        "thanh toan",
    }


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_line_of_the_results_asks_for_nothing_that_was_not_read(demo, language):
    """Only a few columns are read of what is shown; one that is missing would be asked for page by page."""
    with override(language):
        for kind, model in ALL:
            candidates = [
                Candidate(kind=kind.code, model=model, pk=row.pk, titles=())
                for row in model.objects.all()[:20]
            ]
            entries = []
            asked, _statements = count_queries(
                lambda shown=candidates, into=entries: into.extend(entries_of(shown))
            )
            assert asked <= 2, model
            assert all(entry.title and entry.url for _candidate, entry in entries), model

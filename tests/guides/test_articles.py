"""News, explainers, answers and a campaign, as citizens read them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from guides.importing_articles import read_article
from guides.models import CampaignPage, DirectoryPage, ExplainerPage, NewsPage, QuestionPage
from lms.demo.campaigns import load_articles
from lms.demo.files import texts_in
from tests.support.people import make_person
from tests.support.queries import count_queries

CAMPAIGN = "/chien-dich/khong-doc-ma-otp/"
PATHS = {
    "/tin-tuc/mot-cong-duy-nhat/": "dichvucong.gov.vn",
    "/giai-thich/chinh-quyen-dia-phuong-hai-cap/": "Ý chính",
    "/hoi-dap/quen-mat-khau-vneid/": "<b>Quên mật khẩu</b>",
    CAMPAIGN: "Bộ tài liệu tải về",
}


@pytest.mark.parametrize("path", PATHS)
def test_each_kind_is_read_by_everybody(articles, client_for, path):
    response = client_for().get(path)
    html = response.content.decode()

    assert response.status_code == 200
    assert not response.cookies
    assert "public" in response["Cache-Control"]
    assert PATHS[path] in html
    assert html.count("<h1") == 1
    assert "Hạn rà soát" in html
    english = client_for().get("/en" + path).content.decode()
    assert '<h1 lang="en">' in english


def test_lists_show_what_is_published(articles, client_for):
    assert "mot-cong-duy-nhat" in client_for().get("/tin-tuc/").content.decode()
    NewsPage.objects.get().unpublish()

    html = client_for().get("/tin-tuc/").content.decode()

    assert "mot-cong-duy-nhat" not in html
    assert "chưa có trang nào" in html


@pytest.mark.parametrize("number", ["2", "-1", "x", "9" * 40])
def test_odd_page_numbers_are_answered(articles, client_for, number):
    assert client_for().get(f"/tin-tuc/?trang={number}").status_code == 200


def test_a_campaign_has_a_poster_with_words_and_a_kit_one_can_take(articles, client_for):
    client = client_for()
    html = client.get(CAMPAIGN).content.decode()

    assert 'alt="Không đọc mã OTP cho bất kỳ ai.' in html
    links = [part.split('"')[0] for part in html.split('class="content-card" href="')[1:]]
    assert len(links) == 3
    bodies = [b"".join(client.get(link).streaming_content) for link in links]
    assert bodies[0].startswith(b"%PDF")
    assert "Kính thưa bà con" in bodies[1].decode()


def test_a_campaign_that_is_over_says_so(articles, client_for):
    CampaignPage.objects.update(starts_on=date(2020, 1, 1), ends_on=date(2020, 2, 1))

    html = client_for().get(CAMPAIGN).content.decode()

    assert "Chiến dịch đã kết thúc" in html
    assert 'id="official"' not in html


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends_on": date(2020, 1, 1)}, "ends_on"),
        ({"call_url": ""}, "call_url"),
        ({"call_url": "https://dichvucong.hotro.com/"}, "call_url"),
    ],
)
def test_what_a_campaign_may_not_say(articles, changes, field):
    campaign = CampaignPage.objects.get()
    for name, value in changes.items():
        setattr(campaign, name, value)

    with pytest.raises(ValidationError) as refusal:
        campaign.full_clean()

    assert field in refusal.value.message_dict


def test_loading_again_changes_nothing(articles, organisation):
    models = (NewsPage, ExplainerPage, QuestionPage, CampaignPage)
    before = [model.objects.count() for model in models]

    load_articles(editor=make_person("Lê An", organisation=organisation, role="ministry_editor"))

    assert [model.objects.count() for model in models] == before == [1, 1, 2, 1]


@pytest.mark.parametrize("fact", ["kind", "slug", "summary", "review_by"])
def test_a_missing_fact_is_named(fact):
    source = next(texts_in("articles"))
    without = "\n".join(line for line in source.split("\n") if not line.startswith(f"{fact}:"))

    with pytest.raises(ValueError, match=fact):
        read_article(without)
    with pytest.raises(ValueError, match="thong-bao"):
        read_article(source.replace("kind: campaign", "kind: thong-bao"))


def test_a_hostile_title_is_text(articles, client_for):
    news = NewsPage.objects.get()
    news.title = news.summary = "<script>alert(1)</script>"
    news.save_revision().publish()

    for path in ("/tin-tuc/", "/tin-tuc/mot-cong-duy-nhat/"):
        assert "<script>alert" not in client_for().get(path).content.decode()


def test_the_costs_are_flat(articles, copies_of, client_for):
    client = client_for()
    paths = (*PATHS, "/tin-tuc/", "/hoi-dap/")

    def costs() -> dict[str, int]:
        for path in paths:
            assert client.get(path).status_code == 200
        return {path: count_queries(lambda path=path: client.get(path))[0] for path in paths}

    few = costs()
    copies_of(QuestionPage.objects.first(), 8)
    copies_of(NewsPage.objects.first(), 8)

    assert costs() == few
    assert max(few.values()) <= 12, few
    assert DirectoryPage.objects.count() == 6

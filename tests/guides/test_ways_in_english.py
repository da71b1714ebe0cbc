"""Decision helpers, step-by-step pages, news, explainers, answers and campaigns in English: shown, found, told apart."""

import re

import pytest
from django.utils import timezone

from content.queries import passages_of, progress_of
from content.services.translations import save_translation
from guides.models import CampaignPage, DecisionHelperPage, ExplainerPage, NewsPage, QuestionPage
from guides.showing import helper_context
from lms.demo.english import load_english
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db
HELPER = "/hoi-chon/giay-to-khai-sinh/"
HOME_BIRTH = f"{HELPER}o-nha-hoac-noi-khac-khong-co-giay-chung-sinh/"
RESULT = f"{HOME_BIRTH}co/da-dang-ky-ket-hon/"
STEPS = "/tung-buoc/lan-dau-lam-thu-tuc-tren-mang/"
ARTICLES = (NewsPage, ExplainerPage, QuestionPage, CampaignPage)
IN_VIETNAMESE = ("in Vietnamese only", "Parts of this page are in Vietnamese")


def publish(page, words):
    save_translation(page=page, wanted=words, base=0, by=None, now=timezone.now(), publish=True)


@pytest.fixture
def in_english(ways):
    load_english(by=None, now=timezone.now())


def main_of(client, path):
    return client.get(path).content.decode().partition("<main")[2].partition("</main>")[0]


def test_the_demos_helper_is_walked_in_english_at_the_same_addresses(ways, in_english, client_for):
    client, waiting, results = client_for(), ["/en" + HELPER], set()
    while waiting:
        path = waiting.pop()
        html = main_of(client, path)
        assert not any(words in html for words in IN_VIETNAMESE), path
        assert not re.search(r'<(?:h1|h2|dt|dd|ul class="guides-[a-z]+")[^>]*lang="vi"', html), path
        choices = re.findall(r'<li><a href="(/en/hoi-chon/giay-to-khai-sinh/[^"]+)"', html)
        waiting.extend(choices)
        results |= set() if choices else {path}
    assert len(results) == 7

    result = main_of(client, "/en" + RESULT)
    assert '<h1 lang="en">No certificate of live birth, a witness, parents married</h1>' in result
    assert "Written statement in which a witness confirms the birth" in result
    assert '<dt lang="en">Did anybody witness the birth?</dt><dd><span lang="en">Yes</span>' in result
    assert "Did anybody witness" not in main_of(client, RESULT)


def test_a_question_is_shown_whole_in_one_language(ways, client_for):
    publish(ways["hoi-chon"], {"Trẻ sinh ở đâu?": "Where was the child born?", "Có": "Yes", "Không": "No"})
    html = main_of(client_for(), "/en" + HELPER)

    assert "Where was the child born?" not in html, "its answers are not translated"
    assert 'id="cau-hoi" lang="vi"' in html
    assert "in Vietnamese only" in html


def test_keys_and_addresses_are_nothing_to_translate(ways):
    sources = {passage.source for passage in passages_of(ways["hoi-chon"])}

    assert "Trẻ sinh ở đâu?" in sources
    assert not sources & {"noi-sinh", "ket-hon-a", "giay-chung-sinh", "https://dichvucong.gov.vn/"}


def test_the_demos_steps_are_english(ways, in_english, client_for):
    html = main_of(client_for(), "/en" + STEPS)

    assert "Choose the procedure and submit" in html
    assert "If you have no smartphone or find it hard" in html
    assert not any(words in html for words in IN_VIETNAMESE)
    assert '"name": "Track your dossier"' in client_for().get("/en" + STEPS).content.decode().replace(
        '":"', '": "'
    )


def test_the_demos_articles_are_english(articles, client_for):
    load_english(by=None, now=timezone.now())
    pages = [page for kind in ARTICLES for page in kind.objects.all()]

    assert len(pages) == 5
    assert [row.page.slug for row in progress_of(pages) if not row.is_published_whole] == []
    for page in pages:
        html = main_of(client_for(), f"/en{page.get_url_parts()[2]}")
        assert not any(words in html for words in IN_VIETNAMESE), page.slug


def test_an_answer_is_told_to_machines_in_the_language_it_is_read_in(articles, client_for):
    path = "/hoi-dap/quen-mat-khau-vneid/"
    before = client_for().get("/en" + path).content.decode()
    assert "Quên mật khẩu VNeID thì làm thế nào?" in before
    load_english(by=None, now=timezone.now())
    after = client_for().get("/en" + path).content.decode()

    assert "Quên mật khẩu VNeID thì làm thế nào?" not in after.partition("<main")[0]
    assert '<div class="ui-lead" lang="en">' in after
    assert '<div class="ui-lead" lang="vi">' in client_for().get(path).content.decode()


def test_their_english_words_are_found_at_once(ways, client_for):
    search = "/en/tim-kiem/?q=grandmother"
    assert HELPER not in client_for().get(search).content.decode()
    publish(ways["hoi-chon"], {"Có": "Yes, says the grandmother"})

    assert f"/en{HELPER}" in client_for().get(search).content.decode()


def test_a_draft_is_not_found_because_its_translation_was_published(ways, client_for):
    page = ways["hoi-chon"]
    page.title_en = "Unheard of dromedaries"
    page.save_revision()
    publish(page.get_latest_revision_as_object(), {"Có": "Yes"})

    assert HELPER not in client_for().get("/en/tim-kiem/?q=dromedaries").content.decode()


def test_a_draft_with_a_key_given_twice_is_shown_to_its_editor(ways):
    page = ways["hoi-chon"]
    raw = page.questions.get_prep_value()
    twin = {**raw[0], "id": None, "value": {**raw[0]["value"], "answers": raw[0]["value"]["answers"][:1]}}
    page.questions = page.questions.stream_block.to_python([*raw, twin])
    last = page.chart.questions[0].answers[-1].address

    shown = helper_context(page, answers=(last,))

    assert [label for _text, label, _at, _language in shown["trail"]] == ["Ở nước ngoài"]


def test_english_costs_two_questions_more(ways, in_english, client_for):
    client = client_for()
    counted = {}
    for path in (HELPER, RESULT, STEPS):
        for language in ("", "/en"):
            client.get(language + path)
            counted[language + path] = count_queries(lambda at=language + path: client.get(at))[0]
    assert all(counted["/en" + path] <= counted[path] + 2 for path in (HELPER, RESULT, STEPS)), counted


def test_the_desk_lists_helpers(ways, organisation):
    [row] = progress_of(list(DecisionHelperPage.objects.all()))

    assert row.total > 30
    assert row.done == 0

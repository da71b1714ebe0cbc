"""What citizens get: complete, cacheable, the same for everybody, and mute."""

import io
import json
import re
from dataclasses import replace

import docx
import pytest
from django.core.cache import caches
from django.core.exceptions import ValidationError

from practice.importing import read_scenario
from practice.models import ScenarioIndexPage, ScenarioPage
from practice.services import publish_scenario
from tests.practice.conftest import FILES
from tests.support.queries import assert_flat_queries, count_queries

LIST = "/mo-phong/"
SIGN_IN, SUBMIT, TRACK = (
    f"/mo-phong/{slug}/"
    for slug in ("dang-nhap-bang-vneid", "nop-ho-so-va-nop-phi", "theo-doi-va-bo-sung-ho-so")
)
SHEET = f"{SUBMIT}phieu/"
PAGES = [
    LIST,
    SIGN_IN,
    SUBMIT,
    TRACK,
    SHEET,
    f"{SUBMIT}phieu.docx",
    f"/en{LIST}",
    f"/en{SUBMIT}",
    f"/en{SHEET}",
]


def played(response) -> dict:
    found = re.search(
        r'<script id="practice-data" type="application/json">(.*?)</script>', response.content.decode()
    )
    return json.loads(found[1])


@pytest.mark.parametrize("path", PAGES)
def test_public_pages_set_no_cookie_and_may_be_cached(scenarios, client_for, path):
    response = client_for().get(path)

    assert response.status_code == 200
    assert not response.cookies
    assert "public" in response["Cache-Control"]
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("path", [LIST, SIGN_IN, SHEET])
def test_everybody_gets_the_same_bytes(scenarios, client_for, learner, path):
    assert client_for(learner).get(path).content == client_for().get(path).content


@pytest.mark.parametrize("path", [SIGN_IN, f"/en{SUBMIT}"])
def test_the_page_of_an_exercise_may_ask_the_network_for_nothing(scenarios, client_for, path):
    policy = client_for().get(path)["Content-Security-Policy"]

    assert "connect-src 'none'" in policy
    assert "form-action 'none'" in policy
    assert "script-src 'self'" in policy
    assert "connect-src 'self'" in client_for().get(LIST)["Content-Security-Policy"]


def test_a_kept_page_keeps_its_policy(scenarios, client_for, settings):
    settings.LMS_PAGE_CACHE_SECONDS = 60
    caches["pages"].clear()
    first, second = client_for().get(SIGN_IN), client_for().get(SIGN_IN)
    caches["pages"].clear()

    assert "Age" in second
    assert second["Content-Security-Policy"] == first["Content-Security-Policy"]
    assert "connect-src 'none'" in second["Content-Security-Policy"]


def test_what_was_begun_is_gone_on_with_in_either_language_until_the_exercise_changes(scenarios, client_for):
    def version(path: str) -> str:
        return played(client_for().get(path))["version"]

    before = version(SUBMIT)
    assert version(f"/en{SUBMIT}") == before
    page = scenarios["nop-ho-so-va-nop-phi"]
    page.body[1].value["options"][0]["label"] = "Đăng ký lại"
    page.save_revision().publish()
    assert version(SUBMIT) != before


def test_it_says_that_it_is_an_exercise_in_its_title_and_on_top(scenarios, client_for):
    html = client_for().get(SUBMIT).content.decode()

    assert re.search(r"<title>MÔ PHỎNG – không gửi đi đâu: ", html)
    assert html.index("practice-banner") < html.index("<h1")
    assert not re.search(r"<(input|select|textarea|form)\b", html)


def test_it_is_a_walk_through_without_scripts(scenarios, client_for):
    html = client_for().get(SUBMIT).content.decode()
    shown = re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)

    for words in (
        "Điền tờ khai",
        "Nguyễn Gia Bảo",
        "Viết có dấu như giấy chứng sinh",
        "anh-chung-sinh-goc.jpg (9,2 MB)",
        "16.000 đồng (tiền giả)",
        "Không bao giờ nộp phí vào tài khoản cá nhân",
        "Đừng trả lần hai",
        "https://dichvucong.gov.vn/",
    ):
        assert words in shown
    assert re.search(r"<details[^>]*data-practice-walk open", shown)
    assert shown.count("<h1") == 1


def test_in_english_it_is_english(scenarios, client_for):
    response = client_for().get(f"/en{SUBMIT}")
    html, play = response.content.decode(), played(response)

    assert "Practise submitting a birth registration" in html
    assert "Never pay a fee to a personal account" in html
    assert play["words"]["next"] == "Next step"
    assert play["screens"][0]["title"] == {"t": "In this exercise you are Mr An", "l": "en"}
    assert not re.search(r'lang="vi"[^>]*>(?!Tiếng Việt)', re.search(r"<main.*?</main>", html, re.DOTALL)[0])


def test_what_is_not_translated_says_its_language(scenarios, client_for):
    page = scenarios["nop-ho-so-va-nop-phi"]
    page.body[0].value["title_en"] = ""
    page.save_revision().publish()
    play = played(client_for().get(f"/en{SUBMIT}"))

    assert play["screens"][0]["title"]["l"] == "vi"


def test_the_player_is_given_no_more_than_it_needs(scenarios, client_for):
    page = scenarios["nop-ho-so-va-nop-phi"]
    response = client_for().get(SUBMIT)

    assert "Mức phí bản sao" in page.to_verify
    assert "Mức phí bản sao" not in response.content.decode()
    targets = [screen["next"] for screen in played(response)["screens"]]
    assert targets[-1] == -1
    assert all(0 <= target < len(targets) for target in targets[:-1])


def test_markup_in_a_text_stays_text(scenarios, client_for):
    page = scenarios["nop-ho-so-va-nop-phi"]
    page.body[0].value["title"] = "</script><img src=x onerror=alert(1)>"
    page.save_revision().publish()
    html = client_for().get(SUBMIT).content.decode()

    assert "<img" not in html
    assert played(client_for().get(SUBMIT))["screens"][0]["title"]["t"].startswith("</script>")


def test_an_unpublished_exercise_is_gone_everywhere(scenarios, client_for):
    scenarios["nop-ho-so-va-nop-phi"].unpublish()

    for path in (SUBMIT, SHEET, f"{SUBMIT}phieu.docx", "/mo-phong/khong-co/phieu/"):
        assert client_for().get(path).status_code == 404, path
    assert "nop-ho-so-va-nop-phi" not in client_for().get(LIST).content.decode()


def test_an_empty_list_says_what_will_be_there(site, client_for):
    assert "đang được biên soạn" in client_for().get(LIST).content.decode()


def test_the_worksheet_has_lines_to_write_on_and_the_answers(scenarios, client_for):
    html = client_for().get(SHEET).content.decode()

    for words in (
        "Phiếu thực hành",
        "Họ và tên:",
        "practice-write__line",
        "Đáp án cho người hướng dẫn",
        "TAP-KS-000123",
        SUBMIT,
    ):
        assert words in html
    assert client_for().post(SHEET).status_code in {403, 405}


def test_the_worksheet_is_a_word_file_too(scenarios, client_for):
    response = client_for().get(f"{SUBMIT}phieu.docx")
    document = docx.Document(io.BytesIO(response.content))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)

    assert response["Content-Disposition"] == 'attachment; filename="phieu-nop-ho-so-va-nop-phi.docx"'
    assert "Phiếu thực hành" in text
    assert "☐ giay-chung-sinh.jpg (2,1 MB)" in text
    assert "Nguyễn Gia Bảo" in "\n".join(cell.text for row in document.tables[-1].rows for cell in row.cells)


def test_a_scenario_that_cannot_be_played_is_never_published(site):
    draft = read_scenario(FILES[0].read_text(encoding="utf-8"))
    broken = replace(draft, body=draft.body[:3])

    with pytest.raises(ValidationError) as refusal:
        publish_scenario(index=ScenarioIndexPage.objects.get(), draft=broken)

    assert "kết thúc" in str(refusal.value)


def test_publishing_twice_keeps_what_editors_have(scenarios):
    page = scenarios["nop-ho-so-va-nop-phi"]
    page.title = "Tên do biên tập viên đặt"
    page.save_revision().publish()
    draft = read_scenario(FILES[1].read_text(encoding="utf-8"))

    assert publish_scenario(index=ScenarioIndexPage.objects.get(), draft=draft).title == page.title
    assert ScenarioPage.objects.count() == 3


@pytest.mark.parametrize(
    "url", ["http://dichvucong.gov.vn/", "https://dichvucong.gov.vn.hotro.com/", "https://dichvucong-gov.vn/"]
)
def test_the_real_service_is_one_of_the_state(scenarios, url):
    page = scenarios["nop-ho-so-va-nop-phi"]
    page.official_url = url

    with pytest.raises(ValidationError) as refusal:
        page.full_clean()

    assert "official_url" in refusal.value.message_dict


# Wagtail's routing 9, as for a guide; ours: the guides that lead to it 2.
SCENARIO_BUDGET = 12


def test_lists_and_pages_ask_no_more_of_many_exercises(scenarios, client_for):
    client = client_for()

    def grow() -> None:
        first = scenarios["nop-ho-so-va-nop-phi"]
        for number in range(8):
            first.copy(update_attrs={"slug": f"ban-sao-{number}"}, copy_revisions=False, keep_live=True)

    for path in (LIST, SUBMIT, SHEET):
        work = lambda path=path: client.get(path)  # noqa: E731
        work()
        before, _ = count_queries(work)
        assert before <= SCENARIO_BUDGET, path
    assert_flat_queries(grow=grow, work=lambda: [client.get(path) for path in (LIST, SUBMIT, SHEET)])

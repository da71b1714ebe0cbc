"""What citizens get: complete, cacheable, the same for everybody."""

import re

import pytest
from django.core.exceptions import ValidationError

from content.official import official_host, official_hosts_in
from guides.blocks import TextBlock
from guides.models import GuidePage
from tests.support.queries import count_queries

URL = "/huong-dan/nop-ho-so-truc-tuyen/"


@pytest.mark.parametrize("path", ["/", "/huong-dan/", URL, "/en/", "/en" + URL, "/tim-kiem/?q=ho+so"])
def test_public_pages_set_no_cookie_and_may_be_cached(guides, client_for, path):
    response = client_for().get(path)

    assert response.status_code == 200
    assert not response.cookies
    assert "public" in response["Cache-Control"]
    assert "max-age=60" in response["Cache-Control"]
    assert "stale-while-revalidate=600" in response["Cache-Control"]
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("path", ["/", "/huong-dan/", URL, "/tim-kiem/?q=ho+so"])
def test_everybody_gets_the_same_bytes(guides, client_for, learner, path):
    assert client_for(learner).get(path).content == client_for().get(path).content


def test_a_guide_is_complete_without_scripts(guides, client_for):
    html = client_for().get(URL).content.decode()
    shown = re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)

    for words in (
        "Trước khi bắt đầu",
        "Ảnh chụp hoặc tệp PDF giấy tờ cần nộp",
        "Chép lại mã hồ sơ",
        "Hay sai ở đâu?",
        "Đặt giấy trên nền tối",
        "Cần người giúp?",
        "https://dichvucong.gov.vn/",
        "23/11/2026",
    ):
        assert words in shown
    assert shown.count("<h1") == 1
    assert re.findall(r'guides-steps__number">(\d+)', shown) == [str(n) for n in range(1, 10)]


@pytest.mark.parametrize(
    ("path", "title", "last_words"),
    [
        ("dang-nhap-cong-dich-vu-cong-quoc-gia-bang-vneid", "Nếu bạn chưa có", "nhận tin nhắn báo kích hoạt"),
        ("theo-doi-ho-so-va-phan-anh-khi-cham-tre", "Trạng thái nghĩa là gì?", "hỏi lại nếu chưa rõ"),
    ],
)
def test_what_some_need_or_look_up_is_sent_open_and_may_be_folded(
    guides, client_for, path, title, last_words
):
    html = client_for().get(f"/huong-dan/{path}/").content.decode()

    folded = re.findall(r'<details class="guides-fold" open data-fold>.*?</details>', html, re.DOTALL)
    (part,) = (one for one in folded if title in one)
    assert last_words in part


@pytest.mark.parametrize(("title", "is_folded"), [("Nếu bạn <b>chưa có", True), ("", False)])
def test_only_what_has_a_title_is_folded_and_it_is_written_as_typed(title, is_folded):
    block = TextBlock()
    html = block.render(block.to_python({"title": title, "text": "<p>Lời</p>", "only_some": True}))

    assert ("data-fold" in html) is is_folded
    assert ("<h2" in html) is is_folded
    assert ("&lt;b&gt;" in html) is is_folded
    assert "<p>Lời</p>" in html


def test_share_and_print_stay_hidden_until_a_script_shows_them(guides, client_for):
    html = client_for().get(URL).content.decode()

    for hook in ("data-share", "data-print"):
        assert re.search(rf"<button[^>]*{hook}[^>]*hidden", html)


def test_the_editors_notes_are_not_shown(guides, client_for):
    assert "Tên các mục trên Cổng" in guides["HD-02"].to_verify
    assert "Tên các mục trên Cổng" not in client_for().get(URL).content.decode()


def test_no_editor_tool_reaches_readers(guides, client_for):
    html = client_for().get(URL).content.decode()

    assert "userbar" not in html
    assert "style=" not in html


def test_in_english_the_title_is_english_and_the_rest_says_it_is_vietnamese(guides, client_for):
    html = client_for().get("/en" + URL).content.decode()

    assert "Submit a dossier online" in html
    assert "in Vietnamese only" in html
    assert '<div lang="vi">' in html
    assert 'href="/en/huong-dan/' in html


def test_an_unpublished_guide_is_gone(guides, client_for):
    guides["HD-02"].unpublish()

    assert client_for().get(URL).status_code == 404
    assert "nop-ho-so-truc-tuyen" not in client_for().get("/huong-dan/").content.decode()


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://dichvucong.gov.vn/", "dichvucong.gov.vn"),
        ("https://DICHVUCONG.gov.vn/p", "dichvucong.gov.vn"),
        ("https://dichvucong.hanoi.gov.vn:443/", "dichvucong.hanoi.gov.vn"),
        ("http://dichvucong.gov.vn/", ""),
        ("https://dichvucong.gov.vn.hotro.com/", ""),
        ("https://dichvucong-gov.vn/", ""),
        ("https://xgov.vn/", ""),
        ("https://dichvucong.gov.vn@evil.com/", ""),
        ("https://evil.com\\.gov.vn/", ""),
        ("https://evil.com#.gov.vn", ""),
        ("https://evil.com?x=.gov.vn", ""),
        ("https://dichvucong.gov.vn:8443/", ""),
        ("javascript:alert(1)//.gov.vn", ""),
        ("https://đichvucong.gov.vn/", ""),
        ("https://[::1/", ""),
    ],
)
def test_only_https_on_gov_vn_is_an_official_link(url, host):
    assert official_host(url) == host


def test_only_real_gov_vn_names_are_read_from_text():
    text = "Mở **dichvucong.gov.vn**. Không mở dichvucong-gov.vn.hotro.com hay https://vneid.gov.vn/"

    assert official_hosts_in(text) == ["dichvucong.gov.vn", "vneid.gov.vn"]


def test_a_guide_with_a_foreign_official_link_is_refused(guides):
    guide = guides["HD-02"]
    guide.official_url = "https://dichvucong-gov.vn.hotro.com/"

    with pytest.raises(ValidationError) as refusal:
        guide.full_clean()

    assert "official_url" in refusal.value.message_dict


def test_the_next_review_comes_after_the_last(guides):
    guide = guides["HD-02"]
    guide.review_by = guide.last_reviewed

    with pytest.raises(ValidationError) as refusal:
        guide.full_clean()

    assert "review_by" in refusal.value.message_dict


# Wagtail's routing: site 1, root page 1, home children 2, index's specific 1, guide's page and specific 2, restrictions 1;
# ours: index 1, topic 1, body in charge 2.
GUIDE_BUDGET = 12


LISTS = ("/", "/huong-dan/", "/tim-kiem/?q=ho+so", "/tim-kiem/?q=khong+thay+gi+ca")


def test_guides_lists_and_search_ask_no_more_of_a_hundred_guides_than_of_one(guides, make_guides, client_for):
    client = client_for()
    for code, guide in guides.items():
        if code != "HD-02":
            guide.delete()

    def costs() -> dict[str, int]:
        for path in (URL, *LISTS):
            assert client.get(path).status_code == 200  # fill caches that live across requests
        return {path: count_queries(lambda path=path: client.get(path))[0] for path in (URL, *LISTS)}

    one = costs()
    make_guides(100)
    hundred = costs()

    assert {path: cost for path, cost in hundred.items() if cost > one[path]} == {}, (one, hundred)
    assert hundred[URL] <= GUIDE_BUDGET


def test_reading_a_guide_twice_gives_one_page(guides):
    assert GuidePage.objects.count() == 5

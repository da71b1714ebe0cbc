"""Handouts and posters: one page, the right words, a code that opens the page, and nothing of drafts."""

import io
import re

import pypdfium2
import pytest
from docx import Document
from pypdf import PdfReader
from pyzbar.pyzbar import decode

from guides.handouts.pdf import HANDOUT, POSTER, render
from guides.handouts.sheet import Group, Item, Sheet, first_items, shortened
from guides.handouts.word import fitting, write_word

GUIDE, SERVICE = "/huong-dan/nop-ho-so-truc-tuyen/", "/dich-vu/dang-ky-khai-sinh/"
FILES = ("to-roi.pdf", "to-roi.docx", "ap-phich.pdf")
HOSTILE = '#import "/etc/passwd": * \\ *đậm* $x$ <nhãn> @nguồn // {y} #panic()'
A4, A3 = (595, 842), (842, 1191)


def a_sheet(steps: int = 3, **changes: object) -> Sheet:
    told = Item(text="Chọn đúng thủ tục, rồi chọn tỉnh, thành phố và xã, phường nơi giải quyết hồ sơ.")
    facts = {
        "language": "vi",
        "site": "Học viện số",
        "heading": "Hướng dẫn",
        "title": "Nộp hồ sơ trực tuyến",
        "summary": "Tìm đúng thủ tục và gửi giấy tờ.",
        "facts": (("Phí", "Miễn phí"),),
        "groups": (Group(title="Các bước", kind="steps", items=(told,) * steps),),
        "warning": "Cán bộ không đòi mã OTP.",
        "address": "https://hocvienso.example/huong-dan/nop-ho-so-truc-tuyen/",
        "qr_text": "Mã QR",
        "scan": "Quét mã để mở trang này",
        "scan_steps": ("Mở máy ảnh.", "Đưa gần mã.", "Chạm vào dòng chữ."),
        "go_on": "Đọc tiếp trên trang: quét mã.",
        "help": (("Gọi để được giúp", "1800 0000"),),
        "reviewed": "Rà soát ngày 23/11/2026",
        "owner": "Bộ Khoa học và Công nghệ",
        "reviewed_on": "2026-11-23",
    }
    return Sheet(**{**facts, **changes})


def words_of(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).replace("\n", " ")


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def size_of(pdf: bytes) -> tuple[int, int]:
    [page] = PdfReader(io.BytesIO(pdf)).pages  # exactly one
    return round(page.mediabox.width), round(page.mediabox.height)


def code_of(pdf: bytes) -> str:
    [code] = decode(pypdfium2.PdfDocument(pdf)[0].render(scale=3).to_pil())
    return code.data.decode()


@pytest.mark.parametrize("page", [GUIDE, SERVICE])
def test_the_files_are_for_everybody_and_kept(services, client_for, page):
    for name in FILES:
        response = client_for().get(page + name)

        assert response.status_code == 200
        assert not response.cookies
        assert "public" in response["Cache-Control"]
        assert "Cookie" not in response.get("Vary", "")
        again = client_for().get(page + name, headers={"If-None-Match": response["ETag"]})
        assert again.status_code == 304


def test_a_handout_tells_a_guide_in_short(services, client_for):
    pdf = client_for().get(GUIDE + "to-roi.pdf").content

    assert size_of(pdf) == A4
    told = squeezed(words_of(pdf))
    for words in (
        "Nộp hồ sơ trực tuyến",
        "khoảng 30 phút",
        "Chép lại mã hồ sơ",
        "23/11/2026",
        "Trang chính thức",
    ):
        assert squeezed(words) in told, words
    assert code_of(pdf).endswith(GUIDE)
    assert code_of(pdf).startswith("http")


def test_a_handout_tells_what_a_dossier_needs(services, client_for):
    pdf = client_for().get(SERVICE + "to-roi.pdf").content

    assert size_of(pdf) == A4
    told = squeezed(words_of(pdf))
    for words in (
        "Giấy chứng sinh do cơ sở y tế cấp",
        "Ủy ban nhân dân cấp xã",
        "miễn lệ phí",
        "dichvucong.gov.vn",
    ):
        assert squeezed(words) in told, words
    assert code_of(pdf).endswith(SERVICE)


def test_a_poster_is_a3_with_a_large_code(services, client_for):
    pdf = client_for().get(GUIDE + "ap-phich.pdf").content

    assert size_of(pdf) == A3
    [code] = decode(pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil())
    assert code.data.decode().endswith(GUIDE)
    assert code.rect.width > A3[0] * 0.35


def test_a_team_may_change_the_word_file(services, client_for):
    response = client_for().get(GUIDE + "to-roi.docx")

    assert 'attachment; filename="to-roi-nop-ho-so-truc-tuyen.docx"' in response["Content-Disposition"]
    paper = Document(io.BytesIO(response.content))
    told = "\n".join(line.text for line in paper.paragraphs)
    assert "Nộp hồ sơ trực tuyến" in told
    assert "Chép lại mã hồ sơ" in told
    assert any("image" in part.reltype for part in paper.part.rels.values()), "the code is a picture"


def test_every_guide_and_service_of_the_demo_fits_one_page(services, client_for):
    for page in (
        *services.values(),
        *{s.related_guide.specific for s in services.values() if s.related_guide},
    ):
        shelf = "dich-vu" if page in services.values() else "huong-dan"
        for name, size in (("to-roi.pdf", A4), ("ap-phich.pdf", A3)):
            assert size_of(client_for().get(f"/{shelf}/{page.slug}/{name}").content) == size


@pytest.mark.parametrize("steps", [0, 1, 12, 60])
def test_a_long_guide_is_shortened_and_says_so(steps):
    pdf = render(HANDOUT, a_sheet(steps))

    assert size_of(pdf) == A4
    told = squeezed(words_of(pdf))
    assert squeezed("Rà soát ngày 23/11/2026") in told
    assert told.count(squeezed("Chọn đúng thủ tục")) <= steps
    assert (squeezed("Đọc tiếp trên trang") in told) == (steps > 12)


def test_words_never_run_over_the_page():
    longest = a_sheet(
        40, title="Thủ tục rất dài " * 16, summary="Rất dài " * 37, facts=(("Phí", "chữ " * 60),) * 4
    )

    assert size_of(render(HANDOUT, longest)) == A4
    assert size_of(render(POSTER, longest)) == A3


@pytest.mark.parametrize("form", [HANDOUT, POSTER])
def test_words_are_never_taken_for_markup(form):
    told = squeezed(words_of(render(form, a_sheet(title=HOSTILE))))

    assert squeezed("#panic()") in told


def test_the_same_sheet_gives_the_same_bytes():
    assert render(HANDOUT, a_sheet()) == render(HANDOUT, a_sheet())
    assert a_sheet().fingerprint == a_sheet().fingerprint != a_sheet(title="Khác").fingerprint


def test_letters_no_font_has_still_come_out_as_a_page():
    assert size_of(render(HANDOUT, a_sheet(title="ᨕ Nộp hồ sơ"))) == A4


def test_a_word_file_leaves_out_what_a_page_cannot_hold():
    assert sum(len(group.items) for group in fitting(a_sheet(8))) == 8
    assert 5 < sum(len(group.items) for group in fitting(a_sheet(60))) < 30
    told = [line.text for line in Document(io.BytesIO(write_word(a_sheet(60)))).paragraphs]
    assert "Đọc tiếp trên trang: quét mã." in told


def test_what_is_shortened_ends_with_a_sentence_or_a_word():
    assert shortened("a " * 300).endswith("a …")
    assert len(shortened("chữ" * 300)) <= 192
    assert first_items((), 3) == ()


def test_a_file_is_made_once_until_a_word_changes(services, client_for, monkeypatch):
    from guides import handing_out

    made = []
    makers = {"handout": lambda sheet: made.append(sheet.title) or b"%PDF"}
    monkeypatch.setattr(handing_out, "MAKERS", makers)
    client_for().get(GUIDE + "to-roi.pdf")
    client_for().get(GUIDE + "to-roi.pdf")
    assert len(made) == 1

    guide = services["DV-01"].related_guide
    guide.title = "Nộp hồ sơ trên mạng"
    guide.save_revision()
    client_for().get(GUIDE + "to-roi.pdf")
    assert len(made) == 1, "a draft changes nothing"
    guide.save_revision().publish()
    client_for().get(GUIDE + "to-roi.pdf")
    assert made[1:] == ["Nộp hồ sơ trên mạng"]


def test_a_cache_that_is_down_keeps_nobody_from_a_handout(services, client_for, monkeypatch):
    from guides import handing_out

    class Down:
        def get(self, *_args):
            raise ConnectionError

        set = get

    monkeypatch.setattr(handing_out, "cache", Down())
    assert client_for().get(GUIDE + "to-roi.pdf").status_code == 200


@pytest.mark.parametrize("name", FILES)
def test_drafts_and_strange_addresses_have_no_files(services, client_for, name):
    services["DV-01"].unpublish()

    for path in (
        SERVICE,
        "/huong-dan/khong-co/",
        "/huong-dan/%00/",
        "/huong-dan/dang-ky-ket-hon/",
        "/dich-vu/%F0%9F%98%80/",
    ):
        assert client_for().get(path + name).status_code == 404
    assert client_for().post(GUIDE + name).status_code == 405


def test_in_english_the_words_around_are_english(services, client_for):
    told = squeezed(words_of(client_for().get("/en" + SERVICE + "to-roi.pdf").content))

    assert squeezed("Registering a birth") in told
    assert squeezed("Scan the code to open this page") in told


@pytest.mark.parametrize("page", [GUIDE, SERVICE])
def test_the_page_leads_to_its_files(services, client_for, page):
    html = client_for().get(page).content.decode()

    assert "Cho tổ công nghệ số cộng đồng" in html
    for name in FILES:
        assert f'href="{page}{name}"' in html

"""The two documents: what a reader, a scanner and an archive find in them."""

import dataclasses
import io
import re
import zipfile
from datetime import date

import pypdfium2
import pytest
from docx import Document
from PIL import Image
from pypdf import PdfReader
from pyzbar.pyzbar import decode

from certificates.rendering.claims import canonical, digest_of, long_date, one_line
from certificates.rendering.errors import CannotPrint
from certificates.rendering.pdf import render_pdf
from certificates.rendering.serial import printed
from certificates.rendering.word import render_word
from tests.certificates.claims import longest_claims, make_claims

MAX_BYTES = 150_000
HOSTILE = [
    '#import "/etc/passwd": *',
    "*đậm* _nghiêng_ $x^2$ `mã`",
    "= Tiêu đề #set page(width: 1cm)",
    "\\ \" ' <nhãn> @nguồn // chú thích [x] {y}",
    "#panic()",
]


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    return " ".join(read(pdf).pages[0].extract_text().split())


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_the_same_claims_give_the_same_bytes():
    assert render_pdf(make_claims()) == render_pdf(make_claims())
    assert render_word(make_claims()) == render_word(make_claims())


def test_other_claims_give_another_document():
    assert render_pdf(make_claims()) != render_pdf(make_claims(learner_name="Nguyễn Thị Lân"))


def test_the_document_says_it_is_archival_and_accessible():
    pdf = read(render_pdf(make_claims()))
    xmp = pdf.xmp_metadata.stream.get_data().decode()

    assert re.search(r"<pdfaid:part>2</pdfaid:part>", xmp)
    assert re.search(r"<pdfaid:conformance>A</pdfaid:conformance>", xmp)
    assert re.search(r"<pdfuaid:part>1</pdfuaid:part>", xmp)
    root = pdf.root_object
    assert root["/Lang"].lower().startswith("vi")
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert "Nguyễn Thị Lan" in pdf.metadata.title
    assert pdf.metadata.creation_date.isoformat().startswith("2026-11-23T")


def test_the_picture_of_the_code_has_a_text_for_those_who_do_not_see_it():
    claims = make_claims()
    pdf = read(render_pdf(claims))
    found = []

    def walk(node: object) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            if "/Alt" in node:
                found.append(str(node["/Alt"]))
            if "/K" in node:
                walk(node["/K"])

    walk(pdf.root_object["/StructTreeRoot"])
    assert any(claims.verify_url in alt for alt in found)


def test_every_claim_can_be_read_back_with_its_accents():
    claims = make_claims()
    text = text_of(render_pdf(claims))

    for said in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "GIẤY CHỨNG NHẬN",
        claims.learner_name,
        "15/03/1990",
        claims.learner_unit,
        claims.course_title,
        "từ ngày 01/10/2026 đến ngày 23/11/2026",
        "16 tiết",
        "Hà Nội, ngày 23 tháng 11 năm 2026",
        "KT. GIÁM ĐỐC",
        claims.signatory_name,
        claims.register_number,
        printed(claims.serial),
    ):
        assert squeeze(said) in squeeze(text), said


@pytest.mark.parametrize("make", [make_claims, longest_claims])
def test_a_certificate_is_one_small_landscape_page(make):
    pdf = render_pdf(make())

    pages = read(pdf).pages
    assert len(pages) == 1
    assert pages[0].mediabox.width > pages[0].mediabox.height
    assert len(pdf) <= MAX_BYTES


def test_the_longest_claims_are_all_printed():
    claims = longest_claims()
    text = squeeze(text_of(render_pdf(claims)))

    for said in (claims.learner_name, claims.course_title, claims.signatory_name, claims.learner_unit):
        assert squeeze(said) in text


@pytest.mark.parametrize("make", [make_claims, longest_claims])
def test_the_printed_code_leads_to_the_verification_page(make):
    claims = make()
    page = pypdfium2.PdfDocument(render_pdf(claims))[0]

    codes = decode(page.render(scale=3).to_pil())

    assert [code.data.decode() for code in codes] == [claims.verify_url]
    assert claims.verify_url.isascii()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_data_and_never_a_command(name):
    pdf = render_pdf(make_claims(learner_name=name, course_title=name))

    assert squeeze(text_of(pdf)).count(squeeze(name)) == 2
    assert len(read(pdf).pages) == 1


@pytest.mark.parametrize("name", ["Y Hơmŭt Niê Kđăm", "Siu Blơ̆", "Đinh Ƀlưm", "H’Hen Niê", "Rơ Châm Ƀă Č"])
def test_names_of_all_the_peoples_of_viet_nam_can_be_printed(name):
    pdf = read(render_pdf(make_claims(learner_name=name)))

    assert name in pdf.metadata.title
    assert len(pdf.pages) == 1


def test_a_name_that_the_font_cannot_set_is_refused_rather_than_misprinted():
    with pytest.raises(CannotPrint):
        render_pdf(make_claims(learner_name="王小明"))


@pytest.mark.parametrize(
    "missing",
    ["learner_born_on", "learner_post", "learner_unit", "parent_name", "course_title_en", "training_kind",
     "issuer_name_en", "kind_name_en", "signatory_name", "place"],
)  # fmt: skip
def test_what_is_not_known_leaves_no_hole(missing):
    claims = dataclasses.replace(make_claims(), **{missing: ""})

    assert len(read(render_pdf(claims)).pages) == 1
    assert render_word(claims)


def test_the_word_copy_holds_the_same_claims_and_says_that_only_the_number_counts():
    claims = make_claims()
    word = Document(io.BytesIO(render_word(claims)))
    text = "\n".join(
        [p.text for p in word.paragraphs]
        + [p.text for table in word.tables for cell in table.rows[0].cells for p in cell.paragraphs]
    )

    for said in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "GIẤY CHỨNG NHẬN",
        claims.learner_name,
        "15/03/1990",
        claims.course_title,
        "16 tiết",
        claims.register_number,
        printed(claims.serial),
        claims.verify_url,
        "Hà Nội, ngày 23 tháng 11 năm 2026",
        "verify by number only",
    ):
        assert said in text, said
    section = word.sections[0]
    assert section.page_width > section.page_height
    assert word.core_properties.language == "vi-VN"
    assert {run.font.name for p in word.paragraphs for run in p.runs} == {"Times New Roman"}


def test_the_code_in_the_word_copy_is_the_same_and_has_a_description():
    claims = make_claims()
    data = render_word(claims)
    package = zipfile.ZipFile(io.BytesIO(data))
    [picture] = [name for name in package.namelist() if name.startswith("word/media/")]

    assert decode(Image.open(io.BytesIO(package.read(picture))))[0].data.decode() == claims.verify_url
    assert (
        f'descr="Mã QR dẫn tới trang xác minh giấy chứng nhận này: {claims.verify_url}"'
        in package.read("word/document.xml").decode()
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_word_takes_hostile_names_as_text(name):
    word = Document(io.BytesIO(render_word(make_claims(learner_name=name))))

    assert name in [p.text for p in word.paragraphs]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 3, 5), "ngày 05 tháng 3 năm 2026"),
        (date(2026, 2, 15), "ngày 15 tháng 02 năm 2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_dates_have_leading_zeros_where_the_decree_wants_them(day, said):
    assert long_date("Huế", day) == f"Huế, {said}"


def test_claims_have_one_spelling_and_one_digest():
    stored = make_claims().to_dict()
    shuffled = dict(reversed(stored.items()))

    assert canonical(stored) == canonical(shuffled)
    assert digest_of(stored) == digest_of(shuffled)
    assert digest_of({**stored, "periods": 17}) != digest_of(stored)


def test_invisible_characters_do_not_reach_the_paper():
    assert one_line("Nguye\u0302\u0303n\u202e Thi\u0323\n Lan\u200b") == "Nguyễn Thị Lan"

"""Every hostile or mistaken file gets a code and a sentence, quickly, and nothing else happens."""

import time
import zipfile

import pytest

from content.services.words import read_word_safely
from content.word.tree import WordRefused
from tests.support.files import bare_docx, make_docx, make_zip

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
DTD = '<!DOCTYPE x [<!ENTITY a "b">]><x/>'


def many_paragraphs() -> bytes:
    return bare_docx("".join(f'<w:p a="{i}"/>' for i in range(1_600_000)))


def slipping() -> bytes:
    return make_zip({"word/document.xml": "<x/>", "../../etc/passwd": "x"})


def bomb() -> bytes:
    return make_zip({"word/document.xml": "<x/>", "word/media/a.bin": b"\0" * 60_000_000})


CASES = {
    "empty": lambda: b"",
    "too_large": lambda: b"PK\x03\x04" + b"x" * 60_000_000,
    "pdf": lambda: b"%PDF-1.7 ...",
    "old_doc": lambda: OLE + b"\0" * 600,
    "encrypted": lambda: OLE + "EncryptedPackage".encode("utf-16-le"),
    "not_docx": lambda: make_zip({"hello.txt": "x"}),
    "zip_bomb": bomb,
    "has_dtd": lambda: bare_docx("<w:p/>", **{"word__styles.xml": DTD}),
    "too_costly": many_paragraphs,
    "broken": slipping,
}


@pytest.mark.parametrize("code", CASES)
def test_a_file_that_may_not_be_read_is_refused_with_its_code_and_a_vietnamese_sentence(code):
    data = CASES[code]()
    began = time.monotonic()

    with pytest.raises(WordRefused) as refusal:
        read_word_safely(data, filename="bai.docx")

    assert refusal.value.code == code
    assert len(str(refusal.value)) > 20
    assert time.monotonic() - began < 10


def test_a_truncated_file_and_a_text_file_are_told_apart():
    with pytest.raises(WordRefused, match=r".") as truncated:
        read_word_safely(make_docx()[:5000], filename="a.docx")
    with pytest.raises(WordRefused) as text:
        read_word_safely(b"chi la chu", filename="a.docx")

    assert (truncated.value.code, text.value.code) == ("broken", "not_docx")


def test_too_many_parts_are_refused():
    with pytest.raises(WordRefused) as refusal:
        read_word_safely(make_zip({f"a{i}": "" for i in range(2001)}, level=zipfile.ZIP_STORED), filename="a")

    assert refusal.value.code == "zip_bomb"


def test_a_script_link_is_dropped_with_a_problem_and_its_text_stays():
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "javascript:alert(1)"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>bấm đây</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )

    document = read_word_safely(bare_docx(body), filename="a.docx")

    run = document.blocks[0].runs[0]
    assert (run.text, run.href) == ("bấm đây", "")
    assert [p.code for p in document.problems] == ["unsafe_link"]
    assert document.problems[0].where.endswith(" 1")

"""Text files in the encodings people really save: told by their bytes, and named when they had to be assumed."""

import codecs
import unicodedata

import pytest

from content.word.legacy_fonts import _LOWER, _UPPER
from quizzes.importers.encodings import read_text
from quizzes.importers.refusals import FileRefused

TEXT = (
    "Thủ tục được công bố ở mức độ 4 thì đương nhiên là dịch vụ công trực tuyến toàn trình. Địa danh, Điều 5."
)


def tcvn3(text: str) -> bytes:
    letters = {letter: code for code, letter in (_LOWER | _UPPER).items()}
    return "".join(letters.get(letter, letter) for letter in text).encode("latin-1")


def cp1258(text: str) -> bytes:
    """Base letters with their shape, tone marks apart: what old Windows programs wrote."""
    out = []
    for letter in text:
        base = unicodedata.normalize("NFD", letter)
        tone = [m for m in base[1:] if m in "\u0300\u0301\u0303\u0309\u0323"]
        shape = unicodedata.normalize("NFC", base[0] + "".join(m for m in base[1:] if m not in tone))
        out.append(shape + "".join(tone))
    return "".join(out).encode("cp1258")


@pytest.mark.parametrize(
    ("data", "assumed"),
    [
        (TEXT.encode(), ""),
        (codecs.BOM_UTF8 + TEXT.encode(), ""),
        (TEXT.encode("utf-16"), ""),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), ""),
        (TEXT.encode("utf-32"), ""),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (unicodedata.normalize("NFD", TEXT).encode(), ""),
        (cp1258(TEXT), "windows-1258"),
        (tcvn3(TEXT), "TCVN3"),
    ],
)
def test_vietnamese_text_is_read_whatever_saved_it(data, assumed):
    read = read_text(data)

    assert (read.text, read.assumed) == (TEXT, assumed)


def test_western_text_stays_western():
    read = read_text("Qui crée l’abonnement à l’échéance ? Où ?".encode("cp1252"))

    assert read.text == "Qui crée l’abonnement à l’échéance ? Où ?"


def test_line_ends_become_one_and_unseen_signs_are_told():
    assert read_text(b"a\r\nb\rc\n").text == "a\nb\nc\n"
    assert read_text(b"a\x00b").had_controls
    assert read_text(b"a\x00b").text == "ab"


@pytest.mark.parametrize("data", [bytes(range(256)) * 40, b"\xff\xfe\x00", b"\x00" * 400 + b"abc"])
def test_what_is_no_text_is_refused(data):
    with pytest.raises(FileRefused) as refused:
        read_text(data)

    assert refused.value.code == "not_text"

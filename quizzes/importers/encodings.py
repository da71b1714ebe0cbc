"""Which encoding a text file is in. Pure.

A mark at the beginning decides, then UTF-8, which no other text passes by accident. What is left was saved by an old
Windows program: windows-1258 (vowels followed by a tone mark), TCVN3 (the ".Vn" fonts, one byte a letter) or
windows-1252. Each is tried, and the reading that looks most like Vietnamese is taken and named in a note: general
detectors of encodings know neither TCVN3 nor enough Vietnamese to tell the first two apart in a short file.
"""

import codecs
import re
import unicodedata
from dataclasses import dataclass

from content.word.legacy_fonts import from_tcvn3
from quizzes.importers.refusals import FileRefused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_JUDGED_BY = 100_000
"""Bytes that are looked at to tell old encodings apart."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]|[\ud800-\udfff]")
_MOST_CONTROLS = 0.02
_VIETNAMESE = frozenset(
    "ăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
    "ĂÂÊÔƠƯĐÀẢÃÁẠẰẲẴẮẶẦẨẪẤẬÈẺẼÉẸỀỂỄẾỆÌỈĨÍỊÒỎÕÓỌỒỔỖỐỘỜỞỠỚỢÙỦŨÚỤỪỬỮỨỰỲỶỸÝỴ"
    "–—‘’“”…•«»"
)
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRead:
    """``assumed`` names the encoding when nothing in the file said so; ``had_controls``: signs nobody sees were taken out."""

    text: str
    assumed: str = ""
    had_controls: bool = False


def read_text(data: bytes) -> TextRead:
    r"""The text of a file, its line ends as ``\n``, in NFC. Raises ``FileRefused`` ("not_text") for anything else."""
    text, assumed = _decoded(data)
    controls = len(_CONTROL.findall(text))
    if controls > max(8, len(text) * _MOST_CONTROLS):
        raise FileRefused("not_text")
    if controls:
        text = _CONTROL.sub("", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return TextRead(text=unicodedata.normalize("NFC", text), assumed=assumed, had_controls=controls > 0)


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(name), ""
            except UnicodeDecodeError as error:
                raise FileRefused("not_text") from error
    wide = _unmarked_utf16(data)
    if wide:
        return data.decode(wide, "replace"), wide
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        return _best_old_reading(data)


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 without its mark shows in the zero bytes of its plain letters."""
    head = data[:_JUDGED_BY]
    half = len(head) // 2
    if half < 4 or len(data) % 2:
        return ""
    if head[1::2].count(0) > half * 0.4 and head[::2].count(0) < half * 0.1:
        return "utf-16-le"
    return "utf-16-be" if head[::2].count(0) > half * 0.4 and head[1::2].count(0) < half * 0.1 else ""


def _best_old_reading(data: bytes) -> tuple[str, str]:
    head = data[:_JUDGED_BY]
    readings = {name: _old_reading(head, name) for name in ("windows-1258", "TCVN3", "windows-1252")}
    scores = {name: _likeness(text) for name, text in readings.items() if text is not None}
    name = max(scores, key=lambda one: scores[one])
    whole = _old_reading(data, name)
    if whole is None:
        raise FileRefused("not_text")
    return whole, name


def _old_reading(data: bytes, name: str) -> str | None:
    if name == "TCVN3":
        return from_tcvn3(data.decode("latin-1"), "")
    try:
        return unicodedata.normalize("NFC", data.decode(name))
    except UnicodeDecodeError:
        return None


def _likeness(text: str) -> int:
    """Points for Vietnamese letters; points off for other signs, capitals inside a word and words with two tones."""
    score = 0
    for word in _WORD.findall(text):
        tones = sum(_has_tone(letter) for letter in word)
        mixed = any(later.isupper() for later in word[1:]) and any(letter.islower() for letter in word)
        score -= 4 * (tones > 1) + 4 * mixed
    for letter in text:
        if letter > "\x7f":
            score += 1 if letter in _VIETNAMESE else -3
    return score


def _has_tone(letter: str) -> bool:
    parts = unicodedata.normalize("NFD", letter)
    return any(mark in parts for mark in "\u0300\u0301\u0303\u0309\u0323")

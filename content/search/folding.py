"""How text enters the index and how a question is put to it: folded words, and accents as extra words. Pure.

Every word is indexed without accents, so that "nop ho so" finds "Nộp hồ sơ". A word that has accents is indexed a
second time in a code of plain letters, so that a question with accents ranks the exact words first.
"""

import re
import unicodedata
import zlib

from content.vietnamese import fold

MAX_WORDS = 24
MAX_WORD_LENGTH = 40
_WORD = re.compile(r"[^\W_]+")
_CODE = "zq"


def words_of(text: str) -> list[str]:
    """The words of a text as written, in NFC and lower case; signs, emoji and wildcards are no words."""
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())


def folded_words(text: str) -> list[str]:
    """The words of a text without accents.

    >>> folded_words("Đăng ký 100% qua mạng!")
    ['dang', 'ky', '100', 'qua', 'mang']
    """
    return [fold(word) for word in words_of(text)]


def accented_words(text: str) -> list[str]:
    """The words that carry accents, each in its code; words without accents have none."""
    return [_coded(word) for word in words_of(text) if word != fold(word)]


def index_text(text: str) -> str:
    """What the index holds of a text."""
    return " ".join([*folded_words(text), *accented_words(text)])


def question_words(text: str) -> tuple[list[str], list[str]]:
    """The folded and the coded words of a question, cut to what a person would type."""
    asked = [word[:MAX_WORD_LENGTH] for word in words_of(text[:2000])][:MAX_WORDS]
    typed = " ".join(asked)
    return folded_words(typed), accented_words(typed)


def _coded(word: str) -> str:
    """A word in letters and digits that no index will take apart, one code for one spelling."""
    return f"{_CODE}{zlib.crc32(word.encode()):x}"

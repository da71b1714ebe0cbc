"""What must not be kept of what people write: telephone and identity numbers, e-mail addresses. Pure."""

import re
import unicodedata

EMAIL_MARK, NUMBER_MARK = "[e-mail]", "[số]"
MOST_DIGITS_SEARCHED = 5
LONGEST_PATH = 120

_EMAIL = re.compile(r"[^\s@<>()\[\]]{1,200}@[^\s@<>()\[\]]{1,200}")
_BETWEEN = r"[ \t.\-–—_/()]{0,3}"
# Telephone numbers have nine digits or more, however they are spaced; old identity numbers nine, new ones twelve. Six in a row are
# enough for a one-time code or a part of a file number.
_LONG_NUMBER = re.compile(rf"\+?\(?\d(?:{_BETWEEN}\d){{7,}}|\d{{6,}}")
_DATE = re.compile(r"(?<!\d)\d{1,2}([/.\-])\d{1,2}\1(?:19|20)\d{2}(?!\d)")
_SAFE_PATH = re.compile(r"/(?:[a-z0-9-]{1,60}/?){0,6}")
_KEY_LIKE = re.compile(r"(?=[a-z0-9]*\d)(?=[a-z0-9]*[a-z])[a-z0-9]{16,}")


def tidied(text: str) -> str:
    """NFC, without signs that cannot be seen; lines kept, blanks at their ends not."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    seen = "".join(
        c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )
    lines = [line.strip() for line in seen.replace("\t", " ").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def masked(text: str) -> str:
    """The text as it may be stored. Dates stay: they say when something was wrong.

    >>> masked("Gọi 0912 345 678 hoặc a@b.vn, hồ sơ nộp 12/11/2026, phí 50.000 đồng")
    'Gọi [số] hoặc [e-mail], hồ sơ nộp 12/11/2026, phí 50.000 đồng'
    """
    text = unicodedata.normalize("NFC", text.replace("＠", "@"))
    text = _EMAIL.sub(EMAIL_MARK, text)
    return _LONG_NUMBER.sub(_number, text)


def _number(match: re.Match[str]) -> str:
    return match.group() if _DATE.fullmatch(match.group()) else NUMBER_MARK


def looks_personal(question: str) -> bool:
    """Whether a search is rather a number or an address of somebody than a question: it is not counted at all."""
    digits = sum(character.isdigit() for character in question)
    return digits > MOST_DIGITS_SEARCHED or "@" in question or "＠" in question


def is_plain_path(path: str) -> bool:
    """Whether an address that is not here may be kept: words and short numbers, no keys, no numbers of people."""
    return (
        len(path) <= LONGEST_PATH
        and _SAFE_PATH.fullmatch(path) is not None
        and not looks_personal(path)
        and not _KEY_LIKE.search(path)
    )

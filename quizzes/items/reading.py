"""The few readers that all kinds share. Each raises ``ShapeError`` when the JSON is of another shape."""

import html
import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from quizzes.items.shapes import Cleaner, ShapeError

MAX_IDS = 200
_TAG = re.compile(r"<[^>]*>")
_SHOWN_WITHOUT_TEXT = re.compile(r"<img\b", re.IGNORECASE)
_CONTROLS = frozenset({"Cc", "Cs", "Zl", "Zp"})
_JOINERS = "\u200c\u200d"
_DECIMAL = re.compile(r"[+-]?[0-9]{1,30}(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,2})?", re.ASCII)


def is_empty(markup: str) -> bool:
    """Whether nothing would be seen.

    >>> is_empty("<p>&nbsp; </p>"), is_empty("<p><img src='/media/x.png'></p>")
    (True, False)
    """
    bare = _TAG.sub("", markup).replace("&nbsp;", " ").replace("\xa0", " ")
    return not bare.strip() and not _SHOWN_WITHOUT_TEXT.search(markup)


def read_alike(first: str, second: str) -> bool:
    """Whether two texts cannot be told apart by a reader; tone marks count, capitals and blanks do not.

    >>> read_alike("<b>Ký số</b>", "ký  số"), read_alike("má", "mà")
    (True, False)
    """
    return _as_read(first) == _as_read(second)


def _as_read(markup: str) -> str:
    words = html.unescape(_TAG.sub(" ", markup)).split()
    if not words:
        return markup
    return unicodedata.normalize("NFC", " ".join(words)).casefold()


def plain(text: str) -> str:
    """A text that is no HTML, on one line: NFC, without control characters and double blanks."""
    return unicodedata.normalize("NFC", " ".join(_without_controls(text, " ").split()))


def plain_lines(text: str) -> str:
    """The same for a text of several lines, which keeps its lines, tabs and blanks; only its end is trimmed."""
    one_kind = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    kept = "".join(c if c in "\n\t" else _without_controls(c, "") for c in one_kind)
    return unicodedata.normalize("NFC", kept).rstrip()


def _without_controls(text: str, instead: str) -> str:
    """Without what no database or page should hold: controls, halves of characters, marks that turn the direction."""
    kept = (c for c in text if unicodedata.category(c) != "Cf" or c in _JOINERS)
    return "".join(instead if unicodedata.category(c) in _CONTROLS else c for c in kept)


def mapping(data: object) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise ShapeError("malformed")
    return data


def text_of(data: Mapping[str, Any], name: str, default: str = "") -> str:
    value = data.get(name, default)
    if not isinstance(value, str):
        raise ShapeError("malformed")
    return value


def flag_of(data: Mapping[str, Any], name: str, default: bool) -> bool:
    value = data.get(name, default)
    if not isinstance(value, bool):
        raise ShapeError("malformed")
    return value


def whole_of(data: Mapping[str, Any], name: str, default: int) -> int:
    return whole(data.get(name, default))


def whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ShapeError("malformed")
    return value


def list_of(data: Mapping[str, Any], name: str) -> list[Any]:
    value = data.get(name)
    if not isinstance(value, list | tuple):
        raise ShapeError("malformed")
    return list(value)


def texts_of(data: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """A list of texts; an absent one is empty."""
    value = list_of(data, name) if name in data else []
    if not all(isinstance(text, str) for text in value):
        raise ShapeError("malformed")
    return tuple(value)


def by_id(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """An object whose names are ids; an absent one is empty."""
    found = mapping(data.get(name) or {})
    if not all(isinstance(one, str) for one in found):
        raise ShapeError("malformed")
    return found


def texts_by_id(data: Mapping[str, Any], name: str) -> dict[str, str]:
    found = by_id(data, name)
    return {one: text_of(found, one) for one in found}


def decimal_of(data: Mapping[str, Any], name: str, default: str) -> Decimal:
    return decimal(data.get(name, default))


def decimal(value: object) -> Decimal:
    """A decimal number that travelled as text, such as ``"0.05"``; a whole number may travel as itself."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not _DECIMAL.fullmatch(value):
        raise ShapeError("bad_number")
    return Decimal(value)


def said(remarks: Mapping[str, str], inline: Cleaner) -> dict[str, str]:
    """Remarks by id, cleaned, without those that say nothing."""
    return {one: inline(text) for one, text in remarks.items() if text.strip()}


def found(rules: Mapping[str, bool]) -> list[str]:
    """The codes of the rules that are broken, in the order they are told."""
    return [code for code, is_broken in rules.items() if is_broken]

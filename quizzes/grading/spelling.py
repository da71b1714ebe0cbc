r"""When two typed texts are the same.

Always alike: both Unicode forms of a letter, blanks at the ends and double ones, and the two ways to place a tone in
``oa``, ``oe`` and ``uy`` (hòa and hoà, khỏe and khoẻ, thúy and thuý), which the rules of spelling leave open.
Otherwise capitals, accents and blanks count unless the question says that they do not.
"""

import re
import unicodedata
from collections.abc import Sequence

from quizzes.items.accepted import AcceptedText, TextRule

_STAR, _ANY = (
    "\ue000",
    "\ue001",
)  # private characters: they stand for a star and for anything while texts are compared
_OWN = str.maketrans({_STAR: "\ufffd", _ANY: "\ufffd"})
_TONE = "\u0300\u0301\u0303\u0309\u0323"
_EARLY_TONE = re.compile(
    rf"(o)([{_TONE}])([ae])(?![a-z\u0300-\u036f])|(u)([{_TONE}])(y)(?![a-z\u0300-\u036f])", re.IGNORECASE
)


def is_same(form: AcceptedText, typed: str, rule: TextRule) -> bool:
    """Whether what was typed is this accepted form, or fits its pattern."""
    text = _compared(typed.translate(_OWN), rule)
    if not form.is_pattern:
        return text == _compared(form.text.translate(_OWN), rule)
    marked = form.text.translate(_OWN).replace("\\*", _STAR).replace("*", _ANY)
    return _fits(_compared(marked, rule).split(_ANY), text.replace("*", _STAR))


def _compared(text: str, rule: TextRule) -> str:
    seen = "".join(c for c in text if unicodedata.category(c) != "Cf")
    apart = unicodedata.normalize("NFD", seen)
    if rule.ignore_accents:
        bare = "".join(c for c in apart if not unicodedata.combining(c))
        apart = bare.replace("đ", "d").replace("Đ", "D")
    else:
        apart = _EARLY_TONE.sub(_late_tone, apart)
    if rule.ignore_case:
        apart = apart.casefold()
    return unicodedata.normalize("NFC", ("" if rule.ignore_spaces else " ").join(apart.split()))


def _late_tone(found: re.Match[str]) -> str:
    first, tone, second = (part for part in found.groups() if part)
    return first + second + tone


def _fits(pieces: Sequence[str], text: str) -> bool:
    """Whether the pieces come in this order, the first at the beginning and the last at the end.

    Each piece is taken where it first comes, so that even a hostile pattern costs no more than reading the text once
    for each of its pieces.
    """
    first, *between = pieces
    if not between:
        return text == first
    last = between.pop()
    if not text.startswith(first) or not text[len(first) :].endswith(last):
        return False
    at, end = len(first), len(text) - len(last)
    for piece in between:
        found = text.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True

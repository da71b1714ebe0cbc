"""Texts and numbers as a reader meets them: one plain line out of HTML, how long a text is, how a number was read."""

import html
import re
from decimal import Decimal

from django.utils.translation import gettext as _

from quizzes.grading import read_number
from quizzes.items.accepted import VIETNAMESE

_TAG = re.compile(r"<[^>]*>")
_ALT = re.compile(r"<img\b[^>]*\balt=\"([^\"]*)\"[^>]*>", re.IGNORECASE)
_WITH_UNIT = re.compile(r"(.*?[0-9.,])\s*([^0-9\s.,].*)", re.DOTALL)
MAX_FIGURES = 30
_BLOCKS = ("<p", "<ul", "<ol", "<table", "<h", "<img", "<pre", "<div", "<figure", "<blockquote", "<math")


def line_of(markup: str) -> str:
    """One line of plain text; a picture is told by its alternative text.

    >>> line_of("<b>Ký số</b> &amp; gửi")
    'Ký số & gửi'
    """
    return " ".join(html.unescape(_TAG.sub(" ", _ALT.sub(r" \1 ", markup))).split())


def word_count(text: str) -> int:
    """Words as Word counts them in Vietnamese: what stands between blanks."""
    return len(text.split())


def limits_in_words(low: int | None, high: int | None) -> str:
    if low and high:
        return _("Write %(low)s to %(high)s words.") % {"low": low, "high": high}
    if low:
        return _("Write at least %(low)s words.") % {"low": low}
    return _("Write at most %(high)s words.") % {"high": high} if high else ""


def reading_of(typed: str, number_format: str) -> str:
    r"""How a typed number is understood, written so that it cannot be taken for another one: blanks group thousands.

    A unit behind it is repeated. ``""`` when it says no number.

    >>> reading_of("1.784", "vi"), reading_of("1.784", "en"), reading_of("-52,3 mm", "vi")
    ('1\xa0784', '1.784', '-52,3 mm')
    """
    number = read_number(typed, number_format)
    if number is not None:
        return _figures(number, number_format)
    parted = _WITH_UNIT.fullmatch(typed.strip())
    number = read_number(parted[1], number_format) if parted else None
    return f"{_figures(number, number_format)} {parted[2]}" if parted and number is not None else ""


def _figures(number: Decimal, number_format: str) -> str:
    if abs(number.adjusted()) > MAX_FIGURES:
        return str(number)
    whole = format(number, ",f").replace(",", "\xa0")
    return whole.replace(".", ",") if number_format == VIETNAMESE else whole


def is_short(markup: str) -> bool:
    """Whether a text fits in a legend; tables, lists, formulas and several paragraphs stand above it."""
    inner = markup.strip().removeprefix("<p>")
    return not any(tag in inner for tag in _BLOCKS)


def without_paragraph(markup: str) -> str:
    """A short text without its one paragraph's tags: a legend holds words, not blocks."""
    return markup.strip().removeprefix("<p>").removesuffix("</p>")

"""A wording made fit to be stored: cleaned, judged, findable. Writes nothing."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from content.sanitising import TextTooLarge, clean_inline, clean_rich_text, strip_all
from content.vietnamese import fold
from quizzes.errors import AuthoringRefused
from quizzes.items import Content, Key, ShapeError, read_content, read_key, validate
from quizzes.items.wording import sentence_for

MAX_POINTS = Decimal("1000")
DIFFICULTIES = range(1, 6)


def clean_wording(*, kind: str, content: Mapping[str, Any], key: Mapping[str, Any]) -> tuple[Content, Key]:
    """The sanitised wording, or a refusal that names everything wrong with it."""
    try:
        clean_content = read_content(kind, content).cleaned(rich=clean_rich_text, inline=clean_inline)
        clean_key = read_key(kind, key).cleaned(rich=clean_rich_text, inline=clean_inline)
    except ShapeError as error:
        raise AuthoringRefused(_(sentence_for(error.code)), code=error.code, codes=(error.code,)) from error
    except TextTooLarge as error:
        raise AuthoringRefused(
            _("A text of this question is too long."), code="too_large", codes=("too_large",)
        ) from error
    codes = tuple(validate(kind, clean_content.to_json(), clean_key.to_json()))
    if codes:
        raise AuthoringRefused(
            " ".join(_(sentence_for(code)) for code in codes), code="invalid_wording", codes=codes
        )
    return clean_content, clean_key


def refuse_bad_marks(*, points: Decimal, difficulty: int) -> None:
    """Raise ``AuthoringRefused`` when points or difficulty are out of range."""
    if not 0 < Decimal(points) <= MAX_POINTS:
        raise AuthoringRefused(_("Points must be above 0 and at most 1,000."), code="bad_points")
    if difficulty not in DIFFICULTIES:
        raise AuthoringRefused(_("Difficulty is a number from 1 to 5."), code="bad_difficulty")


def search_text_of(*, code: str, content: Content) -> str:
    """What a question is found by: its code and everything learners read of it, without accents."""
    return " ".join(fold(strip_all(" ".join([code, *content.texts]))).split())


def bare_text(*, code: str, search_text: str) -> str:
    """What a question is found by without its code: what it says."""
    return search_text.removeprefix(fold(code)).strip()

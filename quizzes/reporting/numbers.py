"""Figures as people read them: decimal comma in Vietnamese, a dash where there is none."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format

NONE = "—"


def shown(value: float | Decimal | None, places: int = 2) -> str:
    """A number with so many decimals; a dash for None."""
    if value is None:
        return NONE
    return number_format(rounded(value, places), decimal_pos=places, use_l10n=True).replace("-", "−")


def percent(share: float | None, places: int = 1) -> str:
    """A share of 1 as per cent."""
    return NONE if share is None else f"{shown(100 * share, places)} %"


def rounded(value: float | Decimal, places: int) -> Decimal:
    """As printed: a half goes up; no negative zero."""
    step = Decimal(1).scaleb(-places)
    return Decimal(str(value)).quantize(step, rounding=ROUND_HALF_UP) + 0


def cell(value: float | None, places: int = 4) -> Decimal | None:
    """A number for a sheet: typed, and not longer than anybody needs."""
    return None if value is None else rounded(value, places)


def minutes(seconds: float | None) -> float | None:
    return None if seconds is None else seconds / 60

"""When a guide is read again. Pure."""

from calendar import monthrange
from datetime import date

MONTHS = 6
"""Half a year after a review comes the next one, unless its editor says otherwise."""


def next_review(day: date) -> date:
    """The day half a year later, or the last of that month.

    >>> next_review(date(2026, 8, 31))
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.month - 1 + MONTHS, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))

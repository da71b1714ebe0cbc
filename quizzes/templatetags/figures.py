"""Figures in templates."""

from django import template

from quizzes.reporting.numbers import percent, shown

register = template.Library()


@register.filter
def as_percent(share: float | None) -> str:
    """A share of 1 as per cent, a dash for none."""
    return percent(share)


@register.filter
def as_number(value: float | None, places: int = 2) -> str:
    """A number with so many decimals, a dash for none."""
    return shown(value, places)

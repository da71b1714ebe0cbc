"""The list of questions in the order somebody wishes, by links."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core.paginator import Page, Paginator

from quizzes.reporting.reading import WordingRow

PER_PAGE = 100


def _low(value: float | None) -> tuple[bool, float]:
    """Unknown figures stand last when rising."""
    return (value is None, value or 0.0)


KEYS: Mapping[str, Callable[[WordingRow], Any]] = {
    "ty-le": lambda row: _low(row.figures.facility),
    "phan-biet": lambda row: _low(row.figures.discrimination),
    "thoi-gian": lambda row: _low(row.figures.mean_seconds),
    "ma": lambda row: row.code,
}


def listed(rows: Sequence[WordingRow], sort: str, page: str | None) -> tuple[Page[WordingRow], str]:
    """A page of the rows in the wished order (``-`` before it: falling), and the order that was understood."""
    key = KEYS.get(sort.removeprefix("-"))
    if key is None:
        return Paginator(rows, PER_PAGE).get_page(page), ""
    return Paginator(sorted(rows, key=key, reverse=sort.startswith("-")), PER_PAGE).get_page(page), sort


def sort_links(sort: str) -> dict[str, dict[str, str]]:
    """For each column, by its name with ``_``: what its link asks for and the ``aria-sort`` of now."""
    return {
        name.replace("-", "_"): {
            "asks": f"-{name}" if sort == name else name,
            "now": {name: "ascending", f"-{name}": "descending"}.get(sort, ""),
        }
        for name in KEYS
    }

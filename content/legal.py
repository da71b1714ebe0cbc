"""The register of legal documents as rooms below it and beside it read it, and the lists of what has to follow a change.

The register is kept by a room above (``courses``); it registers its reading here, so that citizens' pages can ask.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from content.citations import Validity
from people.access import Person

Ended = Callable[[date], Mapping[str, Validity]]
"""Takes a day; gives the documents that hold no longer on it, by the key of their number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewList:
    """A screen that lists what cites documents no longer in force. ``count`` is asked only of those who may see it."""

    code: str
    name: str | Promise
    may_see: Callable[[Person], bool]
    count: Callable[[Person, date], int]
    url: Callable[[], str]


_registers: list[Ended] = []
_lists: dict[str, ReviewList] = {}


def register(source: Ended) -> None:
    if source not in _registers:
        _registers.append(source)


def register_list(one: ReviewList) -> None:
    _lists[one.code] = one


def ended_documents(day: date) -> dict[str, Validity]:
    """Every document that a register knows to hold no longer on a day."""
    return {key: validity for source in _registers for key, validity in source(day).items()}


def lists_for(person: Person, *, without: Iterable[str] = ()) -> list[ReviewList]:
    """The screens a person may open to see what a change of the law touches."""
    left_out = set(without)
    return [one for code, one in sorted(_lists.items()) if code not in left_out and one.may_see(person)]

"""What waits for editors of citizens' pages: each room says what it has, and one desk shows it all."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.utils.functional import Promise

from people.access import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPlace:
    """One kind of work: what it is called, how much of it waits for somebody, and where it is done."""

    code: str
    name: str | Promise
    may_see: Callable[[Person], bool]
    count: Callable[[Person], int]
    url: Callable[[], str]
    order: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How much of a kind of work waits for the one who asked."""

    code: str
    name: str
    count: int
    url: str


_places: dict[str, DeskPlace] = {}


def register(place: DeskPlace) -> None:
    _places[place.code] = place


def waiting_for(person: Person, *, without: Collection[str] = ()) -> list[Waiting]:
    """All kinds of work a person may see, in the order of the desk; also those of which nothing waits."""
    places = sorted(_places.values(), key=lambda place: (place.order, place.code))
    return [
        Waiting(code=place.code, name=str(place.name), count=place.count(person), url=place.url())
        for place in places
        if place.code not in without and place.may_see(person)
    ]

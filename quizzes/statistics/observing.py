"""What one graded attempt contributes, and the sums that follow from it. Pure.

Points are whole hundredths, times whole seconds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from quizzes.statistics.tally import Path, Tally

Picks = tuple[tuple[str, str], ...]
"""(part, value): which value was chosen in which part of a question. Free text never appears here."""
Outcome = Literal["blank", "nothing", "partial", "full"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemObservation:
    item: int
    version: int
    points: int
    worth: int
    is_blank: bool
    seconds: int = 0
    picks: Picks = ()

    @property
    def outcome(self) -> Outcome:
        if self.is_blank:
            return "blank"
        if self.points <= 0:
            return "nothing"
        return "full" if self.points >= self.worth else "partial"

    def to_json(self) -> list[Any]:
        blank = int(self.is_blank)
        picks = [list(pick) for pick in self.picks]
        return [self.item, self.version, self.points, self.worth, blank, self.seconds, picks]

    @classmethod
    def from_json(cls, row: Sequence[Any]) -> "ItemObservation":
        item, version, points, worth, blank, seconds, picks = row
        return cls(
            item=item,
            version=version,
            points=points,
            worth=worth,
            is_blank=bool(blank),
            seconds=seconds,
            picks=tuple((part, value) for part, value in picks),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """A graded attempt. ``points`` is the recorded total, which a person may have set; ``raw`` is the sum of answers.

    ``seconds`` is None when the time is not known (an attempt on paper).
    """

    points: int
    max_points: int
    number: int = 1
    seconds: int | None = None
    items: tuple[ItemObservation, ...] = field(default=())

    @property
    def raw(self) -> int:
        return sum(item.points for item in self.items)

    def to_json(self) -> dict[str, Any]:
        return {
            "points": self.points,
            "max": self.max_points,
            "number": self.number,
            "seconds": self.seconds,
            "items": [item.to_json() for item in self.items],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Observation":
        return cls(
            points=data["points"],
            max_points=data["max"],
            number=data["number"],
            seconds=data["seconds"],
            items=tuple(ItemObservation.from_json(row) for row in data["items"]),
        )


def paper_tally(seen: Observation) -> Tally:
    """The sums over whole attempts: how many had which score, powers of the sum of answers, times."""
    raw = seen.raw
    tally = Tally(
        [
            (("attempts",), 1),
            (("first",), int(seen.number == 1)),
            (("raw",), raw),
            (("raw2",), raw * raw),
            (("scores", str(seen.max_points), str(seen.points)), 1),
            (("lengths", str(len(seen.items))), 1),
        ]
    )
    if seen.seconds is not None:
        tally.merge(
            Tally(
                [
                    (("timed",), 1),
                    (("seconds",), seen.seconds),
                    (("seconds2",), seen.seconds**2),
                    (("minutes", str(seen.seconds // 60)), 1),
                ]
            )
        )
    return tally


def item_tally(seen: Observation, item: ItemObservation) -> Tally:
    """The sums over the answers to one wording: powers, cross products with the rest of the paper, and choices."""
    rest = seen.raw - item.points
    rows: list[tuple[Path, int]] = [
        (("answers",), 1),
        (("outcomes", item.outcome), 1),
        (("points",), item.points),
        (("points2",), item.points**2),
        (("rest",), rest),
        (("rest2",), rest * rest),
        (("cross",), item.points * rest),
        (("paper",), seen.max_points),
        (("worth", str(item.worth)), 1),
        (("timed",), int(item.seconds > 0)),
        (("seconds",), item.seconds),
    ]
    for part, value in item.picks:
        rows += [
            (("picks", part, value, "count"), 1),
            (("picks", part, value, "points"), seen.raw),
            (("picks", part, value, "paper"), seen.max_points),
        ]
    return Tally(rows)


def tallies_of(seen: Observation) -> tuple[Tally, dict[int, Tally]]:
    """The sums of one attempt: of the whole, and by version id."""
    by_version: dict[int, Tally] = {}
    for item in seen.items:
        by_version.setdefault(item.version, Tally()).merge(item_tally(seen, item))
    return paper_tally(seen), by_version

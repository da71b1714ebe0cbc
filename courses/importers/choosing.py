"""What an author has chosen on the check screen, as it waits in the database. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from content.word.tree import Changes
from courses.importers.arranging import Arrangement

Decision = Literal["", "word", "site", "both"]
"""What becomes of a lesson that is known already: the file's wording, the site's, or the file's as a new draft."""
NEW_CHAPTER = "new:"


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceChoice:
    """``chapter`` is the id of one, ``new:`` with the title of one to be made, or "" for none. None: as proposed."""

    is_taken: bool | None = None
    title: str = ""
    chapter: str | None = None
    decision: Decision = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    level: int | None = None
    """None: as the file was divided last time; a new file is one lesson."""
    changes: Changes = "accept"
    has_house_tones: bool = False
    headings: Mapping[int, int] = field(default_factory=dict)
    previous: str | None = None
    """The uuid of the import this file is a new version of, "" for none, None for what is proposed."""
    pieces: Mapping[str, PieceChoice] = field(default_factory=dict)
    alternatives: Mapping[str, str] = field(default_factory=dict)
    decorative: Mapping[str, bool] = field(default_factory=dict)
    withdrawn: tuple[str, ...] = ()
    """Uuids of lessons that are gone from the file and shall be withdrawn from learners."""
    questions_as_text: tuple[int, ...] = ()
    takes_order: bool = False

    @property
    def arrangement(self) -> Arrangement:
        return Arrangement(
            level=self.level or 0, headings=self.headings, has_house_tones=self.has_house_tones
        )

    def of(self, key: str) -> PieceChoice:
        return self.pieces.get(key) or PieceChoice()

    def as_plain(self) -> dict[str, Any]:
        return asdict(self)

    def with_level_of(self, number: int, level: int) -> "Choices":
        return replace(self, headings={**self.headings, number: level})


def choices_from_plain(plain: Mapping[str, Any]) -> Choices:
    """JSON knows no numbers as keys and no tuples: they are made again here."""
    if not plain:
        return Choices()
    return Choices(
        **{
            **plain,
            "headings": {int(number): level for number, level in plain["headings"].items()},
            "pieces": {key: PieceChoice(**piece) for key, piece in plain["pieces"].items()},
            "withdrawn": tuple(plain["withdrawn"]),
            "questions_as_text": tuple(plain["questions_as_text"]),
        }
    )


def is_divided_otherwise(before: Choices, after: Choices) -> bool:
    """Whether somebody has to look again before anything is written: other lessons, or other lessons they are compared with."""
    return (
        before.arrangement != after.arrangement
        or before.changes != after.changes
        or before.previous != after.previous
    )

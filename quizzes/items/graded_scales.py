"""Scales for groups of true or false that an authority has laid down: data with a source and a date, not code.

A scale that is changed is not edited: it is given a ``valid_until``, and its successor is added beside it. Questions
keep the fractions they were written with.
"""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal

_FILE = Path(__file__).with_suffix(".json")


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedScale:
    """``fractions`` of the points for none, one, two … statements right; valid on both days named."""

    code: str
    name_vi: str
    name_en: str
    source: str
    valid_from: date
    valid_until: date | None
    fractions: tuple[Decimal, ...]

    @property
    def statements(self) -> int:
        """How many statements a question under this scale has."""
        return len(self.fractions) - 1

    def name_in(self, language: Literal["vi", "en"]) -> str:
        return self.name_vi if language == "vi" else self.name_en

    def is_valid(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)


@cache
def all_scales() -> tuple[GradedScale, ...]:
    """Every scale on file, past ones too."""
    return tuple(
        GradedScale(
            code=row["code"],
            name_vi=row["name"]["vi"],
            name_en=row["name"]["en"],
            source=row["source"],
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_until=date.fromisoformat(row["valid_until"]) if row["valid_until"] else None,
            fractions=tuple(Decimal(step) for step in row["fractions"]),
        )
        for row in json.loads(_FILE.read_text(encoding="utf-8"))
    )


def scales_on(day: date, *, statements: int | None = None) -> list[GradedScale]:
    """The scales in force on a day, for questions with so many statements or for all."""
    return [scale for scale in all_scales() if scale.is_valid(day) and statements in {None, scale.statements}]

"""A question that is nothing but its text: no group of choices stands beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quizzes.items.reading import mapping, text_of
from quizzes.items.shapes import Cleaner, Groups


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainContent:
    stem: str

    @property
    def groups(self) -> Groups:
        return {}

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.stem,)

    def to_json(self) -> dict[str, Any]:
        return {"stem": self.stem}

    def cleaned(self, *, rich: Cleaner, inline: Cleaner) -> "PlainContent":
        return PlainContent(stem=rich(self.stem))


def read_content(data: Mapping[str, Any]) -> PlainContent:
    return PlainContent(stem=text_of(mapping(data), "stem"))

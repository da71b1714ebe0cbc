"""A free text, files, or both, read and scored by a person."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from quizzes.items.reading import (
    decimal_of,
    found,
    is_empty,
    list_of,
    mapping,
    text_of,
    texts_of,
    whole,
    whole_of,
)
from quizzes.items.remarks import Remarks, read_remarks
from quizzes.items.shapes import Cleaner, Groups, Kind

PLAIN, RICH = "plain", "rich"
MAX_FILES = 20
MAX_MB = 200
_EXTENSION = re.compile(r"[a-z0-9]{1,10}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRule:
    """How many files may come along, how large each, of which kinds (extensions without the dot); 0: none."""

    max_count: int = 0
    max_mb: int = 0
    kinds: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {"max_count": self.max_count, "max_mb": self.max_mb, "kinds": list(self.kinds)}

    def problems(self) -> dict[str, bool]:
        has_files = self.max_count > 0
        return {
            "file_count_out_of_range": not 0 <= self.max_count <= MAX_FILES,
            "file_size_out_of_range": has_files and not 1 <= self.max_mb <= MAX_MB,
            "file_kinds_missing": has_files and not self.kinds,
            "file_kind_not_known": not all(_EXTENSION.fullmatch(kind) for kind in self.kinds),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class EssayContent:
    """``template`` is HTML the learner starts from. ``min_words`` and ``max_words``: None asks for nothing."""

    stem: str
    format: str = PLAIN
    min_words: int | None = None
    max_words: int | None = None
    files: FileRule = field(default_factory=FileRule)
    template: str = ""

    @property
    def groups(self) -> Groups:
        return {}

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.stem, self.template)

    def to_json(self) -> dict[str, Any]:
        return {
            "stem": self.stem,
            "format": self.format,
            "min_words": self.min_words,
            "max_words": self.max_words,
            "files": self.files.to_json(),
            "template": self.template,
        }

    def cleaned(self, *, rich: Cleaner, inline: Cleaner) -> "EssayContent":
        return replace(self, stem=rich(self.stem), template=rich(self.template))


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A line of the rubric: what a marker looks for and the points it is worth at most."""

    id: str
    text: str
    points: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class EssayKey(Remarks):
    """``guidance`` is for markers, ``sample`` an answer that would earn full points; both HTML."""

    rubric: tuple[Criterion, ...] = ()
    guidance: str = ""
    sample: str = ""

    def to_json(self) -> dict[str, Any]:
        rubric = [{"id": line.id, "text": line.text, "points": str(line.points)} for line in self.rubric]
        return {"rubric": rubric, "guidance": self.guidance, "sample": self.sample, **self.remarks_json()}

    def cleaned(self, *, rich: Cleaner, inline: Cleaner) -> "EssayKey":
        rubric = tuple(replace(line, text=inline(line.text)) for line in self.rubric)
        return replace(
            self,
            rubric=rubric,
            guidance=rich(self.guidance),
            sample=rich(self.sample),
            **self.cleaned_remarks(rich),
        )


def read_content(data: Mapping[str, Any]) -> EssayContent:
    files = mapping(mapping(data).get("files") or {})
    return EssayContent(
        stem=text_of(data, "stem"),
        format=text_of(data, "format") or PLAIN,
        min_words=_words(data, "min_words"),
        max_words=_words(data, "max_words"),
        files=FileRule(
            max_count=whole_of(files, "max_count", 0),
            max_mb=whole_of(files, "max_mb", 0),
            kinds=tuple(kind.lower().lstrip(".") for kind in texts_of(files, "kinds")),
        ),
        template=text_of(data, "template"),
    )


def _words(data: Mapping[str, Any], name: str) -> int | None:
    value = data.get(name)
    return None if value is None else whole(value)


def read_key(data: Mapping[str, Any]) -> EssayKey:
    lines = [mapping(line) for line in list_of(data, "rubric")] if "rubric" in mapping(data) else []
    return EssayKey(
        rubric=tuple(
            Criterion(
                id=text_of(line, "id"), text=text_of(line, "text"), points=decimal_of(line, "points", "0")
            )
            for line in lines
        ),
        guidance=text_of(data, "guidance"),
        sample=text_of(data, "sample"),
        **read_remarks(data),
    )


def problems(content: EssayContent, key: EssayKey) -> list[str]:
    low, high = content.min_words, content.max_words
    ids = [line.id for line in key.rubric]
    return found(
        {
            "stem_empty": is_empty(content.stem),
            "unknown_essay_format": content.format not in {PLAIN, RICH},
            "words_out_of_range": (low is not None and low < 0) or (high is not None and high < 1),
            "max_words_below_min": low is not None and high is not None and high < low,
            **content.files.problems(),
            "rubric_ids_not_unique": len(set(ids)) < len(ids) or not all(ids),
            "rubric_line_empty": any(is_empty(line.text) for line in key.rubric),
            "rubric_without_points": any(line.points <= 0 for line in key.rubric),
        }
    )


KIND = Kind(code="essay", read_content=read_content, read_key=read_key, problems=problems, needs_marking=True)

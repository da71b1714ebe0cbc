"""Each source has one target. Targets may be left over, and one target may serve several sources."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any

from quizzes.items.choices import (
    ALL_OR_NOTHING,
    PROPORTIONAL,
    Choice,
    choices_json,
    cleaned_choices,
    ids_of,
    listing_problems,
    read_choices,
)
from quizzes.items.reading import found, is_empty, mapping, read_alike, said, text_of, texts_by_id
from quizzes.items.remarks import Remarks, read_remarks
from quizzes.items.shapes import Cleaner, Groups, Kind

SCORINGS = (PROPORTIONAL, ALL_OR_NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingContent:
    stem: str
    sources: tuple[Choice, ...]
    targets: tuple[Choice, ...]

    @property
    def groups(self) -> Groups:
        return {"sources": ids_of(self.sources), "targets": ids_of(self.targets)}

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.stem, *(choice.text for choice in (*self.sources, *self.targets)))

    def to_json(self) -> dict[str, Any]:
        return {
            "stem": self.stem,
            "sources": choices_json(self.sources),
            "targets": choices_json(self.targets),
        }

    def cleaned(self, *, rich: Cleaner, inline: Cleaner) -> "MatchingContent":
        return MatchingContent(
            stem=rich(self.stem),
            sources=cleaned_choices(self.sources, inline),
            targets=cleaned_choices(self.targets, inline),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingKey(Remarks):
    """``choice_feedback`` speaks of sources."""

    pairs: Mapping[str, str]
    scoring: str = PROPORTIONAL
    choice_feedback: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {
            "pairs": dict(self.pairs),
            "scoring": self.scoring,
            "choice_feedback": dict(self.choice_feedback),
            **self.remarks_json(),
        }

    def cleaned(self, *, rich: Cleaner, inline: Cleaner) -> "MatchingKey":
        return replace(self, choice_feedback=said(self.choice_feedback, inline), **self.cleaned_remarks(rich))


def read_content(data: Mapping[str, Any]) -> MatchingContent:
    return MatchingContent(
        stem=text_of(mapping(data), "stem"),
        sources=read_choices(data, "sources"),
        targets=read_choices(data, "targets"),
    )


def read_key(data: Mapping[str, Any]) -> MatchingKey:
    return MatchingKey(
        pairs=texts_by_id(mapping(data), "pairs"),
        scoring=text_of(data, "scoring") or PROPORTIONAL,
        choice_feedback=texts_by_id(data, "choice_feedback"),
        **read_remarks(data),
    )


def problems(content: MatchingContent, key: MatchingKey) -> list[str]:
    sources, targets = set(ids_of(content.sources)), set(ids_of(content.targets))
    targets_read = [target.text for target in content.targets]
    return found(
        {
            "stem_empty": is_empty(content.stem),
            **listing_problems(content.sources, one="source", many="sources"),
            **listing_problems(content.targets, one="target", many="targets"),
            "targets_alike": any(read_alike(a, b) for a, b in combinations(targets_read, 2)),
            "source_without_target": not sources <= set(key.pairs),
            "pair_for_no_source": not set(key.pairs) <= sources,
            "pair_to_no_target": not set(key.pairs.values()) <= targets,
            "unknown_scoring": key.scoring not in SCORINGS,
            "feedback_for_no_choice": not set(key.choice_feedback) <= sources,
        }
    )


KIND = Kind(
    code="matching",
    read_content=read_content,
    read_key=read_key,
    problems=problems,
    always_shuffled=frozenset({"targets"}),
)

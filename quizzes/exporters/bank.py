"""What an exporter is given, and what it hands back. Plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from quizzes.importers.drafts import Lost, Picture, Tag


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedItem:
    """One question in its current wording. ``state`` is draft, in_use or retired; ``category`` is outermost first."""

    code: str
    kind: str
    content: Mapping[str, Any]
    key: Mapping[str, Any]
    points: str = "1"
    difficulty: int = 2
    state: str = "in_use"
    category: tuple[str, ...] = ()
    tags: tuple[Tag, ...] = ()
    language: str = ""
    source: str = ""
    legal_basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedBank:
    """``pictures`` by the address (``src``) they have in the HTML of the items; absent ones cannot be read any more."""

    name: str
    items: tuple[ExportedItem, ...] = ()
    language: str = "vi"
    pictures: Mapping[str, Picture] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotHeld:
    """Something of one question that the format has no place for. Without ``field`` the whole question was left out."""

    code: str
    lost: Lost


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedFile:
    data: bytes
    not_held: tuple[NotHeld, ...] = ()

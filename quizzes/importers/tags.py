"""Labels of a question in formats that know only one kind of them: ``topic: …`` is a topic, ``difficulty: 3`` a difficulty.

So a bank that goes through such a format comes back whole, and people who see the labels there can read them. Pure.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from quizzes.importers.drafts import TAG_KINDS, Tag

MAX_NAME = 50
"""Moodle keeps no longer tag."""
FIELDS = ("difficulty", "language", "source", "legal basis")


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What the tags of a question say. ``difficulty`` is None when none of them does."""

    tags: tuple[Tag, ...]
    difficulty: int | None = None
    language: str = ""
    source: str = ""
    legal_basis: str = ""


def tag_of(name: str) -> Tag:
    """A tag by its name in the file; what it is about may stand before a colon."""
    kind, colon, rest = name.partition(":")
    if colon and rest.strip() and kind.strip().lower() in (*TAG_KINDS[1:], *FIELDS):
        return Tag(kind=kind.strip().lower(), name=rest.strip())
    return Tag(kind="tag", name=name.strip())


def labels_of(tags: Iterable[Tag]) -> Labels:
    """The fields that travelled as tags taken out of them; a difficulty that is none stays a tag."""
    kept: list[Tag] = []
    said: dict[str, str] = {}
    for tag in tags:
        is_difficulty = tag.kind == "difficulty" and tag.name in {"1", "2", "3", "4", "5"}
        if is_difficulty or (tag.kind in FIELDS and tag.kind != "difficulty"):
            said[tag.kind] = tag.name
        elif tag.name and tag not in kept:
            kept.append(tag if tag.kind in TAG_KINDS else Tag(kind="tag", name=f"{tag.kind}: {tag.name}"))
    return Labels(
        tags=tuple(kept),
        difficulty=int(said["difficulty"]) if "difficulty" in said else None,
        language=said.get("language", ""),
        source=said.get("source", ""),
        legal_basis=said.get("legal basis", ""),
    )

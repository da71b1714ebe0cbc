"""The words by which an author's file says what is a fact, what is to be prepared, whom to ask. Pure; the words are data."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from content.vietnamese import fold

_FILE = Path(__file__).parent / "data" / "guide_labels.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Labels folded (no accents, small letters): by label, what it means; and how headings begin."""

    facts: Mapping[str, str]
    contact: Mapping[str, str]
    before: tuple[str, ...]
    help: tuple[str, ...]
    only_some: tuple[str, ...]
    """How the title of a part begins that concerns only those whom it names."""
    remedy: tuple[str, ...]
    steps: str
    """What a section of steps is called where the file does not say."""


@cache
def labels() -> Labels:
    raw = json.loads(_FILE.read_text(encoding="utf-8"))
    return Labels(
        facts=_by_label(raw["facts"]),
        contact=_by_label(raw["contact"]),
        before=tuple(fold(word) for word in raw["before"]),
        help=tuple(fold(word) for word in raw["help"]),
        only_some=tuple(fold(word) for word in raw["only_some"]),
        remedy=tuple(fold(word) for word in raw["remedy"]),
        steps=raw["steps"],
    )


def _by_label(table: Mapping[str, list[str]]) -> dict[str, str]:
    return {fold(word): name for name, words in table.items() for word in words}


def begins_with(text: str, words: tuple[str, ...]) -> bool:
    """Whether a heading begins with one of these words, numbers before it left out.

    >>> begins_with("2. Trước khi bắt đầu", labels().before)
    True
    """
    return fold(text).lstrip("0123456789.)ivx- ").startswith(words)

"""What stands on a handout, and how much of it: ready-made words, shortened honestly. Pure."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Literal

LONGEST_ITEM = 190
LONGEST_NOTE = 260
MOST_ITEMS = 60
"""More do not fit a page at any size; the typesetter leaves out what does not fit of these."""

Kind = Literal["checks", "steps", "points"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A thing to have, a step or a point; ``lead`` is printed bold before the text."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    title: str
    kind: Kind
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything printed is a word of this sheet, in the language of its reader."""

    language: str
    site: str
    heading: str
    title: str
    summary: str
    facts: tuple[tuple[str, str], ...]
    groups: tuple[Group, ...]
    warning: str
    address: str
    qr_text: str
    scan: str
    scan_steps: tuple[str, ...]
    go_on: str
    help: tuple[tuple[str, str], ...]
    """Label and words: the telephone first."""

    reviewed: str
    owner: str
    reviewed_on: str
    """ISO: the moment the document says it was made."""

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @property
    def fingerprint(self) -> str:
        """The same for the same words."""
        return sha256(self.to_json().encode()).hexdigest()[:24]

    @property
    def item_count(self) -> int:
        return sum(len(group.items) for group in self.groups)


def shortened(text: str, most: int = LONGEST_ITEM) -> str:
    """The text, or its first sentences, or its first words and three dots.

    >>> shortened("Mở trang. Đăng nhập. Tìm thủ tục.", 22)
    'Mở trang. Đăng nhập. …'
    >>> shortened("Mở trang chủ của Cổng", 12)
    'Mở trang …'
    """
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    room = text[: most - 1]
    end = max(room.rfind(mark) for mark in (". ", "! ", "? ", "; "))
    if end > most // 3:
        return f"{room[: end + 1]} …"
    words = room.rsplit(" ", 1)[0].rstrip(" ,;:.–-") if " " in room else room[:-1]
    return f"{words} …"


def first_items(groups: Sequence[Group], most: int) -> tuple[Group, ...]:
    """The first items of all groups together; a group of which nothing is left is gone with its title.

    >>> two = Group(title="A", kind="steps", items=(Item(text="1"), Item(text="2")))
    >>> [len(group.items) for group in first_items([two, two], 3)]
    [2, 1]
    """
    kept: list[Group] = []
    for group in groups:
        if most <= 0:
            break
        kept.append(replace(group, items=group.items[:most]))
        most -= len(group.items)
    return tuple(kept)

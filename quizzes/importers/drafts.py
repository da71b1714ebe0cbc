"""What every parser hands over: one draft per question found, and notes about the file. Plain data that fits in JSON."""

import base64
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Severity = Literal["error", "warning", "info"]

IMPORTABLE = (
    "single_choice", "multiple_choice", "true_false", "true_false_group", "matching", "ordering",
    "short_answer", "numerical", "cloze", "essay", "hotspot",
)  # fmt: skip
RECOGNISED = ("unclear", "description", "drag_marker", "calculated", "random", "other")
"""Types a parser tells apart that cannot be asked here ("unclear" is a question whose type cannot be told)."""

TAG_KINDS = ("tag", "topic", "skill", "outcome")

PENDING = "/media/questions-pending/"
"""Where the pictures of a file stand in its HTML until it is applied: ``/media/questions-pending/<sha256>.<ext>``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something the author should know. ``code`` is a key of ``messages.SENTENCES``; ``detail`` fills its sentence."""

    severity: Severity
    where: str
    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """``kind`` is one of ``TAG_KINDS``."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A field of one question that the other side cannot hold. ``field`` is a key of ``messages.FIELDS``."""

    field: str
    excerpt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture that came with the file. ``data`` is empty when it was read back from JSON."""

    name: str
    data: bytes = b""
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One question found. ``rejected`` is the code of the reason why it cannot be imported, or empty."""

    where: str
    kind: str
    content: Mapping[str, Any]
    key: Mapping[str, Any] = field(default_factory=dict)
    code: str = ""
    """A code given by the file itself; empty when the file has none."""
    number: str = ""
    recognised_by: tuple[str, ...] = ()
    rejected: str = ""
    detail: str = ""
    is_incomplete: bool = False
    """Something of it could not be kept: it comes in as a draft that is not asked until somebody has looked."""
    points: str = "1"
    difficulty: int = 2
    category: tuple[str, ...] = ()
    """The path of its category, outermost first; empty when the file names none."""
    tags: tuple[Tag, ...] = ()
    language: str = ""
    source: str = ""
    legal_basis: str = ""
    lost: tuple[Lost, ...] = ()
    """What the file said about this question and an item cannot hold."""

    @property
    def is_importable(self) -> bool:
        return not self.rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedBank:
    """``pictures`` by sha256 of their bytes."""

    format: str
    drafts: tuple[Draft, ...] = ()
    notes: tuple[Note, ...] = ()
    pictures: Mapping[str, Picture] = field(default_factory=dict)

    def to_json(self, *, with_bytes: bool = False) -> dict[str, Any]:
        """Plain data. The bytes of pictures are left out (they stand in the kept original) unless asked for, as base64."""
        data = asdict(self)
        for picture in data["pictures"].values():
            raw = picture.pop("data")
            if with_bytes:
                picture["data"] = base64.b64encode(raw).decode()
        return data


def from_json(data: Mapping[str, Any]) -> ParsedBank:
    """A bank as ``to_json`` wrote it; banks of before categories and pictures are read too."""
    return ParsedBank(
        format=data["format"],
        drafts=tuple(_draft(draft) for draft in data["drafts"]),
        notes=tuple(Note(**note) for note in data["notes"]),
        pictures={
            sha256: Picture(
                name=one["name"], alt=one["alt"], data=base64.b64decode(one.get("data", ""), validate=True)
            )
            for sha256, one in data.get("pictures", {}).items()
        },
    )


def _draft(data: Mapping[str, Any]) -> Draft:
    """JSON has no tuples: they are made again here."""
    return Draft(
        **{
            **data,
            "recognised_by": tuple(data["recognised_by"]),
            "category": tuple(data.get("category", ())),
            "tags": tuple(Tag(**tag) for tag in data.get("tags", ())),
            "lost": tuple(Lost(**lost) for lost in data.get("lost", ())),
        }
    )

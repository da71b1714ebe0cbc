"""What every parser hands over: one draft per question found, and notes about the file. Plain data that fits in JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Severity = Literal["error", "warning", "info"]

IMPORTABLE = ("single_choice", "multiple_choice", "true_false")
RECOGNISED = (
    "true_false_group", "matching", "ordering", "numerical", "short_answer", "cloze", "essay", "unclear",
)  # fmt: skip
"""Types a parser tells apart that cannot be asked here yet ("unclear" is a question whose type cannot be told)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something the author should know. ``code`` is a key of ``messages.SENTENCES``; ``detail`` fills its sentence."""

    severity: Severity
    where: str
    code: str
    detail: str = ""


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

    @property
    def is_importable(self) -> bool:
        return not self.rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedBank:
    format: str
    drafts: tuple[Draft, ...] = ()
    notes: tuple[Note, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def from_json(data: Mapping[str, Any]) -> ParsedBank:
    drafts = tuple(
        Draft(**{**draft, "recognised_by": tuple(draft["recognised_by"])}) for draft in data["drafts"]
    )
    return ParsedBank(
        format=data["format"], drafts=drafts, notes=tuple(Note(**note) for note in data["notes"])
    )

"""What a format cannot hold, written down field by field while a bank is exported. Pure."""

from collections.abc import Collection

from quizzes.exporters.bank import ExportedItem, NotHeld
from quizzes.importers.drafts import Lost
from quizzes.importers.markup import excerpt_of

_OUTCOMES = ("feedback_correct", "feedback_partial", "feedback_wrong")


class Losses:
    def __init__(self) -> None:
        self._found: list[NotHeld] = []

    def lose(self, item: ExportedItem, field: str, value: object = "") -> None:
        """``field`` is a key of ``messages.FIELDS``."""
        one = NotHeld(code=item.code, lost=Lost(field=field, excerpt=excerpt_of(str(value))))
        if one not in self._found:
            self._found.append(one)

    def leave_out(self, item: ExportedItem, *, because: str = "") -> None:
        """The format has no such question at all; ``because`` names the field that it cannot do without."""
        self.lose(item, "question", item.kind)
        if because:
            self.lose(item, because)

    def lose_common(self, item: ExportedItem, *, holds: Collection[str]) -> None:
        """The fields every kind has, except those the format ``holds``."""
        for name in ("feedback", *_OUTCOMES):
            if item.key.get(name) and name not in holds:
                self.lose(item, name, item.key[name])
        if item.key.get("hints") and "hints" not in holds:
            self.lose(item, "hints", " ".join(item.key["hints"]))
        values = {
            "points": "" if item.points in {"1", "1.0", "1.00"} else item.points,
            "state": "" if item.state == "in_use" else item.state,
            "difficulty": "" if item.difficulty == 2 else str(item.difficulty),
            "category": " / ".join(item.category),
            "tags": ", ".join(tag.name for tag in item.tags),
            "language": item.language,
            "source": item.source,
            "legal_basis": item.legal_basis,
            "code": item.code,
            "choice_feedback": " ".join(item.key.get("choice_feedback", {}).values()),
        }
        for name, value in values.items():
            if value and name not in holds:
                self.lose(item, name, value)

    def found(self) -> tuple[NotHeld, ...]:
        return tuple(self._found)

"""What every key may say to a learner afterwards, whatever the kind of question."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quizzes.items.reading import mapping, text_of, texts_of
from quizzes.items.shapes import Cleaner

_BY_OUTCOME = ("feedback_correct", "feedback_partial", "feedback_wrong")


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarks:
    """HTML: ``feedback`` for everybody, three by outcome, and hints in the order they are given."""

    feedback: str = ""
    feedback_correct: str = ""
    feedback_partial: str = ""
    feedback_wrong: str = ""
    hints: tuple[str, ...] = ()

    def remarks_json(self) -> dict[str, Any]:
        """What is empty is not written, so that wordings stored before these fields stay equal to themselves."""
        by_outcome = {name: getattr(self, name) for name in _BY_OUTCOME if getattr(self, name)}
        hints = {"hints": list(self.hints)} if self.hints else {}
        return {"feedback": self.feedback, **by_outcome, **hints}

    def cleaned_remarks(self, rich: Cleaner) -> dict[str, Any]:
        """The fields of :class:`Remarks` after cleaning, for ``dataclasses.replace``."""
        return {
            "feedback": rich(self.feedback),
            **{name: rich(getattr(self, name)) for name in _BY_OUTCOME},
            "hints": tuple(rich(hint) for hint in self.hints if hint.strip()),
        }


def read_remarks(data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of :class:`Remarks` in a key's JSON."""
    known = mapping(data)
    return {
        "feedback": text_of(known, "feedback"),
        **{name: text_of(known, name) for name in _BY_OUTCOME},
        "hints": texts_of(known, "hints"),
    }

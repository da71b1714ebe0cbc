"""Whether an answer given to one wording of a question can be read against the key of another. Pure."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any

from quizzes.grading.answers import is_blank
from quizzes.grading.items import score_of
from quizzes.grading.rounding import ZERO
from quizzes.items import ShapeError, kind_of
from quizzes.items.cloze import ClozeContent
from quizzes.items.numerical import NumericalContent


class Comparison(StrEnum):
    """``same``: what learners read is the same. ``reworded``: other words, the same parts. ``different``: other parts."""

    SAME = "same"
    REWORDED = "reworded"
    DIFFERENT = "different"


def comparison_of(
    kind: str, content: Mapping[str, Any], new_kind: str, new_content: Mapping[str, Any]
) -> Comparison:
    """Compare what was asked with what is asked now.

    Answers speak of ids of parts. They mean the same only when kind and ids are the same; a typed number also needs
    the same way of writing numbers.
    """
    if kind != new_kind or kind_of(kind).needs_marking:
        return Comparison.DIFFERENT
    try:
        old, new = kind_of(kind).read_content(content), kind_of(kind).read_content(new_content)
    except ShapeError:
        return Comparison.DIFFERENT
    if _parts(old) != _parts(new) or _writing(old) != _writing(new):
        return Comparison.DIFFERENT
    return Comparison.SAME if old == new else Comparison.REWORDED


def _parts(content: Any) -> dict[str, frozenset[str]]:
    return {group: frozenset(ids) for group, ids in content.groups.items()}


def _writing(content: Any) -> Any:
    """What decides how a typed answer is read, beside the key."""
    if isinstance(content, NumericalContent):
        return content.number_format, content.units
    if isinstance(content, ClozeContent):
        return {gap.id: (gap.kind, gap.number_format) for gap in content.gaps}
    return None


def reread(
    kind: str,
    key: Mapping[str, Any],
    answer: Mapping[str, Any],
    points: Decimal,
    content: Mapping[str, Any],
) -> Decimal:
    """What an answer earns against this key; nothing when it is blank. For kinds a machine can score."""
    if is_blank(answer):
        return ZERO
    score = score_of(kind, key, answer, points, content)
    if score is None:
        raise ValueError(f"a person scores questions of kind {kind}")
    return score

"""What practice opens of a running attempt: the answer that was looked at, its explanation, hints. Reads the keys."""

from collections.abc import Sequence
from typing import Any

from quizzes.grading import is_blank, score_of
from quizzes.models import AttemptItem, ItemVersion
from quizzes.presenting.judging import Judged, judge, outcome_of
from quizzes.reviewing import EVERYTHING, Sight
from quizzes.services.practising import TRIES_BEFORE_EXPLAINING

FIRST_LOOK = frozenset({Sight.ANSWERS, Sight.CORRECTNESS})
"""What a first wrong try is told: which parts are right. Why, and the right answer, come after the second."""


def practice_of(slots: Sequence[AttemptItem]) -> dict[int, dict[str, Any]]:
    """The fields of a shown question that practice fills, by slot; one query for the keys."""
    keys = dict(ItemVersion.objects.filter(pk__in=[s.version_id for s in slots]).values_list("pk", "key"))
    return {slot.slot: _opened(slot, keys[slot.version_id]) for slot in slots}


def _opened(slot: AttemptItem, key: dict[str, Any]) -> dict[str, Any]:
    hints = tuple(key.get("hints", ()))
    return {
        "judged": _judged(slot, key),
        "hints": hints[: slot.hints_given],
        "has_more_hints": slot.hints_given < len(hints),
    }


def _judged(slot: AttemptItem, key: dict[str, Any]) -> Judged | None:
    """The answer as it was looked at; None when it was not, or was changed since."""
    response = getattr(slot, "response", None)
    if response is None or is_blank(response.answer) or response.revision != slot.checked_revision:
        return None
    version = slot.version
    score = score_of(version.kind, key, response.answer, slot.points, version.content)
    outcome = outcome_of(is_answered=True, score=score, points=slot.points)
    is_explained = outcome in {"right", "waiting"} or slot.tries >= TRIES_BEFORE_EXPLAINING
    return judge(
        kind=version.kind,
        content=version.content,
        key=key,
        arrangement=slot.arrangement,
        answer=response.answer,
        outcome=outcome,
        seen=EVERYTHING if is_explained else FIRST_LOOK,
    )

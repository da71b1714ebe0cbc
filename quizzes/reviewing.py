"""What a learner may see of an attempt, and when. Pure.

Two rules, the narrower wins. The *policy* says from when right answers may be known at all; the *matrix* says, moment by
moment, what is shown of it. A quiz without a matrix shows all that its policy allows.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

JUST_AFTER = timedelta(minutes=2)
"""How long "right after handing in" lasts."""


class Sight(StrEnum):
    """One thing that can be shown of an attempt."""

    POINTS = "points"
    ANSWERS = "answers"
    CORRECTNESS = "correctness"
    KEY = "key"
    FEEDBACK = "feedback"


class Moment(StrEnum):
    DURING = "during"
    RIGHT_AFTER = "right_after"
    WHILE_OPEN = "while_open"
    AFTER_CLOSE = "after_close"


Matrix = Mapping[str, Sequence[str]]
EVERYTHING = frozenset(Sight)
TELLS_THE_KEY = frozenset({Sight.CORRECTNESS, Sight.KEY, Sight.FEEDBACK})
"""From each of these somebody who sits the quiz again, or their neighbour, can learn what is right."""


def may_see_answers(
    *, policy: str, is_passed: bool, attempts_left: int | None, is_running: bool, is_over: bool
) -> bool:
    """Whether a learner may see the key of an attempt that is closed.

    Never while another attempt runs: it may hold the same questions, so a blank sitting would buy the key.
    ``after_last`` opens on passing, after the last attempt, or when the quiz has closed for everybody;
    ``after_close`` only then.
    """
    if is_running or policy == "never":
        return False
    if policy == "after_close":
        return is_over
    return policy == "after_each" or is_passed or attempts_left == 0 or is_over


def moment_of(*, closed_at: datetime | None, closes_at: datetime | None, now: datetime) -> Moment:
    """Where an attempt stands: running, handed in just now, quiz still open, quiz closed for this learner."""
    if closed_at is None:
        return Moment.DURING
    if closes_at is not None and now >= closes_at:
        return Moment.AFTER_CLOSE
    return Moment.RIGHT_AFTER if now - closed_at < JUST_AFTER else Moment.WHILE_OPEN


def what_may_be_seen(
    *, matrix: Matrix, moment: Moment, key_is_open: bool, is_practice: bool = False
) -> frozenset[Sight]:
    """What to show. ``key_is_open`` is the answer of :func:`may_see_answers`.

    While an attempt runs nothing that tells the key is ever shown, but in practice, where each answer is explained at once.
    """
    if is_practice and moment is Moment.DURING:
        return EVERYTHING
    allowed = EVERYTHING if not matrix else frozenset(Sight(sight) for sight in matrix.get(moment, ()))
    if moment is Moment.DURING:
        return allowed - TELLS_THE_KEY if matrix else frozenset({Sight.ANSWERS})
    return allowed if key_is_open else allowed - TELLS_THE_KEY


def problems_of(matrix: object) -> list[str]:
    """Codes of what is wrong with a matrix as it was stored or sent; an empty list means it can be used."""
    if not isinstance(matrix, Mapping):
        return ["malformed"]
    found = [] if set(matrix) <= set(Moment) else ["unknown_moment"]
    for sights in matrix.values():
        if not isinstance(sights, list | tuple) or not all(isinstance(sight, str) for sight in sights):
            return ["malformed"]
        if not set(sights) <= set(Sight):
            found.append("unknown_sight")
    if set(matrix.get(Moment.DURING, ())) & TELLS_THE_KEY:
        found.append("tells_the_key_during")
    return list(dict.fromkeys(found))

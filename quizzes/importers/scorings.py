"""Which of our ways of scoring a foreign item follows: told by what it gives for chosen answers, not by how it is written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

Score = Callable[[Sequence[str]], Decimal]
"""Fraction 0..1 of the points for the choices picked."""
_PLACES = Decimal("0.0000001")
_CLOSE = Decimal("0.000002")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """``is_exact`` is false when none of our ways gives what the file gives: then it is all or nothing, and said so."""

    name: str
    correct: tuple[str, ...] = ()
    weights: Mapping[str, str] = field(default_factory=dict)
    is_exact: bool = True


def scoring_of_choices(
    ids: Sequence[str], score: Score, *, is_single: bool, correct: Sequence[str]
) -> Scoring:
    """``correct``: the choices the file names as its key, empty when only the scores tell."""
    alone = {one: score([one]) for one in ids}
    right = tuple(one for one in ids if one in correct) or tuple(one for one in ids if alone[one] > 0)
    if is_single:
        return _of_single(alone, right)
    if not right:
        return Scoring(name="all_or_nothing", is_exact=False)
    tried = _tried(ids, right)
    given = [score(picks) for picks in tried]
    for name, rule in _RULES.items():
        if all(_is_close(got, rule(picks, right)) for picks, got in zip(tried, given, strict=True)):
            return Scoring(name=name, correct=right)
    weights = {one: alone[one] if alone[one] else _when_taken_away(one, right, score) for one in ids}
    if all(
        _is_close(got, _bounded(sum((weights[one] for one in picks), Decimal(0))))
        for picks, got in zip(tried, given, strict=True)
    ):
        return Scoring(name="weighted", correct=right, weights=fractions(weights))
    return Scoring(name="all_or_nothing", correct=right, is_exact=False)


def fractions(weights: Mapping[str, Decimal]) -> dict[str, str]:
    """Weights as stored: those of nothing are left out."""
    return {one: text for one, weight in weights.items() if (text := plain(weight)) != "0"}


def plain(value: Decimal) -> str:
    """A number without exponent and needless zeros.

    >>> plain(Decimal("0.2500000")), plain(Decimal(-1)), plain(Decimal(0))
    ('0.25', '-1', '0')
    """
    text = format(value.quantize(_PLACES), "f").rstrip("0").rstrip(".")
    return "0" if text in {"", "-0"} else text


def _of_single(alone: Mapping[str, Decimal], right: tuple[str, ...]) -> Scoring:
    best = max(alone.values(), default=Decimal(0))
    winners = tuple(one for one in alone if best > 0 and _is_close(alone[one], best))
    correct = right if len(right) == 1 else winners
    others = {one: score for one, score in alone.items() if one not in correct}
    if any(score != 0 for score in others.values()) and len(correct) == 1:
        return Scoring(name="weighted", correct=correct, weights=fractions(alone))
    return Scoring(name="all_or_nothing", correct=correct)


def _tried(ids: Sequence[str], right: tuple[str, ...]) -> list[list[str]]:
    """Answers that tell the ways of scoring apart: the key, each choice alone, one missing, one too many, everything."""
    wrong = [one for one in ids if one not in right]
    return [
        list(right),
        *([one] for one in ids),
        *([other for other in right if other != one] for one in right if len(right) > 1),
        *([*right, one] for one in wrong),
        *([right[0], one] for one in wrong),
        list(ids),
    ]


def _when_taken_away(one: str, right: tuple[str, ...], score: Score) -> Decimal:
    """What a choice takes away, where scores do not go below nothing: seen beside the whole key."""
    return Decimal(0) if one in right else score([*right, one]) - score(list(right))


def _all_or_nothing(picks: Sequence[str], right: tuple[str, ...]) -> Decimal:
    return Decimal(set(picks) == set(right))


def _proportional(picks: Sequence[str], right: tuple[str, ...]) -> Decimal:
    return Decimal(len(set(picks) & set(right))) / max(len(right), len(set(picks)), 1)


def _right_minus_wrong(picks: Sequence[str], right: tuple[str, ...]) -> Decimal:
    good = len(set(picks) & set(right))
    return Decimal(max(good - (len(set(picks)) - good), 0)) / len(right)


_RULES: dict[str, Callable[[Sequence[str], tuple[str, ...]], Decimal]] = {
    "all_or_nothing": _all_or_nothing,
    "right_minus_wrong": _right_minus_wrong,
    "proportional": _proportional,
}


def _bounded(value: Decimal) -> Decimal:
    return max(Decimal(0), min(Decimal(1), value))


def _is_close(one: Decimal, other: Decimal) -> bool:
    return abs(_bounded(one) - _bounded(other)) < _CLOSE

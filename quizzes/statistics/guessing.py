"""What somebody earns on average who answers everything and knows nothing. Pure.

The expected fraction when every complete answer is equally likely (Lord & Novick 1968, section 14.3, for choices;
the same expectation for the other kinds). None where blind answers cannot be counted: text, numbers, essays, places in
a picture.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, product
from typing import Any

from quizzes.grading import earned_by
from quizzes.items.cloze import CHOICE, CHOICES, PICKED

_AS_KIND = {CHOICE: "single_choice", CHOICES: "multiple_choice"}
MOST_ANSWERS = 512
"""More possible answers than these are not tried one by one."""


def guess_score_of(kind: str, content: Mapping[str, Any], key: Mapping[str, Any]) -> float | None:
    if kind == "true_false":
        return 0.5
    if kind == "ordering":
        return _ordering(len(content.get("choices", ())), str(key.get("scoring", "")))
    if kind == "cloze":
        return _cloze(content, key)
    answers = _answers(kind, content)
    if not answers:
        return None
    earned = [earned_by(kind, key, answer, Decimal(1), content) for answer in answers]
    fractions = [found.fraction for found in earned if found.fraction is not None]
    return float(sum(fractions, Fraction(0)) / len(answers)) if len(fractions) == len(answers) else None


def _answers(kind: str, content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every complete answer; none when there are too many or they cannot be counted."""
    if kind == "single_choice":
        return [{"choices": [choice["id"]]} for choice in content.get("choices", ())]
    if kind == "multiple_choice":
        ids = [choice["id"] for choice in content.get("choices", ())]
        if 2 ** len(ids) > MOST_ANSWERS:
            return []
        sizes = range(1, len(ids) + 1)
        return [{"choices": list(some)} for size in sizes for some in combinations(ids, size)]
    if kind == "true_false_group":
        return _each("values", content.get("statements", ()), [True, False])
    if kind == "matching":
        return _each("pairs", content.get("sources", ()), [t["id"] for t in content.get("targets", ())])
    return []


def _each(name: str, parts: Any, values: list[Any]) -> list[dict[str, Any]]:
    ids = [part["id"] for part in parts]
    if not ids or len(values) ** len(ids) > MOST_ANSWERS:
        return []
    return [{name: dict(zip(ids, picked, strict=True))} for picked in product(values, repeat=len(ids))]


def _ordering(count: int, scoring: str) -> float | None:
    """A random permutation: one place in n is right; half of the pairs; one order of n! ."""
    if count < 2:
        return None
    if scoring == "pairwise":
        return 0.5
    if scoring == "position":
        return 1 / count
    orders = 1
    for number in range(2, count + 1):
        orders *= number
    return 1 / orders


def _cloze(content: Mapping[str, Any], key: Mapping[str, Any]) -> float | None:
    """The weighted mean of the gaps; a gap to be filled in freely is never guessed."""
    keys = key.get("gaps", {})
    total = earned = Fraction(0)
    for gap in content.get("gaps", ()):
        rule = keys.get(gap["id"], {})
        weight = Fraction(str(rule.get("weight", "1")))
        total += weight
        if gap["kind"] not in PICKED:
            continue
        ids = [choice["id"] for choice in gap.get("choices", ())]
        as_choice = {"correct": rule.get("correct", []), "scoring": rule.get("scoring", "all_or_nothing")}
        as_choice["weights"] = rule.get("weights", {})
        alone = guess_score_of(_AS_KIND[gap["kind"]], {"choices": gap["choices"]}, as_choice) if ids else 0
        earned += weight * Fraction(alone or 0)
    return float(earned / total) if total else None

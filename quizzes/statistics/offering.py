"""What a question offered to be picked, in its author's order, with what is right. Pure; labels are plain text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from content.sanitising import strip_all
from quizzes.items.cloze import PICKED
from quizzes.statistics.picking import ONE

LONGEST = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """``part_label`` is empty where a question has one part; ``label`` is empty for true and false."""

    part: str
    part_label: str
    value: str
    label: str
    is_right: bool


def offers_of(kind: str, content: Mapping[str, Any], key: Mapping[str, Any]) -> list[Offer]:
    """Every value that could be picked; none for kinds without any."""
    list_offers = _OFFERS.get(kind)
    return list_offers(content, key) if list_offers else []


def _of_choices(content: Mapping[str, Any], key: Mapping[str, Any]) -> list[Offer]:
    return _choices(ONE, "", content.get("choices", ()), key)


def _of_regions(content: Mapping[str, Any], key: Mapping[str, Any]) -> list[Offer]:
    regions = [{"id": region["id"], "text": region["label"]} for region in content.get("regions", ())]
    return _choices(ONE, "", regions, key)


def _of_one_truth(_content: Mapping[str, Any], key: Mapping[str, Any]) -> list[Offer]:
    return _truths(ONE, "", bool(key.get("correct")))


def _of_statements(content: Mapping[str, Any], key: Mapping[str, Any]) -> list[Offer]:
    correct = key.get("correct", {})
    statements = content.get("statements", ())
    return [o for s in statements for o in _truths(s["id"], _text(s), bool(correct.get(s["id"])))]


def _text(row: Mapping[str, Any]) -> str:
    words = " ".join(strip_all(str(row.get("text", ""))).split())
    return words[:LONGEST] + ("…" if len(words) > LONGEST else "")


def _choices(part: str, label: str, choices: Any, key: Mapping[str, Any]) -> list[Offer]:
    right = set(key.get("correct", ()))
    if key.get("scoring") == "weighted":
        weights = key.get("weights", {})
        best = max((float(weight) for weight in weights.values()), default=0)
        right = {choice for choice, weight in weights.items() if float(weight) == best > 0} or right
    return [
        Offer(part=part, part_label=label, value=c["id"], label=_text(c), is_right=c["id"] in right)
        for c in choices
    ]


def _truths(part: str, label: str, correct: bool) -> list[Offer]:
    return [
        Offer(part=part, part_label=label, value=value, label="", is_right=correct is (value == "true"))
        for value in ("true", "false")
    ]


def _of_pairs(content: Mapping[str, Any], key: Mapping[str, Any]) -> list[Offer]:
    return [
        Offer(
            part=source["id"],
            part_label=_text(source),
            value=target["id"],
            label=_text(target),
            is_right=key.get("pairs", {}).get(source["id"]) == target["id"],
        )
        for source in content.get("sources", ())
        for target in content.get("targets", ())
    ]


def _of_places(content: Mapping[str, Any], key: Mapping[str, Any]) -> list[Offer]:
    return [
        Offer(
            part=str(place),
            part_label=str(place),
            value=choice["id"],
            label=_text(choice),
            is_right=choice["id"] == right,
        )
        for place, right in enumerate(key.get("order", ()), start=1)
        for choice in content.get("choices", ())
    ]


def _of_gaps(content: Mapping[str, Any], key: Mapping[str, Any]) -> list[Offer]:
    rules = key.get("gaps", {})
    gaps = [gap for gap in content.get("gaps", ()) if gap["kind"] in PICKED]
    return [
        offer
        for gap in gaps
        for offer in _choices(gap["id"], gap["id"], gap["choices"], rules.get(gap["id"], {}))
    ]


_OFFERS: Mapping[str, Callable[[Mapping[str, Any], Mapping[str, Any]], list[Offer]]] = {
    "single_choice": _of_choices,
    "multiple_choice": _of_choices,
    "hotspot": _of_regions,
    "true_false": _of_one_truth,
    "true_false_group": _of_statements,
    "matching": _of_pairs,
    "ordering": _of_places,
    "cloze": _of_gaps,
}

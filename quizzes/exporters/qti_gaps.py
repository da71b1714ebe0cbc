"""Typed answers and gaps in QTI 2.1. Pure."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from quizzes.exporters import qti_scoring as scoring
from quizzes.exporters.qti_parts import Parts, declaration
from quizzes.exporters.xhtml import Element, made, xml_text
from quizzes.importers.shaping import plain_text


def short_answer(parts: Parts) -> None:
    key = parts.item.key
    accepted = _texts(parts, key)
    parts.add_stem(parts.item.content["stem"])
    parts.declarations.append(_text_declaration("RESPONSE", accepted, key))
    parts.rules += scoring.mapped("RESPONSE")
    parts.body.append(
        made("p", made("textEntryInteraction", responseIdentifier="RESPONSE", expectedLength="40"))
    )


def numerical(parts: Parts) -> None:
    content, key = parts.item.content, parts.item.key
    accepted = _numbers(parts, key)
    if key.get("unit_policy", "none") != "none":
        parts.losses.lose(parts.item, "units", ", ".join(unit["text"] for unit in key["units"]))
    if content["number_format"] != "vi":
        parts.losses.lose(parts.item, "number_format", content["number_format"])
    parts.add_stem(content["stem"])
    parts.declarations.append(declaration("RESPONSE", "single", "float", [_best(accepted)["value"]]))
    parts.rules += scoring.numbers("RESPONSE", accepted)
    parts.body.append(
        made("p", made("textEntryInteraction", responseIdentifier="RESPONSE", expectedLength="15"))
    )


def cloze(parts: Parts) -> None:
    content, key = parts.item.content, parts.item.key
    total = sum((Decimal(one["weight"]) for one in key["gaps"].values()), Decimal(0))
    gaps = {gap["id"]: gap for gap in content["gaps"]}
    for id, gap in gaps.items():
        _declare(parts, gap, key["gaps"][id], total)
    parts.add_stem(
        content["stem"], lambda id: _interaction(parts, gaps[id], key["gaps"][id]) if id in gaps else None
    )


def _declare(parts: Parts, gap: Mapping[str, Any], rule: Mapping[str, Any], total: Decimal) -> None:
    """The gap's response, and the rules that add its share."""
    response, weight = f"R_{gap['id']}", Decimal(rule["weight"])
    if gap["kind"] == "number":
        accepted = _numbers(parts, rule)
        if gap["number_format"] != "vi":
            parts.losses.lose(parts.item, "number_format", gap["number_format"])
        parts.declarations.append(declaration(response, "single", "float", [_best(accepted)["value"]]))
        counter = f"S_{gap['id']}"
        parts.counters.append(counter)
        parts.rules += scoring.numbers(response, accepted, counter)
        parts.rules.append(scoring.add_share(weight, total, scoring.variable(counter)))
        return
    if gap["kind"] == "choice":
        worth = dict.fromkeys(rule["correct"], "1")
        if rule["scoring"] == "weighted":
            worth = {choice["id"]: rule["weights"].get(choice["id"], "0") for choice in gap["choices"]}
        parts.declarations.append(declaration(response, "single", "identifier", rule["correct"], worth))
    else:
        parts.declarations.append(_text_declaration(response, _texts(parts, rule), rule))
    value = made("mapResponse", identifier=response)
    parts.rules.append(scoring.when(scoring.is_answered(response), scoring.add_share(weight, total, value)))


def _interaction(parts: Parts, gap: Mapping[str, Any], rule: Mapping[str, Any]) -> Element:
    response = f"R_{gap['id']}"
    if gap["kind"] != "choice":
        size = str(gap["size"]) if gap["size"] else ""
        return made("textEntryInteraction", responseIdentifier=response, expectedLength=size)
    interaction = made("inlineChoiceInteraction", responseIdentifier=response, shuffle="false")
    for choice in gap["choices"]:
        if "<" in choice["text"]:
            parts.losses.lose(parts.item, "formatting", choice["text"])
        interaction.append(made("inlineChoice", identifier=choice["id"], text=plain_text(choice["text"])))
    if rule.get("choice_feedback"):
        parts.losses.lose(parts.item, "choice_feedback", " ".join(rule["choice_feedback"].values()))
    return interaction


def _texts(parts: Parts, rule: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The accepted texts QTI can hold; patterns and remarks it cannot."""
    kept = []
    for one in rule["accepted"]:
        if one["is_pattern"]:
            parts.losses.lose(parts.item, "pattern", one["text"])
        else:
            kept.append(one)
            _lose_remark(parts, one)
    for name in ("ignore_accents", "ignore_spaces"):
        if rule[name]:
            parts.losses.lose(parts.item, name)
    return kept


def _numbers(parts: Parts, rule: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    for one in rule["accepted"]:
        _lose_remark(parts, one)
    return list(rule["accepted"])


def _lose_remark(parts: Parts, one: Mapping[str, Any]) -> None:
    if one["feedback"]:
        parts.losses.lose(parts.item, "answer_feedback", one["feedback"])


def _best(accepted: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    return max(accepted, key=lambda one: Decimal(one["credit"]))


def _text_declaration(
    response: str, accepted: Sequence[Mapping[str, Any]], rule: Mapping[str, Any]
) -> Element:
    worth = {xml_text(one["text"]): one["credit"] for one in accepted}
    right = [xml_text(_best(accepted)["text"])] if accepted else []
    return declaration(response, "single", "string", right, worth, ignores_case=rule["ignore_case"])

"""The right answer to a printed question in one line, for the office's key sheet. Pure."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from quizzes.items.accepted import RELATIVE
from quizzes.on_paper.cells import GAP_DIVIDER, PaperQuestion, cell_of, gaps_of, letters_in

BY_HAND = "Chấm theo hướng dẫn"
OR = " / "


def key_in_words(question: PaperQuestion, key: Mapping[str, Any]) -> str:
    """What earns full points, in the letters and numbers of this paper."""
    return _WORDS[question.kind](question, key)


def _choices(question: PaperQuestion, key: Mapping[str, Any]) -> str:
    return cell_of(question, {"choices": key["correct"]})


def _value(question: PaperQuestion, key: Mapping[str, Any]) -> str:
    return cell_of(question, {"value": key["correct"]})


def _values(question: PaperQuestion, key: Mapping[str, Any]) -> str:
    return cell_of(question, {"values": key["correct"]})


def _pairs(question: PaperQuestion, key: Mapping[str, Any]) -> str:
    return cell_of(question, {"pairs": key["pairs"]})


def _order(question: PaperQuestion, key: Mapping[str, Any]) -> str:
    return cell_of(question, {"order": key["order"]})


def _texts(_question: PaperQuestion, key: Mapping[str, Any]) -> str:
    return OR.join(form["text"] for form in key["accepted"] if _is_full(form))


def _numbers(_question: PaperQuestion, key: Mapping[str, Any]) -> str:
    units = [unit["text"] for unit in key.get("units", ()) if Decimal(str(unit.get("factor", "1"))) == 1]
    said = OR.join(_number(form) for form in key["accepted"] if _is_full(form))
    return f"{said} {units[0]}" if units else said


def _is_full(form: Mapping[str, Any]) -> bool:
    return Decimal(str(form.get("credit", "1"))) == 1


def _number(form: Mapping[str, Any]) -> str:
    value, tolerance = str(form["value"]), Decimal(str(form.get("tolerance", "0")))
    if not tolerance:
        return value.replace(".", ",")
    if form.get("tolerance_kind") == RELATIVE:
        return f"{value} ± {(tolerance * 100).normalize():f}%".replace(".", ",")
    return f"{value} ± {tolerance.normalize():f}".replace(".", ",")


def _gaps(question: PaperQuestion, key: Mapping[str, Any]) -> str:
    return f" {GAP_DIVIDER} ".join(
        _gap(key["gaps"].get(gap, {}), letters_in(question.arrangement[gap])) for gap in gaps_of(question)
    )


def _gap(rule: Mapping[str, Any], letters: Mapping[str, str]) -> str:
    if "correct" in rule:
        between = " " if rule.get("takes_several") else OR
        return between.join(letters.get(one, one) for one in rule["correct"])
    is_number = any("value" in form for form in rule.get("accepted", ()))
    forms = [form for form in rule.get("accepted", ()) if _is_full(form)]
    return OR.join(_number(form) if is_number else form["text"] for form in forms)


def _by_hand(_question: PaperQuestion, _key: Mapping[str, Any]) -> str:
    return BY_HAND


_WORDS: Mapping[str, Callable[[PaperQuestion, Mapping[str, Any]], str]] = {
    "single_choice": _choices,
    "multiple_choice": _choices,
    "hotspot": _choices,
    "true_false": _value,
    "true_false_group": _values,
    "matching": _pairs,
    "ordering": _order,
    "short_answer": _texts,
    "numerical": _numbers,
    "cloze": _gaps,
    "essay": _by_hand,
}

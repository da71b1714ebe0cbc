r"""Gaps as an author types them inside a text. Pure.

``[[Hà Nội|Thủ đô Hà Nội=50%]]``   a word to type; other forms after a bar, each with its share of the credit
``[[#12,5±0,1]]``  ``[[#12,5±5%]]``  a number, exact or within a tolerance
``[[+đúng|sai|sai nữa]]``            a choice; the right one carries a plus
``[[+đúng|+cũng đúng|sai]]``         choices to tick; each right one carries a plus, ``[[++đúng|sai]]`` when there is only one
``[[2*đáp án]]``                     the gap counts twice

``\|``, ``\]``, ``\=``, ``\*`` and so on are the signs themselves. What marks cannot say (remarks, units, patterns) is
kept for every gap whose mark the author leaves as it was.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from html import escape, unescape
from typing import Any

MARK = re.compile(r"\[\[((?:\\.|[^\\])*?)\]\]", re.DOTALL)
_STORED = re.compile(r"\[\[([A-Za-z0-9_-]{1,20})\]\]")
_TAG = re.compile(r"<[^>]*>")
_SPECIAL = re.compile(r"([\\|\[\]=*#+±])")
_BAR = re.compile(r"\\.|\|", re.DOTALL)
_CREDIT = re.compile(r"(?<!\\)((?:\\\\)*)=\s*([0-9]{1,3}(?:[.,][0-9]{1,5})?)\s*%\s*$")
_WEIGHT = re.compile(r"^\s*([0-9]{1,3}(?:[.,][0-9]{1,2})?)\*")
_NUMBER = re.compile(r"[+-]?[0-9]{1,30}(?:[.,][0-9]{1,30})?")
HUNDRED = Decimal(100)
TICKED = "right_minus_wrong"
"""How ticks in a gap are counted when an author types the gap; an imported gap keeps its own counting."""


class MarkError(ValueError):
    """A mark that cannot be read: ``code`` says why, ``mark`` is what was typed."""

    def __init__(self, code: str, mark: str) -> None:
        super().__init__(f"{code}: {mark}")
        self.code = code
        self.mark = mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How all gaps of a text are read, unless a gap brings its own."""

    ignore_case: bool = True
    ignore_accents: bool = False
    ignore_spaces: bool = False
    number_format: str = "vi"


@dataclass(slots=True, kw_only=True)
class Gaps:
    """A text with stored marks, and what belongs to them."""

    stem: str
    gaps: list[dict[str, Any]] = field(default_factory=list)
    keys: dict[str, dict[str, Any]] = field(default_factory=dict)


def read_gaps(
    html: str,
    rules: Rules,
    *,
    gaps_before: Sequence[Mapping[str, Any]] = (),
    keys_before: Mapping[str, Mapping[str, Any]] | None = None,
) -> Gaps:
    """Typed marks become gaps ``[[g1]]``, ``[[g2]]``…; a mark that says what a gap before said is that gap.

    Raises :class:`MarkError` for the first mark that cannot be read.
    """
    keys_before = keys_before or {}
    known: dict[str, list[Mapping[str, Any]]] = {}
    for gap in gaps_before:
        mark = mark_of(gap, keys_before.get(str(gap["id"]), {}))
        known.setdefault(mark, []).append(gap)
    taken = {str(gap["id"]) for gap in gaps_before}
    free = (f"g{number}" for number in range(1, 10_000) if f"g{number}" not in taken)
    read = Gaps(stem="")

    def store(found: re.Match[str]) -> str:
        typed = unescape(_TAG.sub("", found.group(1))).strip()
        same = known.get(typed)
        if same:
            gap = same.pop(0)
            read.gaps.append(dict(gap))
            read.keys[str(gap["id"])] = _under(rules, gap, keys_before[str(gap["id"])])
            return f"[[{gap['id']}]]"
        name = next(free)
        gap_made, key = _gap_of(name, typed, rules)
        read.gaps.append(gap_made)
        read.keys[name] = key
        return f"[[{name}]]"

    read.stem = MARK.sub(store, html)
    return read


def _under(rules: Rules, gap: Mapping[str, Any], key: Mapping[str, Any]) -> dict[str, Any]:
    """A kept text gap follows the switches of the form like all the others."""
    if gap["kind"] != "text":
        return dict(key)
    return {**key, **_text_switches(rules)}


def _text_switches(rules: Rules) -> dict[str, bool]:
    return {
        "ignore_case": rules.ignore_case,
        "ignore_accents": rules.ignore_accents,
        "ignore_spaces": rules.ignore_spaces,
    }


def _gap_of(name: str, typed: str, rules: Rules) -> tuple[dict[str, Any], dict[str, Any]]:
    weight = "1"
    counted = _WEIGHT.match(typed)
    body = typed
    if counted:
        weight, body = counted.group(1).replace(",", "."), typed[counted.end() :]
    parts = [part.strip() for part in _parted(body)]
    if not body.strip() or not all(parts):
        raise MarkError("gap_mark_empty", typed)
    if parts[0].startswith("#"):
        accepted = [_number_of(part.removeprefix("#"), typed) for part in parts]
        gap = {"id": name, "kind": "number", "number_format": rules.number_format, "size": 0}
        return gap, {"weight": weight, "accepted": accepted, "units": [], "unit_policy": "none"}
    if any(part.startswith("+") for part in parts):
        return _choice_gap(name, parts, weight, typed)
    accepted = [_text_of(part) for part in parts]
    size = max(len(form["text"]) for form in accepted)
    gap = {"id": name, "kind": "text", "size": min(max(size + 2, 6), 60)}
    return gap, {"weight": weight, "accepted": accepted, **_text_switches(rules)}


def _choice_gap(
    name: str, parts: list[str], weight: str, typed: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    if len(parts) < 2:
        raise MarkError("gap_mark_one_choice", typed)
    several = sum(part.startswith("+") for part in parts) > 1 or any(part.startswith("++") for part in parts)
    choices = [
        {"id": f"c{number}", "text": escape(_plain(part.removeprefix("+").removeprefix("+")), quote=False)}
        for number, part in enumerate(parts, start=1)
    ]
    right = [c["id"] for c, part in zip(choices, parts, strict=True) if part.startswith("+")]
    gap = {"id": name, "kind": "choices" if several else "choice", "choices": choices, "size": 0}
    key: dict[str, Any] = {
        "weight": weight,
        "correct": right,
        "scoring": "all_or_nothing",
        "choice_feedback": {},
    }
    if several:
        key |= {"takes_several": True, "scoring": TICKED}
    return gap, key


def _parted(body: str) -> list[str]:
    """What stands between bars that are not escaped."""
    cuts = [found.start() for found in _BAR.finditer(body) if found.group() == "|"]
    return [
        body[start:end] for start, end in zip([0, *(cut + 1 for cut in cuts)], [*cuts, None], strict=True)
    ]


def _credit_in(part: str) -> tuple[str, str]:
    """The part without its share of the credit, and the share as a fraction."""
    found = _CREDIT.search(part)
    if not found:
        return part, "1"
    share = Decimal(found.group(2).replace(",", ".")) / HUNDRED
    return part[: found.end(1)].strip(), short(share)


def _text_of(part: str) -> dict[str, Any]:
    text, credit = _credit_in(part)
    return {"text": _plain(text), "credit": credit, "is_pattern": False, "feedback": ""}


def _number_of(part: str, typed: str) -> dict[str, Any]:
    text, credit = _credit_in(part)
    value, _sign, margin = text.replace("+-", "±").replace("+/-", "±").partition("±")
    margin = margin.strip()
    is_relative = margin.endswith("%")
    number, tolerance = decimal_in(value), decimal_in(margin.removesuffix("%")) if margin else Decimal(0)
    if number is None or tolerance is None or tolerance < 0:
        raise MarkError("gap_mark_number", typed)
    return {
        "value": short(number),
        "tolerance": short(tolerance / HUNDRED if is_relative else tolerance),
        "tolerance_kind": "relative" if is_relative else "absolute",
        "credit": credit,
        "feedback": "",
    }


def decimal_in(text: str) -> Decimal | None:
    text = text.strip().replace("−", "-").replace("\xa0", "").replace(" ", "")
    if not _NUMBER.fullmatch(text):
        return None
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:  # pragma: no cover - the pattern above lets only numbers through
        return None


def short(number: Decimal) -> str:
    """A decimal as the shortest text.

    >>> short(Decimal("0.50")), short(Decimal("100"))
    ('0.5', '100')
    """
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text).strip()


def shown_gaps(stem: str, gaps: Sequence[Mapping[str, Any]], keys: Mapping[str, Mapping[str, Any]]) -> str:
    """A stored text with its gaps as an author types them."""
    by_id = {str(gap["id"]): gap for gap in gaps}

    def typed(found: re.Match[str]) -> str:
        gap = by_id.get(found.group(1))
        if gap is None:
            return found.group()
        return f"[[{escape(mark_of(gap, keys.get(found.group(1), {})), quote=False)}]]"

    return _STORED.sub(typed, stem)


def mark_of(gap: Mapping[str, Any], key: Mapping[str, Any]) -> str:
    """The mark of a stored gap, without the brackets."""
    weight = Decimal(str(key.get("weight", "1")))
    prefix = "" if weight == 1 else f"{comma(weight)}*"
    return prefix + "|".join(_parts_of(gap, key))


def _parts_of(gap: Mapping[str, Any], key: Mapping[str, Any]) -> Iterator[str]:
    if gap["kind"] in {"choice", "choices"}:
        is_lonely = gap["kind"] == "choices" and len(key.get("correct", ())) == 1
        for choice in gap.get("choices", ()):
            right = ("++" if is_lonely else "+") if choice["id"] in key.get("correct", ()) else ""
            yield right + _marked(unescape(_TAG.sub("", str(choice["text"]))))
        return
    for number, form in enumerate(key.get("accepted", ())):
        credit = Decimal(str(form.get("credit", "1")))
        share = "" if credit == 1 else f"={comma(credit * HUNDRED)}%"
        if gap["kind"] == "number":
            yield ("#" if number == 0 else "") + _number_mark(form) + share
        else:
            yield _marked(str(form["text"])) + share


def _number_mark(form: Mapping[str, Any]) -> str:
    tolerance = Decimal(str(form.get("tolerance", "0")))
    value = comma(Decimal(str(form["value"])))
    if not tolerance:
        return value
    if form.get("tolerance_kind") == "relative":
        return f"{value}±{comma(tolerance * HUNDRED)}%"
    return f"{value}±{comma(tolerance)}"


def comma(number: Decimal) -> str:
    """A decimal as it is written in Viet Nam, without thousands groups."""
    return short(number).replace(".", ",")


def _marked(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)

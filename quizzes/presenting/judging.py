"""An answer beside what is right, part by part and in words. What may not be seen is not in it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.html import escape
from django.utils.translation import gettext as _

from quizzes.grading import Part, earned_by
from quizzes.grading.answers import picked_in_gap
from quizzes.items import Choice, Content, read_content
from quizzes.items.cloze import PICKED, ClozeContent
from quizzes.items.cloze import Gap as GapContent
from quizzes.presenting.building import arranged
from quizzes.presenting.parts import CHOICES, SHAPES
from quizzes.reviewing import EVERYTHING, TELLS_THE_KEY, Sight

Seen = Collection[Sight]
Json = Mapping[str, Any]
ONE = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedLine:
    """One part of an answer. ``label``, ``yours``, ``right`` and ``remark`` are HTML; ``""`` when there is nothing to say.

    ``is_right`` is None when it is not told. ``letter`` and ``is_picked`` are for choices.
    """

    label: str = ""
    letter: str = ""
    yours: str = ""
    right: str = ""
    is_picked: bool = False
    is_right: bool | None = None
    remark: str = ""

    @property
    def missed(self) -> bool:
        """A right choice that was not picked."""
        return bool(self.right) and not self.is_picked


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """``outcome``: right, partly, wrong, blank, waiting (for a marker), or ``""`` when it is not told."""

    kind: str
    outcome: str
    lines: tuple[JudgedLine, ...]
    remarks: tuple[str, ...] = ()

    @property
    def is_list_of_choices(self) -> bool:
        return SHAPES[self.kind] == CHOICES


def outcome_of(*, is_answered: bool, score: Decimal | None, points: Decimal) -> str:
    """In a word. A score of None after answering waits for a marker."""
    if not is_answered:
        return "blank"
    if score is None:
        return "waiting"
    if score >= points:
        return "right"
    return "partly" if score else "wrong"


def judge(
    *,
    kind: str,
    content: Json,
    key: Json | None,
    arrangement: Mapping[str, Sequence[str]],
    answer: Json,
    outcome: str,
    seen: Seen = EVERYTHING,
) -> Judged:
    """``key`` may be None when ``seen`` needs none of it."""
    known = key if key is not None and TELLS_THE_KEY & set(seen) else {}
    lines = _LINES[kind](read_content(kind, content), known, arrangement, answer)
    tells = Sight.CORRECTNESS in seen
    return Judged(
        kind=kind,
        outcome=outcome if tells or outcome in {"blank", "waiting"} else "",
        lines=tuple(kept for line in lines if (kept := _allowed(line, kind, seen)) is not None),
        remarks=_remarks(known, outcome if tells else "") if Sight.FEEDBACK in seen else (),
    )


def _allowed(line: JudgedLine, kind: str, seen: Seen) -> JudgedLine | None:
    """The line without what may not be seen; None when nothing is left of it."""
    shows_own = Sight.ANSWERS in seen
    kept = JudgedLine(
        label=line.label,
        letter=line.letter,
        yours=line.yours if shows_own else "",
        right=line.right if Sight.KEY in seen else "",
        is_picked=line.is_picked and shows_own,
        is_right=line.is_right if Sight.CORRECTNESS in seen and shows_own else None,
        remark=line.remark if Sight.FEEDBACK in seen and shows_own else "",
    )
    if SHAPES[kind] == CHOICES:
        return kept if kept.is_picked or Sight.KEY in seen else None
    return kept if kept.yours or kept.right else None


def _remarks(key: Json, outcome: str) -> tuple[str, ...]:
    by_outcome = {
        "right": "feedback_correct",
        "partly": "feedback_partial",
        "wrong": "feedback_wrong",
        "blank": "feedback_wrong",
    }
    names = [by_outcome[outcome]] if outcome in by_outcome else []
    return tuple(text for name in [*names, "feedback"] if (text := key.get(name, "")))


def _said(key: Json, one: str) -> str:
    return str(key.get("choice_feedback", {}).get(one, ""))


def side_in_words(side: object) -> str:
    return {True: _("True"), False: _("False")}.get(side, "") if isinstance(side, bool) else ""


def _choice_lines(
    content: Any, key: Json, arrangement: Mapping[str, Sequence[str]], answer: Json
) -> list[JudgedLine]:
    rows = arranged(content.choices, arrangement.get("choices", ()))
    return [_choice_line(letter, one.id, one.text, key, answer) for letter, one in rows]


def _spot_lines(
    content: Any, key: Json, arrangement: Mapping[str, Sequence[str]], answer: Json
) -> list[JudgedLine]:
    regions = [Choice(id=region.id, text=escape(region.label)) for region in content.regions]
    rows = arranged(regions, arrangement.get("choices", ()))
    return [_choice_line(letter, one.id, one.text, key, answer) for letter, one in rows]


def _choice_line(letter: str, one: str, text: str, key: Json, answer: Json) -> JudgedLine:
    is_picked = one in answer.get("choices", ())
    is_right = one in key.get("correct", ())
    return JudgedLine(
        label=text,
        letter=letter,
        is_picked=is_picked,
        is_right=is_right if is_picked else None,
        right=text if is_right else "",
        remark=_said(key, one) if is_picked else "",
    )


def _side_lines(_content: Content, key: Json, _arrangement: object, answer: Json) -> list[JudgedLine]:
    side, right = answer.get("value"), key.get("correct")
    remark = _said(key, str(side).lower()) if side is not None else ""
    return [_side_line("", side, right, remark)]


def _side_line(label: str, side: bool | None, right: bool | None, remark: str) -> JudgedLine:
    return JudgedLine(
        label=label,
        yours=side_in_words(side),
        right=side_in_words(right),
        is_right=None if side is None else side == right,
        remark=remark,
    )


def _statement_lines(
    content: Any, key: Json, arrangement: Mapping[str, Sequence[str]], answer: Json
) -> list[JudgedLine]:
    sides, right = answer.get("values", {}), key.get("correct", {})
    return [
        _side_line(one.text, sides.get(one.id), right.get(one.id), _said(key, one.id))
        for _letter, one in arranged(content.statements, arrangement.get("statements", ()))
    ]


def _pair_lines(
    content: Any, key: Json, arrangement: Mapping[str, Sequence[str]], answer: Json
) -> list[JudgedLine]:
    texts = {target.id: target.text for target in content.targets}
    pairs, right = answer.get("pairs", {}), key.get("pairs", {})
    return [
        JudgedLine(
            label=one.text,
            yours=texts.get(pairs.get(one.id, ""), ""),
            right=texts.get(right.get(one.id, ""), ""),
            is_right=pairs[one.id] == right.get(one.id) if one.id in pairs else None,
            remark=_said(key, one.id),
        )
        for _letter, one in arranged(content.sources, arrangement.get("sources", ()))
    ]


def _place_lines(content: Any, key: Json, _arrangement: object, answer: Json) -> list[JudgedLine]:
    texts = {choice.id: choice.text for choice in content.choices}
    yours, right = list(answer.get("order", ())), list(key.get("order", ()))
    lines = []
    for place in range(len(texts)):
        mine = yours[place] if place < len(yours) else ""
        true = right[place] if place < len(right) else ""
        lines.append(
            JudgedLine(
                label=str(place + 1),
                yours=texts.get(mine, ""),
                right=texts.get(true, ""),
                is_right=mine == true if mine else None,
            )
        )
    return lines


def _text_lines(_content: Content, key: Json, _arrangement: object, answer: Json) -> list[JudgedLine]:
    return [_typed_line("", _typed(answer), key, _parts("short_answer", key, answer, None).get("text"))]


def _number_lines(content: Content, key: Json, _arrangement: object, answer: Json) -> list[JudgedLine]:
    parts = _parts("numerical", key, answer, content)
    return [_typed_line("", _typed(answer), key, parts.get("text"))]


def _typed(answer: Json) -> str:
    return f"{answer.get('text', '')} {answer.get('unit', '')}".strip()


def _parts(kind: str, key: Json, answer: Json, content: Content | None) -> Mapping[str, Part]:
    if not key:
        return {}
    return earned_by(kind, key, answer, ONE, content.to_json() if content else None).parts


def _typed_line(label: str, typed: str, key: Json, part: Part | None) -> JudgedLine:
    """What was typed beside what earns everything; the remark is that of the form of the answer it matched."""
    is_judged = bool(typed) and part is not None
    return JudgedLine(
        label=label,
        yours=escape(typed),
        right=_right_words(key),
        is_right=part.is_right if is_judged and part else None,
        remark=part.feedback if is_judged and part else "",
    )


def _right_words(key: Json) -> str:
    full = [form for form in key.get("accepted", ()) if Decimal(str(form.get("credit", "1"))) >= ONE]
    words = [escape(_form_words(form, key)) for form in full]
    return "; ".join(dict.fromkeys(words))


def _form_words(form: Json, key: Json) -> str:
    if "value" not in form:
        return str(form["text"])
    unit = next((unit["text"] for unit in key.get("units", ()) if Decimal(str(unit["factor"])) == 1), "")
    words = f"{in_local_figures(form['value'])} {unit}".strip()
    tolerance = Decimal(str(form.get("tolerance") or 0))
    if not tolerance:
        return words
    if form.get("tolerance_kind") == "relative":
        return f"{words} (± {in_local_figures(tolerance * 100)} %)"
    return f"{words} (± {in_local_figures(tolerance)})"


def in_local_figures(value: object) -> str:
    """A number with the reader's decimal mark, no zeros behind it, no grouping."""
    plain = format(Decimal(str(value)), "f")
    bare = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return number_format(bare, use_l10n=True, force_grouping=False)


def _gap_lines(content: ClozeContent, key: Json, _arrangement: object, answer: Json) -> list[JudgedLine]:
    said, keys = answer.get("gaps", {}), key.get("gaps", {})
    parts = _parts("cloze", key, answer, content)
    return [
        _gap_line(
            number, gap, keys.get(gap.id, {}), picked_in_gap(said.get(gap.id, "")) or (), parts.get(gap.id)
        )
        for number, gap in enumerate(content.gaps, start=1)
    ]


def _gap_line(number: int, gap: GapContent, key: Json, said: Sequence[str], part: Part | None) -> JudgedLine:
    label = escape(_("Gap %(number)s") % {"number": number})
    line = _typed_line(label, "".join(said[:1]), key, part)
    if gap.kind not in PICKED:
        return line
    texts = {choice.id: choice.text for choice in gap.choices}
    right = "; ".join(texts[one] for one in key.get("correct", ()) if one in texts)
    return replace(line, yours="; ".join(texts[one] for one in said if one in texts), right=right)


def _no_lines(*_facts: object) -> list[JudgedLine]:
    """An essay is read as a whole; its page shows the text itself."""
    return []


_LINES: Mapping[str, Callable[..., list[JudgedLine]]] = {
    "single_choice": _choice_lines,
    "multiple_choice": _choice_lines,
    "true_false": _side_lines,
    "true_false_group": _statement_lines,
    "matching": _pair_lines,
    "ordering": _place_lines,
    "short_answer": _text_lines,
    "numerical": _number_lines,
    "cloze": _gap_lines,
    "essay": _no_lines,
    "hotspot": _spot_lines,
}

"""Questions as plain JSON: ``{"questions": [{"id", "type", "text", "options": [{"text", "correct"}], …}]}``. Pure.

Types: single, multiple, truefalse, truefalse_group (``statements``), matching (``pairs``, ``distractors``), ordering (``items``),
short (``accepted``), numerical (``value``, ``tolerance``, ``unit``), cloze (``{1}`` in the text, ``blanks``), essay (``rubric``).
Texts are plain; ``**bold**`` is their only mark-up.
What ``exporters.own_json`` wrote is told by its version and read by ``own_json``.
"""

import html
import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from quizzes.importers import making
from quizzes.importers.counting import numbered
from quizzes.importers.drafts import Draft, Lost, Note, ParsedBank
from quizzes.importers.making import Answer, Made
from quizzes.importers.own_json import is_own, read_own
from quizzes.importers.refusals import FileRefused

_SCORINGS = {"partial": "proportional", "penalty": "right_minus_wrong"}
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_PLACE = re.compile(r"\{([0-9]{1,3})\}")
_KNOWN = {
    "id", "type", "text", "feedback", "options", "difficulty", "points", "max_points", "scoring", "answer", "pairs",
    "distractors", "items", "accepted", "case_sensitive", "value", "tolerance", "unit", "blanks", "rubric", "min_words",
    "max_words", "statements", "language", "source", "legal_basis", "hints",
}  # fmt: skip

Entry = Mapping[str, Any]


class _Malformed(ValueError):
    """An entry that does not say what its type needs."""


def parse_json(data: bytes) -> ParsedBank:
    """Every entry as a draft. Raises ``FileRefused`` when the file is no list of questions at all."""
    try:
        loaded = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise FileRefused("not_questions") from error
    entries = loaded.get("questions") if isinstance(loaded, Mapping) else loaded
    if not isinstance(entries, list):
        raise FileRefused("not_questions")
    if is_own(loaded):
        return read_own(loaded, entries)
    language = loaded.get("language") if isinstance(loaded, Mapping) else ""
    drafts = tuple(
        _draft(entry, number, language if isinstance(language, str) else "")
        for number, entry in numbered(entries)
    )
    notes = () if drafts else (Note(severity="error", where="", code="no_questions"),)
    return ParsedBank(format="json", drafts=drafts, notes=notes)


def _draft(entry: object, number: int, language: str) -> Draft:
    if not isinstance(entry, Mapping):
        return Draft(where=str(number), kind="unclear", content={"stem": ""}, rejected="not_an_object")
    code = str(entry.get("id") or "")[:60]
    stem = f"<p>{_rich(entry.get('text'))}</p>" if entry.get("text") else ""
    made = _made(entry, stem)
    if not made.rejected:
        made.key = {**made.key, "feedback": _paragraph(entry.get("feedback"))}
    others = [
        Lost(field="other", excerpt=f"{name}: {entry[name]}"[:80]) for name in entry if name not in _KNOWN
    ]
    return Draft(
        where=code or str(number),
        code=code,
        number=str(number),
        points=str(entry.get("points") or entry.get("max_points") or "1"),
        difficulty=entry["difficulty"] if isinstance(entry.get("difficulty"), int) else 2,
        kind=made.kind,
        content=made.content,
        key=made.key,
        recognised_by=() if made.rejected else ("file_key",),
        rejected=made.rejected,
        detail=made.detail,
        language=_text(entry, "language") or language,
        source=_text(entry, "source"),
        legal_basis=_text(entry, "legal_basis"),
        lost=tuple(others),
    )


def _made(entry: Entry, stem: str) -> Made:
    reader = _READERS.get(str(entry.get("type")))
    if reader is None:
        return making.refused("unclear", stem, "unclear")
    try:
        return reader(entry, stem)
    except (_Malformed, KeyError, TypeError, ValueError, ArithmeticError):
        return making.refused(_KINDS[str(entry["type"])], stem, "entry_malformed", str(entry["type"]))


def _choice(entry: Entry, stem: str) -> Made:
    options = [o for o in _list(entry, "options") if isinstance(o, Mapping)]
    ids = [f"c{n}" for n in range(1, len(options) + 1)]
    pairs = list(zip(ids, options, strict=True))
    key = {
        "correct": [i for i, option in pairs if option.get("correct") is True],
        "scoring": _SCORINGS.get(str(entry.get("scoring")), "all_or_nothing"),
        "choice_feedback": {i: _rich(o.get("feedback")) for i, o in pairs if o.get("feedback")},
    }
    content = {"stem": stem, "choices": [{"id": i, "text": _rich(o.get("text"))} for i, o in pairs]}
    return Made(kind=_KINDS[str(entry["type"])], content=content, key=key)


def _true_false(entry: Entry, stem: str) -> Made:
    if not isinstance(entry.get("answer"), bool):
        return making.refused("true_false", stem, "no_right_answer")
    return making.make_true_false(stem, is_true=entry["answer"], said={})


def _statements(entry: Entry, stem: str) -> Made:
    listed = [one for one in _list(entry, "statements") if isinstance(one, Mapping)]
    correct = {f"s{n}": one["correct"] is True for n, one in enumerate(listed, start=1)}
    content = {
        "stem": stem,
        "statements": [
            {"id": f"s{n}", "text": _rich(one.get("text"))} for n, one in enumerate(listed, start=1)
        ],
    }
    return Made(kind="true_false_group", content=content, key={"correct": correct, "scoring": "proportional"})


def _matching(entry: Entry, stem: str) -> Made:
    pairs = [(_rich(left), _rich(right)) for left, right in _list(entry, "pairs")]
    pairs += [("", _rich(one)) for one in entry.get("distractors") or []]
    return making.make_matching(stem, pairs)


def _ordering(entry: Entry, stem: str) -> Made:
    return making.make_ordering(stem, [_rich(one) for one in _list(entry, "items")], scoring="position")


def _short(entry: Entry, stem: str) -> Made:
    answers = [Answer(text=str(one), fraction=Decimal(1)) for one in _list(entry, "accepted")]
    for answer in answers:
        answer.text = answer.text.replace("*", "\\*")  # this format has no patterns
    return making.make_short_answer(stem, answers, ignores_case=entry.get("case_sensitive") is not True)


def _number(entry: Entry) -> Answer:
    return Answer(text=str(entry["value"]), fraction=Decimal(1), tolerance=str(entry.get("tolerance") or 0))


def _numerical(entry: Entry, stem: str) -> Made:
    unit = _text(entry, "unit")
    return making.make_numerical(
        stem,
        [_number(entry)],
        units=[(unit, "1")] if unit else [],
        unit_policy="optional" if unit else "none",
    )


def _cloze(entry: Entry, stem: str) -> Made:
    gaps = []
    for number, blank in enumerate(_list(entry, "blanks"), start=1):
        gap = _gap(f"g{number}", blank)
        if gap is None:
            return making.refused("cloze", stem, "gap_without_answer", str(number))
        gaps.append(gap)
    return making.make_cloze(_PLACE.sub(r"[[g\1]]", stem), gaps)


def _gap(id: str, blank: Entry) -> tuple[dict[str, Any], dict[str, Any]] | None:
    kind = blank["kind"]
    if kind == "choice":
        options = [
            Answer(text=_rich(one), fraction=Decimal(one == blank["correct"]))
            for one in _list(blank, "options")
        ]
        return making.choice_gap(id, options, "1")
    if kind == "numerical":
        seen, key, _lost = making.number_gap(id, [_number(blank)], "1")
        return (seen, key) if key["accepted"] else None
    answers = [
        Answer(text=str(one).replace("*", "\\*"), fraction=Decimal(1)) for one in _list(blank, "accepted")
    ]
    return making.text_gap(id, answers, "1", ignores_case=blank.get("case_sensitive") is not True)


def _essay(entry: Entry, stem: str) -> Made:
    made = making.make_essay(
        stem, is_rich=False, words=(_words(entry, "min_words"), _words(entry, "max_words"))
    )
    made.key["rubric"] = [
        {"id": f"r{n}", "text": _rich(text), "points": making.number_text(Decimal(str(points)))}
        for n, (text, points) in enumerate(entry.get("rubric") or [], start=1)
    ]
    return made


def _words(entry: Entry, name: str) -> int | None:
    value = entry.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


_READERS: dict[str, Callable[[Entry, str], Made]] = {
    "single": _choice,
    "multiple": _choice,
    "truefalse": _true_false,
    "truefalse_group": _statements,
    "matching": _matching,
    "ordering": _ordering,
    "short": _short,
    "numerical": _numerical,
    "cloze": _cloze,
    "essay": _essay,
}
_KINDS = {
    "single": "single_choice",
    "multiple": "multiple_choice",
    "truefalse": "true_false",
    "truefalse_group": "true_false_group",
    "short": "short_answer",
    **{name: name for name in ("matching", "ordering", "numerical", "cloze", "essay")},
}


def _list(entry: Entry, name: str) -> list[Any]:
    value = entry.get(name) or []
    if not isinstance(value, list):
        raise _Malformed(name)
    return value


def _text(entry: Entry, name: str) -> str:
    value = entry.get(name)
    return value if isinstance(value, str) else ""


def _paragraph(text: object) -> str:
    return f"<p>{_rich(text)}</p>" if text else ""


def _rich(text: object) -> str:
    """Plain text in which ``**bold**`` is the only mark-up."""
    return _BOLD.sub(r"<strong>\1</strong>", html.escape(str(text or ""), quote=False))

"""From the sample questions as their authors noted them down to the content and key of each kind."""

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

from content.markdown import read_markdown

Question = Mapping[str, Any]
Json = dict[str, Any]
KINDS = {
    "single": "single_choice",
    "multiple": "multiple_choice",
    "truefalse": "true_false",
    "matching": "matching",
    "ordering": "ordering",
    "short": "short_answer",
    "numerical": "numerical",
    "cloze": "cloze",
    "essay": "essay",
    "statements": "true_false_group",
    "hotspot": "hotspot",
}
ALONE = {"credit": "1", "feedback": ""}
_BLANK = re.compile(r"\{(\d+)\}")


def wording_of(question: Question) -> tuple[Json, Json]:
    """Content and key of a sample question."""
    content, key = _WORDINGS[question["type"]](question)
    return {"stem": _stem(question), **content}, {"feedback": escape(question.get("feedback", "")), **key}


def _stem(question: Question) -> str:
    parts = read_markdown(question["text"]).intro
    html = "".join(f"<p>{part.words.html}</p>" for part in parts if hasattr(part, "words"))
    return _BLANK.sub(r"[[g\1]]", html) if question["type"] == "cloze" else html


def _listed(prefix: str, texts: Sequence[str]) -> list[Json]:
    return [{"id": f"{prefix}{n}", "text": escape(text)} for n, text in enumerate(texts, start=1)]


def _choices(question: Question) -> tuple[Json, Json]:
    options = list(enumerate(question["options"], start=1))
    key = {
        "correct": [f"c{n}" for n, option in options if option["correct"]],
        "scoring": "proportional" if question.get("scoring") == "partial" else "all_or_nothing",
        "choice_feedback": {f"c{n}": escape(o["feedback"]) for n, o in options if o.get("feedback")},
    }
    return {"choices": _listed("c", [option["text"] for _n, option in options])}, key


def _side(question: Question) -> tuple[Json, Json]:
    return {}, {"correct": question["answer"]}


def _matching(question: Question) -> tuple[Json, Json]:
    pairs = question["pairs"]
    targets = list(dict.fromkeys(target for _source, target in pairs))
    content = {"sources": _listed("s", [source for source, _t in pairs]), "targets": _listed("t", targets)}
    named = {f"s{n}": f"t{targets.index(target) + 1}" for n, (_s, target) in enumerate(pairs, start=1)}
    return content, {"pairs": named, "scoring": "proportional"}


def _ordering(question: Question) -> tuple[Json, Json]:
    choices = _listed("c", question["items"])
    return {"choices": choices}, {"order": [choice["id"] for choice in choices], "scoring": "pairwise"}


def _short(question: Question) -> tuple[Json, Json]:
    accepted = [{"text": text, "is_pattern": False, **ALONE} for text in question["accepted"]]
    return {}, {"accepted": accepted, "ignore_case": not question.get("case_sensitive", False)}


def _number(value: object, tolerance: object = 0) -> Json:
    return {"value": str(value), "tolerance": str(tolerance), "tolerance_kind": "absolute", **ALONE}


def _numerical(question: Question) -> tuple[Json, Json]:
    unit = question.get("unit")
    units = {"units": [{"text": unit, "factor": "1"}], "unit_policy": "optional"} if unit else {}
    return {"number_format": "vi"}, {"accepted": [_number(question["value"], question["tolerance"])], **units}


def _cloze(question: Question) -> tuple[Json, Json]:
    gaps: list[Json] = []
    keys: Json = {}
    for n, blank in enumerate(question["blanks"], start=1):
        name = f"g{n}"
        if blank["kind"] == "numerical":
            gaps.append({"id": name, "kind": "number", "number_format": "vi", "size": 5})
            keys[name] = {"accepted": [_number(blank["value"])]}
        else:
            gaps.append({"id": name, "kind": "choice", "choices": _listed("c", blank["options"])})
            keys[name] = {"correct": [f"c{blank['options'].index(blank['correct']) + 1}"]}
    return {"gaps": gaps}, {"gaps": keys}


def _essay(question: Question) -> tuple[Json, Json]:
    rubric = [
        {"id": f"r{n}", "text": escape(text), "points": str(points)}
        for n, (text, points) in enumerate(question["rubric"], start=1)
    ]
    content = {"min_words": question.get("min_words"), "max_words": question.get("max_words")}
    return content, {"rubric": rubric}


def _statements(question: Question) -> tuple[Json, Json]:
    rows = list(enumerate(question["statements"], start=1))
    key = {
        "correct": {f"a{n}": is_true for n, (_text, is_true, _why) in rows},
        "choice_feedback": {f"a{n}": escape(why) for n, (_text, _is_true, why) in rows},
    }
    return {"statements": _listed("a", [text for _n, (text, _is_true, _why) in rows])}, key


def _hotspot(question: Question) -> tuple[Json, Json]:
    """The picture itself is put in where it is stored (``lms.demo.questions``)."""
    rows = list(enumerate(question["regions"], start=1))
    regions = [{"id": f"k{n}", "label": label, "shape": "rect", "coords": at} for n, (label, at, _is) in rows]
    right = [f"k{n}" for n, (_label, _at, is_right) in rows if is_right]
    return {"regions": regions, "shows_regions": True}, {"correct": right, "scoring": "right_minus_wrong"}


_WORDINGS: Mapping[str, Callable[[Question], tuple[Json, Json]]] = {
    "single": _choices,
    "multiple": _choices,
    "truefalse": _side,
    "matching": _matching,
    "ordering": _ordering,
    "short": _short,
    "numerical": _numerical,
    "cloze": _cloze,
    "essay": _essay,
    "statements": _statements,
    "hotspot": _hotspot,
}

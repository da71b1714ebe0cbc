"""The JSON of each kind, written in one place for parsers that find the same things in different files. Pure."""

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any

from content.vietnamese import fold

FILE_KINDS = ("pdf", "docx", "xlsx", "pptx", "jpg", "png", "zip")
"""What may be handed in where a file does not say which kinds."""
_TAG = re.compile(r"<[^>]*>")
_TRUE = frozenset({"true", "dung", "đúng", "richtig", "wahr", "vrai", "verdadero", "correct", "t", "d"})
_FALSE = frozenset({"false", "sai", "falsch", "faux", "falso", "incorrect", "f", "s"})


def truth_of(text: str) -> bool | None:
    """Whether a word says true or false, in the languages that question files come in.

    >>> truth_of("Đúng"), truth_of("<p>Falsch</p>"), truth_of("15 mm")
    (True, False, None)
    """
    word = fold(plain_text(text)).strip(" .()[]:")
    if word in _TRUE:
        return True
    return False if word in _FALSE else None


def plain_text(markup: str) -> str:
    """What a piece of HTML says, in one line."""
    return " ".join(html.unescape(_TAG.sub(" ", markup)).split())


def folded(text: str) -> str:
    return " ".join(fold(text).split())


def as_html(text: str) -> str:
    return html.escape(text, quote=False)


def numbered(letter: str, texts: Sequence[str]) -> list[dict[str, Any]]:
    """Texts with ids.

    >>> numbered("c", ["một"])
    [{'id': 'c1', 'text': 'một'}]
    """
    return [{"id": f"{letter}{number}", "text": text} for number, text in enumerate(texts, start=1)]


def said(
    *, feedback: str = "", correct: str = "", partial: str = "", wrong: str = "", hints: Sequence[str] = ()
) -> dict[str, Any]:
    """What every key may hold beside the answer; empty remarks are left out."""
    found: dict[str, Any] = {"feedback": feedback}
    optional = {"feedback_correct": correct, "feedback_partial": partial, "feedback_wrong": wrong}
    found.update({name: text for name, text in optional.items() if text})
    if hints:
        found["hints"] = list(hints)
    return found


def accepted_text(
    text: str, *, credit: str = "1", is_pattern: bool = False, feedback: str = ""
) -> dict[str, Any]:
    return {"text": text, "credit": credit, "is_pattern": is_pattern, "feedback": feedback}


def accepted_number(
    value: str,
    *,
    tolerance: str = "0",
    tolerance_kind: str = "absolute",
    credit: str = "1",
    feedback: str = "",
) -> dict[str, Any]:
    return {
        "value": value,
        "tolerance": tolerance,
        "tolerance_kind": tolerance_kind,
        "credit": credit,
        "feedback": feedback,
    }


def choice_key(correct: Sequence[str], *, scoring: str = "all_or_nothing", weights: Mapping[str, str] | None = None,
               choice_feedback: Mapping[str, str] | None = None) -> dict[str, Any]:  # fmt: skip
    key: dict[str, Any] = {
        "correct": list(correct),
        "scoring": scoring,
        "choice_feedback": dict(choice_feedback or {}),
    }
    if scoring == "weighted":
        key["weights"] = dict(weights or {})
    return key


def text_key(
    accepted: Sequence[Mapping[str, Any]], *, ignore_case: bool = True, ignore_accents: bool = False,
    ignore_spaces: bool = False,
) -> dict[str, Any]:  # fmt: skip
    return {
        "accepted": [dict(one) for one in accepted],
        "ignore_case": ignore_case,
        "ignore_accents": ignore_accents,
        "ignore_spaces": ignore_spaces,
    }


def number_key(
    accepted: Sequence[Mapping[str, Any]],
    *,
    units: Sequence[Mapping[str, Any]] = (),
    unit_policy: str = "none",
    unit_penalty: str = "1",
) -> dict[str, Any]:
    return {
        "accepted": [dict(one) for one in accepted],
        "units": [dict(unit) for unit in units],
        "unit_policy": unit_policy,
        "unit_penalty": unit_penalty,
    }


def essay_content(stem: str, *, format: str = "rich", max_words: int | None = None, min_words: int | None = None,
                  files: int = 0, kinds: Sequence[str] = (), template: str = "") -> dict[str, Any]:  # fmt: skip
    return {
        "stem": stem,
        "format": format,
        "min_words": min_words,
        "max_words": max_words,
        "files": {
            "max_count": files,
            "max_mb": 10 if files else 0,
            "kinds": list(kinds or FILE_KINDS) if files else [],
        },
        "template": template,
    }


def essay_key(
    *, rubric: Sequence[Mapping[str, Any]] = (), guidance: str = "", sample: str = ""
) -> dict[str, Any]:
    return {"rubric": [dict(one) for one in rubric], "guidance": guidance, "sample": sample}


def with_marks(stem: str, count: int) -> str:
    """A stem in which every gap has its mark: those that have none are put at its end."""
    missing = [f"[[g{number}]]" for number in range(1, count + 1) if f"[[g{number}]]" not in stem]
    return stem + "".join(f"<p>{mark}</p>" for mark in missing)

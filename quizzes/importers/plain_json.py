"""Questions as plain JSON: ``{"questions": [{"id", "type", "text", "options": [{"text", "correct"}], …}]}``."""

import html
import json
import re
from collections.abc import Mapping
from typing import Any

from quizzes.importers.drafts import Draft, Note, ParsedBank

_SCORINGS = {"partial": "proportional", "penalty": "right_minus_wrong"}
_NOT_YET = {
    "matching": "matching",
    "ordering": "ordering",
    "short": "short_answer",
    "numerical": "numerical",
    "cloze": "cloze",
    "essay": "essay",
    "truefalse_group": "true_false_group",
}
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")


class NotQuestions(ValueError):
    """JSON that does not hold questions."""


def parse_json(data: bytes) -> ParsedBank:
    """Every entry as a draft. Raises ``NotQuestions`` when the file is no list of questions at all."""
    try:
        loaded = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise NotQuestions from error
    entries = loaded.get("questions") if isinstance(loaded, Mapping) else loaded
    if not isinstance(entries, list):
        raise NotQuestions
    drafts = tuple(_draft(entry, number) for number, entry in enumerate(entries, start=1))
    notes = () if drafts else (Note(severity="error", where="", code="no_questions"),)
    return ParsedBank(format="json", drafts=drafts, notes=notes)


def _draft(entry: object, number: int) -> Draft:
    if not isinstance(entry, Mapping):
        return Draft(where=str(number), kind="unclear", content={"stem": ""}, rejected="not_an_object")
    code = str(entry.get("id") or "")[:60]
    stem = f"<p>{_rich(entry.get('text'))}</p>" if entry.get("text") else ""
    kind = str(entry.get("type"))
    where = code or str(number)
    common: dict[str, Any] = {
        "where": where,
        "code": code,
        "number": str(number),
        "points": str(entry.get("points") or "1"),
        "difficulty": entry["difficulty"] if isinstance(entry.get("difficulty"), int) else 2,
    }
    if kind in {"single", "multiple"}:
        return _choice(entry, kind, stem, common)
    if kind == "truefalse":
        key = {"correct": entry.get("answer"), "feedback": _feedback(entry)}
        return Draft(
            kind="true_false", content={"stem": stem}, key=key, recognised_by=("file_key",), **common
        )
    known = _NOT_YET.get(kind, "unclear")
    refused = "unclear" if known == "unclear" else "not_yet"
    return Draft(kind=known, content={"stem": stem}, rejected=refused, detail=known, **common)


def _choice(entry: Mapping[str, Any], kind: str, stem: str, common: dict[str, Any]) -> Draft:
    options = [o for o in entry.get("options") or [] if isinstance(o, Mapping)]
    ids = [f"c{n}" for n in range(1, len(options) + 1)]
    pairs = list(zip(ids, options, strict=True))
    key = {
        "correct": [i for i, option in pairs if option.get("correct") is True],
        "scoring": _SCORINGS.get(str(entry.get("scoring")), "all_or_nothing"),
        "feedback": _feedback(entry),
        "choice_feedback": {i: _rich(o.get("feedback")) for i, o in pairs if o.get("feedback")},
    }
    content = {"stem": stem, "choices": [{"id": i, "text": _rich(o.get("text"))} for i, o in pairs]}
    return Draft(kind=f"{kind}_choice", content=content, key=key, recognised_by=("file_key",), **common)


def _feedback(entry: Mapping[str, Any]) -> str:
    return f"<p>{_rich(entry['feedback'])}</p>" if entry.get("feedback") else ""


def _rich(text: object) -> str:
    """Plain text in which ``**bold**`` is the only mark-up."""
    return _BOLD.sub(r"<strong>\1</strong>", html.escape(str(text or ""), quote=False))

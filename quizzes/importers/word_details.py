"""What the lines and brackets around a question say of it: tags, difficulty, source, scoring, remarks. Pure."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from quizzes.importers.drafts import Draft, Lost, Tag
from quizzes.importers.lines import SHIELD
from quizzes.importers.tags import tag_of
from quizzes.importers.word_answers import fraction, plain_number, quantity_in
from quizzes.importers.word_labels import DRAFT, SCORINGS, html_lines, text_of
from quizzes.importers.word_raw import RawQuestion

_WEIGHT = re.compile(r"([A-Za-z])\s*:?\s*(-?\d+(?:[.,]\d+)?)\s*%")
_OUTCOMES = ("feedback_correct", "feedback_partial", "feedback_wrong")
_LANGUAGES = {"tiếng việt": "vi", "tiếng anh": "en"}


def completed(draft: Draft, question: RawQuestion) -> Draft:
    """The draft with everything its labelled lines say."""
    labels = question.labels
    lost = tuple(Lost(field="picture_broken", excerpt=alt) for alt in question.lost_pictures)
    changes: dict[str, Any] = {
        "lost": lost,
        "is_incomplete": bool(lost)
        or question.has_unplaced_pictures
        or text_of(labels.get("state", [])).lower() == DRAFT,
        "tags": _tags(question),
        "difficulty": _difficulty(question),
    }
    for name, field in (("code", "code"), ("source", "source"), ("legal_basis", "legal_basis")):
        if name in labels:
            changes[field] = text_of(labels[name])[: 60 if name == "code" else 500]
    if "language" in labels:
        said = text_of(labels["language"]).lower()
        changes["language"] = _LANGUAGES.get(said, said[:2])
    points = quantity_in(text_of(labels["points"])) if "points" in labels else None
    if points is not None:
        changes["points"] = points.value
    if draft.key:
        changes["key"] = _key(draft, question)
    return replace(draft, **changes)


def _tags(question: RawQuestion) -> tuple[Tag, ...]:
    found = [
        tag_of(name) if kind == "tag" else Tag(kind=kind, name=name.strip())
        for label, kind in (("tags", "tag"), ("topic", "topic"), ("skill", "skill"), ("outcome", "outcome"))
        for line in question.labels.get(label, [])
        for name in line.text.replace(SHIELD, "").split(";")
        if name.strip()
    ]
    found += [Tag(kind="outcome", name=name) for name in question.outcomes]
    return tuple(dict.fromkeys(found))


def _difficulty(question: RawQuestion) -> int:
    said = text_of(question.labels.get("difficulty", []))
    return int(said[:1]) if said[:1] in set("12345") else question.level or 2


def _key(draft: Draft, question: RawQuestion) -> dict[str, Any]:
    key = dict(draft.key)
    for name in _OUTCOMES:
        if name in question.labels:
            key[name] = html_lines(question.labels[name])
    if "hints" in question.labels:
        key["hints"] = [f"<p>{line.to_html()}</p>" for line in question.labels["hints"] if line.text]
    remarks = _remarks(draft, question)
    if remarks:
        key["choice_feedback"] = remarks
    if "scoring" in question.labels:
        key.update(_scoring(draft, text_of(question.labels["scoring"])))
    return key


def _remarks(draft: Draft, question: RawQuestion) -> dict[str, str]:
    """Remarks by the letter or number of what they are about."""
    found = {}
    for name, lines in question.labels.items():
        if name.startswith("remark:"):
            id = _id_of(draft.kind, name.removeprefix("remark:"))
            if id:
                found[id] = "<br>".join(line.to_html() for line in lines)
    return found


def _id_of(kind: str, name: str) -> str:
    if kind == "true_false":
        return {"đúng": "true", "sai": "false"}.get(name, "")
    prefix = {"true_false_group": "s", "matching": "s", "single_choice": "c", "multiple_choice": "c"}.get(
        kind, ""
    )
    place = int(name) if name.isdigit() else ord(name) - ord("a") + 1 if len(name) == 1 else 0
    return f"{prefix}{place}" if prefix and 0 < place < 27 else ""


def _scoring(draft: Draft, said: str) -> dict[str, Any]:
    """A way of scoring by its name; one that the kind does not know is left as it was."""
    word, _colon, rest = said.partition(":")
    name = next((name for name, told in SCORINGS.items() if told == word.strip().lower()), "")
    if not name or name not in _KNOWN.get(draft.kind, ()):
        return {}
    if name == "weighted":
        weights = {
            f"c{ord(letter.lower()) - ord('a') + 1}": fraction(value)
            for letter, value in _WEIGHT.findall(rest)
        }
        return {"scoring": name, "weights": weights} if weights else {}
    if name == "scale":
        steps = [part.strip().replace(",", ".") for part in rest.split(";")]
        return (
            {"scoring": name, "scale": [_step(step) for step in steps]} if all(map(_is_number, steps)) else {}
        )
    return {"scoring": name}


_KNOWN = {
    "single_choice": ("all_or_nothing", "weighted"),
    "multiple_choice": ("all_or_nothing", "proportional", "right_minus_wrong", "weighted"),
    "true_false_group": ("scale", "proportional", "all_or_nothing"),
    "matching": ("proportional", "all_or_nothing"),
    "ordering": ("exact", "position", "pairwise"),
}


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"\d+(?:\.\d+)?", text))


def _step(text: str) -> str:
    return plain_number(Decimal(text))

"""Questions as ``exporters.own_json`` writes them: content and key in the shapes of ``quizzes.items``. Pure.

Every part is read anew, so a file that somebody wrote by hand is held to the same shapes; what has another shape stays
outside with its reason, and no more of it is believed than that.
"""

import json
from collections.abc import Mapping
from typing import Any

from quizzes.importers.counting import MAX_ANSWERS, numbered
from quizzes.importers.drafts import TAG_KINDS, Draft, Lost, Note, ParsedBank, Tag
from quizzes.importers.pictures import PictureBox, from_base64
from quizzes.items import KINDS, ShapeError, read_content, read_key

VERSION = 1
LABELS = ("language", "source", "legal_basis")
_MOST = 20
"""Names in the path of a category, and tags of a question."""
_LISTS = ("choices", "statements", "sources", "targets", "gaps", "regions")

Entry = Mapping[str, Any]


def is_own(loaded: object) -> bool:
    """Whether a JSON file is one of these: it names its version, and its questions their kind."""
    return isinstance(loaded, Mapping) and loaded.get("version") == VERSION


def read_own(loaded: Entry, entries: list[Any]) -> ParsedBank:
    """Every entry as a draft, with the pictures of the file."""
    pictures = PictureBox()
    addresses = dict(_addresses(loaded.get("pictures"), pictures))
    drafts = tuple(_draft(entry, number, addresses) for number, entry in numbered(entries))
    notes = () if drafts else (Note(severity="error", where="", code="no_questions"),)
    return ParsedBank(format="json", drafts=drafts, notes=notes, pictures=pictures.found)


def _addresses(told: object, pictures: PictureBox) -> list[tuple[str, str]]:
    """The address in the file, and where the picture stands until the file is applied."""
    found = []
    for address, one in told.items() if isinstance(told, Mapping) else ():
        if not isinstance(one, Mapping):
            continue
        data = from_base64(str(one.get("data") or ""))
        placed = (
            pictures.add(name=str(one.get("name") or "hinh"), data=data, alt=str(one.get("alt") or ""))
            if data
            else ""
        )
        if placed:
            found.append((str(address), placed))
    return found


def _draft(entry: object, number: int, addresses: Mapping[str, str]) -> Draft:
    if not isinstance(entry, Mapping):
        return Draft(where=str(number), kind="unclear", content={"stem": ""}, rejected="not_an_object")
    code, kind = _text(entry, "code")[:60], _text(entry, "kind")
    common: dict[str, Any] = {"where": code or str(number), "code": code, "number": str(number)}
    if kind not in KINDS:
        return Draft(
            kind="unclear", content={"stem": ""}, rejected="type_not_held", detail=kind[:40], **common
        )
    try:
        content, key = _shapes(kind, entry, addresses)
    except (ShapeError, ValueError, TypeError, AttributeError, ArithmeticError, RecursionError):
        return Draft(kind=kind, content={"stem": ""}, rejected="entry_malformed", detail=kind, **common)
    if any(len(content.get(name, ())) > MAX_ANSWERS for name in _LISTS):
        return Draft(
            kind=kind, content={"stem": ""}, rejected="too_many_answers", detail=str(MAX_ANSWERS), **common
        )
    state = _text(entry, "state")
    return Draft(
        kind=kind,
        content=content,
        key=key,
        recognised_by=("file_key",),
        is_incomplete=state == "draft",
        points=str(entry.get("points") or "1"),
        difficulty=entry["difficulty"] if isinstance(entry.get("difficulty"), int) else 2,
        category=tuple(one for one in _listed(entry, "category") if isinstance(one, str) and one.strip()),
        tags=tuple(_tags(entry)),
        lost=(Lost(field="state", excerpt=state),) if state not in {"", "in_use", "draft"} else (),
        **{name: _text(entry, name) for name in LABELS},
        **common,
    )


def _shapes(kind: str, entry: Entry, addresses: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    told = json.dumps([entry.get("content"), entry.get("key")], ensure_ascii=False)
    for address, placed in addresses.items():
        if address.startswith("/"):
            told = told.replace(f'"{address}"', f'"{placed}"').replace(f'\\"{address}\\"', f'\\"{placed}\\"')
    content, key = json.loads(told)
    return read_content(kind, content).to_json(), read_key(kind, key).to_json()


def _tags(entry: Entry) -> list[Tag]:
    return [
        Tag(kind=one["kind"], name=one["name"])
        for one in _listed(entry, "tags")
        if isinstance(one, Mapping) and one.get("kind") in TAG_KINDS and isinstance(one.get("name"), str)
    ]


def _listed(entry: Entry, name: str) -> list[Any]:
    value = entry.get(name)
    return value[:_MOST] if isinstance(value, list) else []


def _text(entry: Entry, name: str) -> str:
    value = entry.get(name)
    return value if isinstance(value, str) else ""

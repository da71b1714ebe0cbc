"""The tree as JSON and back: what the reading child writes and its parent trusts only as far as its shape. Pure."""

import base64
import json
from dataclasses import fields, is_dataclass
from typing import Any

from content.word.tree import (
    Block,
    Cell,
    Comment,
    ListPlace,
    Media,
    Paragraph,
    Picture,
    Problem,
    Run,
    Table,
    WordDocument,
)


def to_json(document: WordDocument) -> str:
    """What differs from the defaults of each class; most runs and paragraphs are their text and nothing else."""
    plain = {
        "title": document.title,
        "blocks": [_plain(block) for block in document.blocks],
        "footnotes": {mark: [_plain(p) for p in notes] for mark, notes in document.footnotes.items()},
        "media": {
            key: {**_plain(media), "data": base64.b64encode(media.data).decode()}
            for key, media in document.media.items()
        },
        "problems": [_plain(problem) for problem in document.problems],
        "comments": [_plain(comment) for comment in document.comments],
    }
    return json.dumps(plain, ensure_ascii=True)


def _plain(thing: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, usual in _USUAL[type(thing)]:
        value = getattr(thing, name)
        if value == usual:
            continue
        if isinstance(value, tuple):
            found[name] = [_part(part) for part in value]
        else:
            found[name] = _part(value)
    return found


def _part(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_part(part) for part in value]
    return _plain(value) if is_dataclass(value) else value


_USUAL = {
    kind: tuple((field.name, field.default) for field in fields(kind))
    for kind in (Cell, Comment, ListPlace, Media, Paragraph, Picture, Problem, Run, Table)
}


def from_json(text: str | bytes) -> WordDocument:
    plain = json.loads(text)
    return WordDocument(
        title=plain["title"],
        blocks=tuple(_block(block) for block in plain["blocks"]),
        footnotes={mark: tuple(_paragraph(p) for p in notes) for mark, notes in plain["footnotes"].items()},
        media={
            key: Media(**{**media, "data": base64.b64decode(media["data"])})
            for key, media in plain["media"].items()
        },
        problems=tuple(Problem(**problem) for problem in plain["problems"]),
        comments=tuple(Comment(**comment) for comment in plain["comments"]),
    )


def _block(plain: dict[str, Any]) -> Block:
    return _table(plain) if "rows" in plain else _paragraph(plain)


def _paragraph(plain: dict[str, Any]) -> Paragraph:
    place = plain.get("list_place")
    return Paragraph(
        **{
            **plain,
            "runs": tuple(Run(**run) for run in plain.get("runs", ())),
            "pictures": tuple(Picture(**picture) for picture in plain.get("pictures", ())),
            "list_place": ListPlace(**place) if place else None,
            "anchors": tuple(plain.get("anchors", ())),
        }
    )


def _table(plain: dict[str, Any]) -> Table:
    rows = tuple(
        tuple(
            Cell(**{**cell, "blocks": tuple(_block(block) for block in cell.get("blocks", ()))})
            for cell in row
        )
        for row in plain["rows"]
    )
    return Table(number=plain["number"], rows=rows, columns=plain["columns"])

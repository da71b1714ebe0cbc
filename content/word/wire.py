"""The tree as JSON and back: what the reading child writes and its parent trusts only as far as its shape. Pure."""

import base64
import json
from dataclasses import asdict
from typing import Any

from content.word.tree import (
    Block,
    Cell,
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
    plain = {
        "title": document.title,
        "blocks": [asdict(block) for block in document.blocks],
        "footnotes": {mark: [asdict(p) for p in notes] for mark, notes in document.footnotes.items()},
        "media": {
            key: {**asdict(media), "data": base64.b64encode(media.data).decode()}
            for key, media in document.media.items()
        },
        "problems": [asdict(problem) for problem in document.problems],
    }
    return json.dumps(plain, ensure_ascii=True)


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
    )


def _block(plain: dict[str, Any]) -> Block:
    return _table(plain) if "rows" in plain else _paragraph(plain)


def _paragraph(plain: dict[str, Any]) -> Paragraph:
    place = plain["list_place"]
    return Paragraph(
        **{
            **plain,
            "runs": tuple(Run(**run) for run in plain["runs"]),
            "pictures": tuple(Picture(**picture) for picture in plain["pictures"]),
            "list_place": ListPlace(**place) if place else None,
        }
    )


def _table(plain: dict[str, Any]) -> Table:
    rows = tuple(
        tuple(Cell(**{**cell, "blocks": tuple(_block(block) for block in cell["blocks"])}) for cell in row)
        for row in plain["rows"]
    )
    return Table(number=plain["number"], rows=rows, columns=plain["columns"])

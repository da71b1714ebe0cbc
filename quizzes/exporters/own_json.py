"""A bank as JSON in the very shapes it has here: nothing is lost. Pure. See ``importers.own_json`` for the way back."""

import base64
import json
from typing import Any

from quizzes.exporters.bank import ExportedBank, ExportedFile, ExportedItem
from quizzes.exporters.losses import Losses
from quizzes.importers.own_json import LABELS, VERSION


def write_json(bank: ExportedBank) -> ExportedFile:
    """One object: ``version``, ``name``, ``language``, ``questions``, and ``pictures`` (base64) by their address."""
    losses = Losses()
    for item in bank.items:
        if item.state == "retired":
            losses.lose(item, "state", item.state)
    told = {
        "version": VERSION,
        "name": bank.name,
        "language": bank.language,
        "questions": [_entry(item) for item in bank.items],
        "pictures": {
            address: {
                "name": one.name,
                "alt": one.alt,
                "data": base64.b64encode(one.data).decode(),
            }
            for address, one in bank.pictures.items()
        },
    }
    data = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    return ExportedFile(data=data.encode("utf-8", "replace"), not_held=losses.found())


def _entry(item: ExportedItem) -> dict[str, Any]:
    return {
        "code": item.code,
        "kind": item.kind,
        "state": item.state,
        "points": item.points,
        "difficulty": item.difficulty,
        "category": list(item.category),
        "tags": [{"kind": tag.kind, "name": tag.name} for tag in item.tags],
        **{name: getattr(item, name) for name in LABELS},
        "content": item.content,
        "key": item.key,
    }

"""From a JSON file to the fields and screens of an exercise. Pure.

The file has the page's fields by name, ``lessons`` and ``to_verify`` as lists, and ``screens``: objects with ``kind`` and the
screen's parts under the names of the blocks.
"""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_TEXTS = ("title", "summary", "official_url")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioDraft:
    """Everything the page of an exercise needs."""

    slug: str
    title: str
    title_en: str
    summary: str
    summary_en: str
    official_url: str
    minutes: int
    position: int
    lessons: tuple[str, ...]
    lessons_en: tuple[str, ...]
    to_verify: tuple[str, ...]
    body: tuple[Mapping[str, Any], ...]


def read_scenario(source: str) -> ScenarioDraft:
    """Read one exercise. What it cannot do without and lacks is a ``ValueError`` that names it."""
    try:
        facts = json.loads(unicodedata.normalize("NFC", source))
    except json.JSONDecodeError as error:
        raise ValueError(f"line {error.lineno}: not JSON: {error.msg}") from error
    if not isinstance(facts, dict):
        raise ValueError("not an object")
    for name in ("slug", *_TEXTS, "lessons", "screens"):
        if not facts.get(name):
            raise ValueError(f"{name} is missing")
    return ScenarioDraft(
        slug=str(facts["slug"]),
        **{name: str(facts[name]) for name in _TEXTS},
        title_en=str(facts.get("title_en", "")),
        summary_en=str(facts.get("summary_en", "")),
        minutes=int(facts.get("minutes", 10)),
        position=int(facts.get("position", 100)),
        lessons=tuple(map(str, facts["lessons"])),
        lessons_en=tuple(map(str, facts.get("lessons_en", ()))),
        to_verify=tuple(map(str, facts.get("to_verify", ()))),
        body=tuple(_block(screen) for screen in facts["screens"]),
    )


def _block(screen: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        "type": screen["kind"],
        "value": {name: value for name, value in screen.items() if name != "kind"},
    }

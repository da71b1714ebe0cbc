"""From an author's JSON to the fields of a province's page. Pure. Guides are named by their codes."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from content.vietnamese import slugify
from guides.importing_services import day_of, texts

NEEDED = ("province", "title", "summary", "last_reviewed", "review_by")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalDraft:
    """``events`` say ``in_days``: how far they are from the day of publication."""

    province: str
    slug: str
    title: str
    title_en: str
    summary: str
    summary_en: str
    is_example: bool
    last_reviewed: date
    review_by: date
    contact_points: tuple[Row, ...]
    teams: tuple[Row, ...]
    events: tuple[Row, ...]
    guides: tuple[str, ...]
    body: tuple[Row, ...]


def read_local(source: str) -> LocalDraft:
    """Read one page. A missing fact is a ``ValueError`` that names it."""
    facts = json.loads(source)
    for name in NEEDED:
        if not facts.get(name):
            raise ValueError(f"{name} is missing")
    return LocalDraft(
        **{name: str(facts[name]) for name in ("province", "title", "summary")},
        **{name: str(facts.get(name, "")) for name in ("title_en", "summary_en")},
        slug=str(facts.get("slug") or slugify(str(facts["title"]))[:80].strip("-")),
        is_example=bool(facts.get("is_example")),
        last_reviewed=day_of(facts["last_reviewed"]),
        review_by=day_of(facts["review_by"]),
        contact_points=tuple(
            _row(row, ("name", "address", "hours", "phone", "map_url", "note"))
            for row in facts.get("contact_points", ())
        ),
        teams=tuple(_row(row, ("name", "area", "meets", "phone")) for row in facts.get("teams", ())),
        events=tuple(facts.get("events", ())),
        guides=texts(facts.get("guides", ())),
        body=tuple(facts.get("body", ())),
    )


def _row(row: Row, names: tuple[str, ...]) -> Row:
    return {name: str(row.get(name, "")) for name in names}

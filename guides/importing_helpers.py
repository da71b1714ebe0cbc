"""From an author's JSON to the fields of decision helpers and step-by-step pages. Pure.

Links name pages by their codes (``DV-01``, ``HD-02``); whoever publishes looks the pages up.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from guides.importing_services import day_of, texts

Row = dict[str, Any]
NEEDED = ("slug", "title", "summary", "last_reviewed", "review_by")


@dataclass(frozen=True, slots=True, kw_only=True)
class WayDraft:
    """A helper (``questions`` and ``results``) or a step-by-step page (``stages``), with what every reviewed page has."""

    slug: str
    title: str
    title_en: str
    summary: str
    summary_en: str
    owner_org_role: str
    last_reviewed: date
    review_by: date
    sources: tuple[str, ...]
    to_verify: tuple[str, ...]
    questions: tuple[Row, ...]
    results: tuple[Row, ...]
    stages: tuple[Row, ...]

    @property
    def codes(self) -> set[str]:
        """The codes of all pages it links to."""
        return {code for row in (*self.results, *self.stages) for code in row["links"]}


def read_way(source: str) -> WayDraft:
    """Read one helper or step-by-step page. A missing fact is a ``ValueError`` that names it."""
    facts = json.loads(source)
    for name in NEEDED:
        if not facts.get(name):
            raise ValueError(f"{name} is missing")
    return WayDraft(
        **{name: str(facts[name]) for name in ("slug", "title", "summary")},
        title_en=str(facts.get("title_en", "")),
        summary_en=str(facts.get("summary_en", "")),
        owner_org_role=str(facts.get("owner_org_role", "communication_ministry")),
        last_reviewed=day_of(facts["last_reviewed"]),
        review_by=day_of(facts["review_by"]),
        sources=texts(facts.get("sources", ())),
        to_verify=texts(facts.get("verify_before_publish", ())),
        questions=tuple(_questions(facts.get("questions", ()))),
        results=tuple(_results(facts.get("results", ()))),
        stages=tuple(_stages(facts.get("stages", ()))),
    )


def _questions(rows: Any) -> Iterator[Row]:
    for row in rows:
        answers = [{"label": label, "goes_to": target} for label, target in row["answers"].items()]
        yield {"key": row["key"], "text": row["text"], "hint": row.get("hint", ""), "answers": answers}


def _results(rows: Any) -> Iterator[Row]:
    for row in rows:
        yield {
            "key": row["key"],
            "title": row["title"],
            "text": row.get("text", ""),
            "papers": list(row.get("papers", ())),
            "links": list(row.get("links", ())),
            "official_url": row.get("official_url", ""),
        }


def _stages(rows: Any) -> Iterator[Row]:
    for row in rows:
        yield {
            "kind": row.get("kind", "then"),
            "condition": row.get("condition", ""),
            "title": row["title"],
            "text": row.get("text", ""),
            "links": list(row.get("links", ())),
        }

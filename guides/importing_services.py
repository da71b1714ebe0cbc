"""From an author's Markdown file to the fields and blocks of a public service. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from content.markdown import read_markdown
from content.official import official_host
from guides.importing import Block, blocks_of

NEEDED = ("code", "topic", "title_vi", "summary", "handler", "fee", "time_limit", "official_url")
DAYS = ("last_reviewed", "review_by")


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceDraft:
    """Everything a service page needs; ``topic`` and ``related_guide`` are codes."""

    code: str
    topic: str
    title: str
    title_en: str
    summary: str
    summary_en: str
    level: str
    level_on: date | None
    handler: str
    dossier: tuple[dict[str, str], ...]
    fee: str
    time_limit: str
    official_url: str
    legal_basis: tuple[str, ...]
    statistics: tuple[dict[str, str], ...]
    related_guide: str
    owner_org_role: str
    last_reviewed: date
    review_by: date
    sources: tuple[str, ...]
    to_verify: tuple[str, ...]
    body: tuple[Block, ...]


def read_service(source: str) -> ServiceDraft:
    """Read one service. A missing fact that a service cannot do without is a ``ValueError`` that names it."""
    document = read_markdown(source)
    facts = document.facts
    for name in (*NEEDED, *DAYS):
        if not facts.get(name):
            raise ValueError(f"{name} is missing in the front matter")
    if not official_host(str(facts["official_url"])):
        raise ValueError("official_url does not begin with https:// or its host does not end in .gov.vn")
    return ServiceDraft(
        **{name: str(facts[name]) for name in NEEDED if name != "title_vi"},
        title=str(facts["title_vi"]),
        **{name: str(facts.get(name, "")) for name in ("title_en", "summary_en", "level", "related_guide")},
        level_on=day_of(facts["level_on"]) if facts.get("level_on") else None,
        dossier=tuple(_row(row, ("name", "form", "copies", "note")) for row in facts.get("dossier", ())),
        statistics=tuple(
            _row(row, ("label", "value", "definition", "period", "source", "source_url"))
            for row in facts.get("statistics", ())
        ),
        legal_basis=texts(facts.get("legal_basis", ())),
        owner_org_role=str(facts.get("owner_org_role", "communication_ministry")),
        last_reviewed=day_of(facts["last_reviewed"]),
        review_by=day_of(facts["review_by"]),
        sources=texts(facts.get("sources", ())),
        to_verify=texts(facts.get("verify_before_publish", ())),
        body=tuple(blocks_of(document)),
    )


def day_of(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def texts(values: Any) -> tuple[str, ...]:
    return tuple(str(value) for value in values)


def _row(row: Any, names: tuple[str, ...]) -> dict[str, str]:
    """A row of named texts. A name nobody knows is most often a comma that YAML read as the end of a text."""
    strange = sorted(set(row) - set(names))
    if strange:
        raise ValueError(f"“{strange[0]}” is no part of a row; put texts with commas between quotation marks")
    return {name: str(row.get(name, "")) for name in names}

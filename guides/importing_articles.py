"""From an author's Markdown file to the fields and blocks of news, explainers, answers and campaigns. Pure."""

from dataclasses import dataclass
from datetime import date

from content.markdown import read_markdown
from guides.importing import Block, blocks_of
from guides.importing_services import day_of, texts

KINDS = ("news", "explainer", "question", "campaign")
NEEDED = ("kind", "slug", "title_vi", "summary", "last_reviewed", "review_by")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleDraft:
    """What the four kinds have in common, and the facts that only one of them has."""

    kind: str
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
    body: tuple[Block, ...]
    key_points: tuple[str, ...]
    answer: str
    starts_on: date | None
    ends_on: date | None
    call_text: str
    call_url: str


def read_article(source: str) -> ArticleDraft:
    """Read one article. A missing fact or an unknown kind is a ``ValueError`` that names it."""
    document = read_markdown(source)
    facts = document.facts
    for name in NEEDED:
        if not facts.get(name):
            raise ValueError(f"{name} is missing in the front matter")
    if facts["kind"] not in KINDS:
        raise ValueError(f"kind {facts['kind']} is none of {', '.join(KINDS)}")
    plain = ("title_en", "summary_en", "answer", "call_text", "call_url")
    return ArticleDraft(
        **{name: str(facts[name]) for name in ("kind", "slug", "summary")},
        **{name: str(facts.get(name, "")) for name in plain},
        title=str(facts["title_vi"]),
        owner_org_role=str(facts.get("owner_org_role", "communication_ministry")),
        last_reviewed=day_of(facts["last_reviewed"]),
        review_by=day_of(facts["review_by"]),
        sources=texts(facts.get("sources", ())),
        to_verify=texts(facts.get("verify_before_publish", ())),
        key_points=texts(facts.get("key_points", ())),
        starts_on=day_of(facts["starts_on"]) if facts.get("starts_on") else None,
        ends_on=day_of(facts["ends_on"]) if facts.get("ends_on") else None,
        body=tuple(blocks_of(document)),
    )

"""From an author's list of terms (JSON) to the fields of a glossary. Pure."""

import json
from dataclasses import dataclass

from content.vietnamese import slugify


@dataclass(frozen=True, slots=True, kw_only=True)
class TermDraft:
    term: str
    slug: str
    aliases: tuple[str, ...]
    definition: str
    term_en: str
    definition_en: str


def read_terms(source: str) -> list[TermDraft]:
    """Read a list of terms. A term without a meaning, or one that stands there twice, is a ``ValueError`` that names it."""
    drafts: list[TermDraft] = []
    for row in json.loads(source):
        term = str(row["term"])
        if not row.get("definition"):
            raise ValueError(f"{term} has no definition")
        if any(draft.slug == slugify(term) for draft in drafts):
            raise ValueError(f"{term} stands in the list twice")
        drafts.append(
            TermDraft(
                term=term,
                slug=slugify(term),
                aliases=tuple(str(alias) for alias in row.get("aliases", ())),
                definition=str(row["definition"]),
                term_en=str(row.get("term_en", "")),
                definition_en=str(row.get("definition_en", "")),
            )
        )
    return drafts

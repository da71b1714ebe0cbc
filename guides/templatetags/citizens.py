"""``{% with_glossary %}…{% endwith_glossary %}``: hard words explained where they are read; official links; cited documents."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString

from content.official import official_host
from guides.broken_links import is_broken
from guides.glossary import with_terms
from guides.legal_review import CitedLine, cited_lines
from guides.queries import help_contact

register = template.Library()


@register.simple_block_tag
def with_glossary(content: str) -> SafeString:
    """Link each glossary term once within what stands between the tags, and put the meanings below."""
    return with_terms(content)


@register.inclusion_tag("guides/_official.html")
def official_link(url: str, *, words: str = "") -> dict[str, Any]:
    """The button to an official page; a notice and whom to call instead of it while the link is known to be broken."""
    return {
        "url": url,
        "words": words,
        "host": official_host(url),
        "is_broken": is_broken(url),
        "index": help_contact(),
    }


@register.inclusion_tag("guides/_cited.html")
def cited(lines: Iterable[str]) -> dict[str, list[CitedLine]]:
    """Sources or legal basis as list items; a document that holds no longer says so."""
    return {"lines": cited_lines(lines)}

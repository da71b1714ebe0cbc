"""Hard words explained where they are read, official links, cited documents; and the page described for machines."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from content.official import official_host
from guides import describing
from guides.broken_links import is_broken
from guides.glossary import with_terms
from guides.legal_review import CitedLine, cited_lines
from guides.queries import help_contact

register = template.Library()


@register.simple_block_tag
def with_glossary(content: str) -> SafeString:
    """Link each glossary term once within what stands between the tags, and put the meanings below."""
    return with_terms(content)


@register.simple_tag(takes_context=True)
def described(context: Context) -> SafeString:
    """The page in the words of schema.org: a block of data that no browser runs, so that the policy for scripts stands."""
    shown = {str(name): value for name, value in context.flatten().items()}
    words = describing.described(shown.get("page"), shown)
    return SafeString(f'<script type="application/ld+json">{words}</script>' if words else "")


@register.inclusion_tag("guides/_official.html")
def official_link(url: str, *, words: str = "", language: str = "") -> dict[str, Any]:
    """The button to an official page; a notice and whom to call instead of it while the link is known to be broken.

    ``words`` are the page's own, in their ``language``; without them the button names the host.
    """
    return {
        "url": url,
        "words": words,
        "language": language,
        "host": official_host(url),
        "is_broken": is_broken(url),
        "index": help_contact(),
    }


@register.inclusion_tag("guides/_cited.html")
def cited(lines: Iterable[str]) -> dict[str, list[CitedLine]]:
    """Sources or legal basis as list items; a document that holds no longer says so."""
    return {"lines": cited_lines(lines)}

"""``{% with_glossary %}…{% endwith_glossary %}``: hard words explained where they are read; ``{% described %}``: for machines."""

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from guides import describing
from guides.glossary import with_terms

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

"""``{% with_glossary %}…{% endwith_glossary %}``: hard words explained where they are read."""

from django import template
from django.utils.safestring import SafeString

from guides.glossary import with_terms

register = template.Library()


@register.simple_block_tag
def with_glossary(content: str) -> SafeString:
    """Link each glossary term once within what stands between the tags, and put the meanings below."""
    return with_terms(content)

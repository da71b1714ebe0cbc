"""``{{ facts|said_in_a_line }}``: short texts beside each other, each in the language it is in."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from content.translating import Said

register = template.Library()


@register.filter
def said_in_a_line(texts: Iterable[Said]) -> SafeString:
    return format_html_join(" · ", '<span lang="{}">{}</span>', ((one.language, one.text) for one in texts))

"""``{% page_feedback page %}`` for templates of rooms above; rooms beside us have ``{% ui_after_page page %}``."""

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from listening import asking

register = template.Library()


@register.simple_tag(takes_context=True)
def page_feedback(context: Context, page: object = None) -> SafeString:
    """The question "Was this page useful?"."""
    return asking.page_feedback(context["request"], page)

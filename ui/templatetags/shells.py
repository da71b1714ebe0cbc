"""``{% shell %}`` and ``{% slot %}``: see ``ui.shells``."""

from django import template
from django.template.base import Parser, Token

from ui.shells import ShellNode, SlotNode

register = template.Library()


@register.tag
def shell(parser: Parser, token: Token) -> ShellNode:
    """``{% shell key … %}…{% endshell %}``: rendered once for equal keys."""
    keys = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    nodelist = parser.parse(("endshell",))
    parser.delete_first_token()
    return ShellNode(keys, nodelist)


@register.tag
def slot(parser: Parser, token: Token) -> SlotNode:
    """``{% slot %}…{% endslot %}`` in a shell: rendered for each page. Not within a loop of the shell."""
    nodelist = parser.parse(("endslot",))
    parser.delete_first_token()
    return SlotNode(nodelist)

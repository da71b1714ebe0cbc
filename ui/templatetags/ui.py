"""Components: ``{% ui_button %}`` and its family."""

from django import template

register = template.Library()

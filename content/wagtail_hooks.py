"""Registrations with Wagtail; see https://docs.wagtail.org/en/stable/reference/hooks.html."""

from wagtail import hooks

from content.rich_text import add_underline

hooks.register("register_rich_text_features", add_underline)

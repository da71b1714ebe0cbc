"""What stands ready on a telephone: the site that can be installed, pages that can be kept, helps for reading.

This floor knows no address: manifest, program and shelf are names in the setting ``UI_PHONE``. An office that runs
without the front hall leaves it empty, and the buttons do not appear.
"""

from datetime import date

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ui import navigation

register = template.Library()


@register.simple_tag
def ui_installable() -> SafeString:
    """For the head of every public page: how the site is installed (when asked for), and the program that keeps pages."""
    manifest, worker = _address("manifest"), _address("worker")
    if not manifest:
        return SafeString("")
    return format_html(
        '<link rel="manifest" href="{}"{}><link rel="apple-touch-icon" href="{}">',
        manifest,
        format_html(' data-worker="{}"', worker) if worker else "",
        static("ui/icons/apple-touch-180.png"),
    )


@register.simple_tag
def ui_reading_helps() -> SafeString:
    """Size of the text, reading aloud, contrast, pictures on tap.

    For pages of ``ui/layouts/article.html``, whose script answers. What is read aloud carries ``data-read``; pictures wait
    within ``data-saver``.
    """
    return render_to_string("ui/components/reading_helps.html")


@register.simple_tag
def ui_save_page(*, until: date | None = None, within: bool = False) -> SafeString:
    """The button that keeps this page on the device; it works for pages everybody may see, and only for them.

    ``until`` is the day up to which a copy counts as fresh (without one: thirty days); ``within`` keeps
    the pages beneath this address, too.
    """
    return render_to_string(
        "ui/components/save_page.html",
        {"until": until.isoformat() if until else "", "within": within, "shelf": _address("shelf")},
    )


def _address(what: str) -> str:
    target = getattr(settings, "UI_PHONE", {}).get(what, "")
    return navigation.address_of(target) or "" if target else ""

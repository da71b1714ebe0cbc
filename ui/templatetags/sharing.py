"""``{% ui_sharing %}``: what other sites show of a page that somebody passes on (Open Graph)."""

from collections.abc import Callable
from functools import lru_cache

from django import template
from django.conf import settings
from django.core.signals import setting_changed
from django.dispatch import receiver
from django.template.base import NodeList
from django.template.context import Context
from django.template.loader_tags import BlockNode
from django.utils.html import format_html, format_html_join
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ui import navigation

register = template.Library()

LOCALES = {"vi": "vi_VN", "en": "en_GB"}
WIDTH, HEIGHT = 1200, 630
"""Of every picture: the shape all the networks show whole."""


@register.simple_tag(takes_context=True)
def ui_sharing(context: Context) -> SafeString:
    """Title and description as the page's own blocks say them, its address in this language, and its picture.

    Whoever can draw pictures is named by the setting ``UI_SHARE_PICTURE``: a function ``(context) -> str`` that gives the
    path of the picture, or nothing. A page for everybody: it may read neither user nor session.
    """
    title, vietnamese, english = _said("title", context), *navigation.paths_of(context["request"])
    language = get_language() or "vi"
    rows = [
        ("og:type", "website"),
        ("og:site_name", context.get("site_name", "")),
        ("og:title", title),
        ("og:description", _said("description", context)),
        ("og:url", f"{settings.SITE_URL}{english if language == 'en' else vietnamese}"),
        ("og:locale", LOCALES.get(language, language)),
        *(("og:locale:alternate", told) for code, told in LOCALES.items() if code != language),
    ]
    picture = _drawer()(context)
    if picture:
        rows += [
            ("og:image", f"{settings.SITE_URL}{picture}"),
            ("og:image:type", "image/png"),
            ("og:image:width", str(WIDTH)),
            ("og:image:height", str(HEIGHT)),
            ("og:image:alt", title),
        ]
    card = "summary_large_image" if picture else "summary"
    return format_html(
        '{}<meta name="twitter:card" content="{}">',
        format_html_join("", '<meta property="{}" content="{}">', rows),
        card,
    )


def _said(name: str, context: Context) -> str:
    """What a block of this page says, once more and on one line: the page that extends the layout says it only once."""
    words = BlockNode(name, NodeList()).render(context)
    return type(words)(" ".join(words.split()))


@lru_cache(maxsize=1)
def _drawer() -> Callable[[Context], str]:
    name = getattr(settings, "UI_SHARE_PICTURE", "")
    found: Callable[[Context], str] = import_string(name) if name else _no_picture
    return found


def _no_picture(_context: Context) -> str:
    return ""


@receiver(setting_changed)
def _forget(**_facts: object) -> None:
    """Only tests change settings while the site runs."""
    _drawer.cache_clear()

"""What rooms above put at the end of a public page, from the setting ``UI_AFTER_PAGE``: this floor knows none of them.

Each entry is the dotted name of a function ``(request, page) -> SafeString``. The template of a page says where the end is
(``{% ui_after_page page %}``) and needs not know who fills it; an office that runs without such a room leaves it out.
"""

from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.core.signals import setting_changed
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString

Part = Callable[[HttpRequest, object], SafeString]


def after_page(request: HttpRequest, page: object) -> SafeString:
    """All parts in the order of the setting. They belong to a cached page: the same for every reader."""
    return format_html_join("", "{}", ((part(request, page),) for part in _parts()))


@lru_cache(maxsize=1)
def _parts() -> tuple[Part, ...]:
    return tuple(import_string(name) for name in getattr(settings, "UI_AFTER_PAGE", ()))


@receiver(setting_changed)
def _forget(**_facts: object) -> None:
    """Only tests change settings while the site runs."""
    _parts.cache_clear()

"""The links of header and footer, from the setting ``UI_NAVIGATION``: this floor knows no address of its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.core.signals import setting_changed
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.translation import get_language

ENGLISH_PREFIX = "/en"
HOMES = ("/", f"{ENGLISH_PREFIX}/")


@dataclass(frozen=True, slots=True, kw_only=True)
class NavigationLink:
    label: str
    url: str
    is_current: bool


def links_for(place: str, *, path: str) -> tuple[NavigationLink, ...]:
    """The links of one place (``public``, ``learner``, ``account``, ``footer``).

    A link whose room is not installed here is left out: an office may run the guides alone. Equal links are one tuple.
    """
    links = _links(place, get_language(), get_script_prefix(), get_urlconf() or settings.ROOT_URLCONF)
    return _marked(links, tuple([_leads_to(url, path=path) for url, _label in links]))


@lru_cache(maxsize=512)
def _marked(links: tuple[tuple[str, str], ...], are_current: tuple[bool, ...]) -> tuple[NavigationLink, ...]:
    return tuple(
        NavigationLink(label=label, url=url, is_current=is_current)
        for (url, label), is_current in zip(links, are_current, strict=True)
    )


@lru_cache(maxsize=64)
def _links(place: str, _language: str | None, _prefix: str, _urlconf: str) -> tuple[tuple[str, str], ...]:
    """Addresses and words. Every page shows a dozen; they follow from the settings and the four values."""
    targets = ((address_of(target), label) for target, label in settings.UI_NAVIGATION.get(place, ()))
    return tuple((url, str(label)) for url, label in targets if url is not None)


@receiver(setting_changed)
def _forget(**_facts: object) -> None:
    """Only tests change settings while the site runs."""
    _links.cache_clear()


def other_language_url(request: HttpRequest) -> str:
    """This very page in the other language: the address alone decides, no cookie is set."""
    vietnamese, english = paths_of(request)
    path = vietnamese if _is_english(request.path) else english
    query = request.META.get("QUERY_STRING", "")
    return f"{path}?{query}" if query and request.method in {"GET", "HEAD"} else path


def paths_of(request: HttpRequest) -> tuple[str, str]:
    """Where this very page is in Vietnamese and in English, without a query."""
    # A second slash would make the browser read what follows as a host name.
    path = "/" + request.path.lstrip("/\\")
    if _is_english(path):
        path = "/" + path.removeprefix(ENGLISH_PREFIX).lstrip("/\\")
    return path, ENGLISH_PREFIX + path


def _is_english(path: str) -> bool:
    path = "/" + path.lstrip("/\\")
    return path == ENGLISH_PREFIX or path.startswith(f"{ENGLISH_PREFIX}/")


def first_existing(targets: Iterable[str]) -> str:
    """The address of the first target that exists; the home page when none does."""
    return next((url for target in targets if (url := address_of(target)) is not None), _localised("/"))


def address_of(target: str) -> str | None:
    if target.startswith("/"):
        return _localised(target)
    return _reversed(target, get_language(), get_script_prefix(), get_urlconf() or settings.ROOT_URLCONF)


@lru_cache(maxsize=256)
def _reversed(target: str, _language: str | None, _prefix: str, urlconf: str) -> str | None:
    """It follows from the four values and from nothing else."""
    try:
        return reverse(target, urlconf=urlconf)
    except NoReverseMatch:
        return None


def _localised(path: str) -> str:
    return ENGLISH_PREFIX + path if get_language() == "en" else path


def _leads_to(url: str, *, path: str) -> bool:
    return path == url if url in HOMES else path.startswith(url)

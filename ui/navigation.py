"""The links of header and footer, from the setting ``UI_NAVIGATION``: this floor knows no address of its own."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language

ENGLISH_PREFIX = "/en"


@dataclass(frozen=True, slots=True, kw_only=True)
class NavigationLink:
    label: str | Promise
    url: str
    is_current: bool


def links_for(place: str, *, path: str) -> list[NavigationLink]:
    """The links of one place (``public``, ``learner``, ``account``, ``footer``).

    A link whose room is not installed here is left out: an office may run the guides alone.
    """
    found = []
    for target, label in settings.UI_NAVIGATION.get(place, ()):
        url = _address_of(target)
        if url is not None:
            found.append(NavigationLink(label=label, url=url, is_current=_leads_to(url, path=path)))
    return found


def other_language_url(request: HttpRequest) -> str:
    """This very page in the other language: the address alone decides, no cookie is set."""
    path = "/" + request.path.lstrip("/\\")
    if path == ENGLISH_PREFIX or path.startswith(f"{ENGLISH_PREFIX}/"):
        # A second slash would make the browser read what follows as a host name.
        path = "/" + path.removeprefix(ENGLISH_PREFIX).lstrip("/\\")
    else:
        path = ENGLISH_PREFIX + path
    query = request.META.get("QUERY_STRING", "")
    return f"{path}?{query}" if query and request.method in {"GET", "HEAD"} else path


def first_existing(targets: Iterable[str]) -> str:
    """The address of the first target that exists; the home page when none does."""
    return next((url for target in targets if (url := _address_of(target)) is not None), _localised("/"))


def _address_of(target: str) -> str | None:
    if target.startswith("/"):
        return _localised(target)
    try:
        return reverse(target)
    except NoReverseMatch:
        return None


def _localised(path: str) -> str:
    return ENGLISH_PREFIX + path if get_language() == "en" else path


def _leads_to(url: str, *, path: str) -> bool:
    is_home = url in {"/", f"{ENGLISH_PREFIX}/"}
    return path == url if is_home else path.startswith(url)

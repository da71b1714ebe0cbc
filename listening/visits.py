"""Which requests are counted, and what of them is: in memory, a few microseconds each."""

import logging
import threading
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from listening.days import fingerprint, today
from listening.estimating import Sketch
from listening.masking import is_plain_path
from listening.models.feedback import LONGEST_PATH
from listening.robots import is_robot
from listening.tally import Tally
from people.limits import address_of

logger = logging.getLogger("lms.listening")

ViewKey = tuple[date, str, str]
views: Tally[ViewKey] = Tally(most_keys=5_000)
lost: Tally[tuple[date, str]] = Tally(most_keys=1_000)


class Visitors:
    """The sketch of the day; yesterday's is handed over once more and forgotten."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sketches: dict[date, Sketch] = {}
        self._grown: set[date] = set()

    def add(self, day: date, value: int) -> None:
        with self._lock:
            self._sketches.setdefault(day, Sketch()).add(value)
            self._grown.add(day)

    def take(self) -> dict[date, Sketch]:
        """Copies of those that grew. Today's stays whole: handed over again it changes nothing, and heals what was lost."""
        with self._lock:
            taken = {day: Sketch(bytes(self._sketches[day].registers)) for day in self._grown}
            for day in sorted(self._sketches)[:-1]:
                del self._sketches[day]
            self._grown.clear()
        return taken

    def put_back(self, day: date, sketch: Sketch) -> None:
        with self._lock:
            self._sketches.setdefault(day, Sketch()).merge(sketch)
            self._grown.add(day)

    def clear(self) -> None:
        with self._lock:
            self._sketches.clear()
            self._grown.clear()


visitors = Visitors()


def may_be_counted(meta: Mapping[str, Any]) -> bool:
    """Readers who did not say no. Not programs, not what a browser fetches on suspicion, not people who are signed in."""
    if meta.get("HTTP_DNT") == "1" or meta.get("HTTP_SEC_GPC") == "1":
        return False
    if "HTTP_SEC_PURPOSE" in meta or "HTTP_PURPOSE" in meta or "HTTP_X_MOZ" in meta:
        return False
    if f"{settings.SESSION_COOKIE_NAME}=" in meta.get("HTTP_COOKIE", ""):
        return False
    return not is_robot(meta.get("HTTP_USER_AGENT", ""))


def note(request: HttpRequest, response: HttpResponseBase) -> None:
    """Count a page that was shown to everybody, or an address that is not here."""
    meta = request.META
    if response.status_code == 200:
        headers = response.headers
        if (
            "public" not in headers.get("Cache-Control", "")
            or not headers.get("Content-Type", "").startswith("text/html")
            or not may_be_counted(meta)
        ):
            return
        language, path = language_and_path(request.path)
        if len(path) > LONGEST_PATH:
            return
        day = today()
        views.add((day, path, language))
        visitors.add(day, fingerprint(address_of(request), meta.get("HTTP_USER_AGENT", ""), day=day))
    elif response.status_code == 404 and may_be_counted(meta):
        _language, path = language_and_path(request.path)
        if is_plain_path(path):
            lost.add((today(), path))


def language_and_path(path: str) -> tuple[str, str]:
    """The language stands in the path; both languages of a page have the same address without it."""
    if path.startswith("/en/") or path == "/en":
        return "en", path[3:] or "/"
    return "vi", path

"""Which requests are counted, and what of them is.

A request leaves its address on a pile, which costs a microsecond or two. Every second the thread of ``listening.flushing``
turns the pile into counts and hashes; so an address of the internet is in memory for a second, and never anywhere else.
"""

import logging
import threading
from collections import deque
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
MOST_WAITING = 50_000
MOST_SHOWN = 5_000
waiting: deque[tuple[int, str, str, str]] = deque(maxlen=MOST_WAITING)
"""Status, path, address and agent. When more come in a second than are held, the first are not counted."""
_shown: set[str] = set()
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
            sketch = self._sketches.get(day)
            if sketch is None:
                sketch = self._sketches[day] = Sketch()
            if sketch.add(value):
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


def wants_to_be_counted(meta: Mapping[str, Any]) -> bool:
    """Not those who said no, nor what a browser fetches on suspicion, nor people who are signed in."""
    if meta.get("HTTP_DNT") == "1" or meta.get("HTTP_SEC_GPC") == "1":
        return False
    if "HTTP_SEC_PURPOSE" in meta or "HTTP_PURPOSE" in meta or "HTTP_X_MOZ" in meta:
        return False
    cookies = meta.get("HTTP_COOKIE")
    return not (cookies and f"{settings.SESSION_COOKIE_NAME}=" in cookies)


def may_be_counted(meta: Mapping[str, Any]) -> bool:
    """Readers who want to be; no programs."""
    return wants_to_be_counted(meta) and not is_robot(meta.get("HTTP_USER_AGENT", ""))


def note(request: HttpRequest, response: HttpResponseBase) -> None:
    """Put a page that was shown to everybody, or an address that is not here, on the pile of the second.

    Of those who do not want to be counted nothing gets there.
    """
    status, path = response.status_code, request.path
    if status == 200:
        # What was a page for everybody a moment ago is one still: its head need not be read again.
        if path not in _shown and not _is_for_everybody(path, response):
            return
    elif status != 404:
        return
    meta = request.META
    if wants_to_be_counted(meta):
        waiting.append((status, path, address_of(request), meta.get("HTTP_USER_AGENT", "")))


def _is_for_everybody(path: str, response: HttpResponseBase) -> bool:
    headers = response.headers
    is_page = headers.get("Content-Type", "").startswith("text/html")
    if not is_page or "public" not in headers.get("Cache-Control", "") or len(path) > LONGEST_PATH:
        return False
    if len(_shown) >= MOST_SHOWN:
        _shown.clear()
    _shown.add(path)
    return True


def digest() -> None:
    """Turn the pile into counts; addresses become part of the day's sketch and are gone."""
    day = today()
    while waiting:
        status, address, who, agent = waiting.popleft()
        if is_robot(agent):
            continue
        language, path = language_and_path(address)
        if status == 200:
            views.add((day, path, language))
            visitors.add(day, fingerprint(who, agent, day=day))
        elif is_plain_path(path):
            lost.add((day, path))


def language_and_path(path: str) -> tuple[str, str]:
    """The language stands in the path; both languages of a page have the same address without it."""
    if path.startswith("/en/") or path == "/en":
        return "en", path[3:] or "/"
    return "vi", path

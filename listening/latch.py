"""Remembers within a minute, in this process, what the shared cache has answered already: a flood asks it no more."""

import threading
from collections.abc import Hashable

MOST_WATCHED = 50_000


class Latch:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._minute = 0
        self._shut: set[Hashable] = set()
        self._counts: dict[Hashable, int] = {}

    def count(self, who: Hashable, *, minute: int) -> int:
        """One more of ``who`` in this minute; how many that makes. Beyond 50,000 different ones each is the first."""
        with self._lock:
            self._turn(minute)
            if who not in self._counts and len(self._counts) >= MOST_WATCHED:
                return 1
            self._counts[who] = number = self._counts.get(who, 0) + 1
            return number

    def shut(self, what: Hashable, *, minute: int) -> None:
        with self._lock:
            self._turn(minute)
            if len(self._shut) < MOST_WATCHED:
                self._shut.add(what)

    def is_shut(self, what: Hashable, *, minute: int) -> bool:
        with self._lock:
            return self._minute == minute and what in self._shut

    def clear(self) -> None:
        with self._lock:
            self._minute = 0

    def _turn(self, minute: int) -> None:
        if minute != self._minute:
            self._minute = minute
            self._shut.clear()
            self._counts.clear()

"""Counts that wait in the memory of a process until somebody writes them down.

Adding is a look into a dictionary. What a killed process had not written yet is lost: ten seconds of counts, no more, and
nothing that anybody was promised.
"""

import threading
from collections.abc import Hashable, Mapping
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


class Tally(Generic[Key]):
    """Safe between threads; holds at most ``most_keys`` different keys, so that invented ones fill nothing."""

    def __init__(self, most_keys: int) -> None:
        self._most = most_keys
        self._lock = threading.Lock()
        self._counts: dict[Key, int] = {}

    def add(self, key: Key, times: int = 1) -> None:
        with self._lock:
            known = self._counts.get(key)
            if known is not None:
                self._counts[key] = known + times
            else:
                self._add(key, times)

    def _add(self, key: Key, times: int) -> None:
        known = self._counts.get(key)
        if known is not None:
            self._counts[key] = known + times
        elif len(self._counts) < self._most:
            self._counts[key] = times

    def take(self) -> dict[Key, int]:
        """Everything counted so far; the tally begins anew."""
        with self._lock:
            taken, self._counts = self._counts, {}
        return taken

    def put_back(self, counts: Mapping[Key, int]) -> None:
        """What could not be written."""
        with self._lock:
            for key, times in counts.items():
                self._add(key, times)

    def __len__(self) -> int:
        return len(self._counts)

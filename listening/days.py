"""Today, asked thousands of times a second; and the salt of the day, which makes addresses unreadable and is thrown away."""

import hashlib
import logging
import secrets
import time
from datetime import date, datetime, timedelta

from django.core.cache import cache
from django.utils import timezone

logger = logging.getLogger("lms.listening")
SALT_SECONDS = 26 * 3600
DIGEST_BYTES = 8


class _Today:
    """The local date, worked out once a day."""

    __slots__ = ("_day", "_since", "_until")

    def __init__(self) -> None:
        self._since = self._until = 0.0
        self._day = date.min

    def __call__(self) -> date:
        now = time.time()
        if not self._since <= now < self._until:
            moment = timezone.localtime()
            midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
            self._day = moment.date()
            self._since, self._until = midnight.timestamp(), (midnight + timedelta(days=1)).timestamp()
        return self._day


today = _Today()
_salts: dict[date, bytes] = {}
_hashers: dict[date, "hashlib.blake2b"] = {}


def salt_of(day: date) -> bytes:
    """Random, shared by all processes through the cache, and nowhere else. A cache that is away: one of this process alone."""
    salt = _salts.get(day)
    if salt is None:
        salt = _shared_salt(day) or secrets.token_bytes(32)
        _salts.clear()
        _salts[day] = salt
    return salt


def _shared_salt(day: date) -> bytes | None:
    key = salt_key(day)
    try:
        cache.add(key, secrets.token_bytes(32), SALT_SECONDS)
        found = cache.get(key)
    except Exception:
        # Whatever ails the cache: readers get their page, and counting is a little less exact.
        logger.exception("listening.salt_unreadable")
        return None
    return bytes(found) if found is not None else None


def salt_key(day: date) -> str:
    return f"listening:salt:{day.isoformat()}"


def forget_salts() -> None:
    """In this process; the cache forgets by itself, and by ``listening.services.folding``."""
    _salts.clear()
    _hashers.clear()


def fingerprint(*parts: str, day: date) -> int:
    """64 bits that say nothing once the day's salt is gone."""
    hasher = (_hashers.get(day) or _hasher_of(day)).copy()
    hasher.update("\0".join(parts).encode("utf-8", "replace"))
    return int.from_bytes(hasher.digest(), "big")


def _hasher_of(day: date) -> "hashlib.blake2b":
    """The work with the key is done once a day; each address begins from a copy."""
    hasher = hashlib.blake2b(digest_size=DIGEST_BYTES, key=salt_of(day))
    _hashers.clear()
    _hashers[day] = hasher
    return hasher


def local_day(moment: datetime) -> date:
    return timezone.localtime(moment).date()

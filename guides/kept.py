"""Small things every public page needs (terms, banners): kept in the memory of each process, renewed by one shared token.

The token lies in the default cache, as that of kept pages does. When that cache does not answer, nothing is kept, and
pages ask the database.
"""

import logging
import secrets
import time
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache import cache
from django.db import transaction

TOKEN_KEY = "guides.kept.token"  # noqa: S105 - no secret: it only has to be new
SECONDS = 600
MOST = 200
"""More names than that are not kept at a time: some carry a day, and days pass."""

logger = logging.getLogger("lms.guides")
T = TypeVar("T")
_memory: dict[str, tuple[str, float, Any]] = {}


def kept(name: str, make: Callable[[], T]) -> T:
    """What ``make`` returns, made again after ``forget`` and every ten minutes. Nobody may change what they get."""
    token = _current_token()
    if token is None:
        return make()
    found = _memory.get(name)
    if found is not None and found[0] == token and time.monotonic() - found[1] < SECONDS:
        value: T = found[2]
        return value
    value = make()
    if len(_memory) >= MOST:
        _memory.clear()
    _memory[name] = (token, time.monotonic(), value)
    return value


def forget(**_news: Any) -> None:
    """At once for whoever reads in this transaction, and for everybody when it is committed."""
    _renew_token()
    transaction.on_commit(_renew_token, robust=True)


def _current_token() -> str | None:
    try:
        token = cache.get(TOKEN_KEY)
        if token is None:
            cache.add(TOKEN_KEY, secrets.token_hex(8), None)
            token = cache.get(TOKEN_KEY)
    except Exception:
        # Whatever the backend raises: citizens' pages must not depend on a cache being up.
        logger.exception("guides.token_unreadable")
        return None
    return str(token) if token is not None else None


def _renew_token() -> None:
    try:
        cache.set(TOKEN_KEY, secrets.token_hex(8), None)
    except Exception:
        # What somebody saves is saved, whether or not a cache is up; while it is down nothing is kept either.
        logger.exception("guides.token_not_renewed")

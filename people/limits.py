"""How often somebody may ask: counted in the shared cache, so that all web processes count together."""

import logging
from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

logger = logging.getLogger("lms.limits")


def is_over_limit(*, scope: str, who: str, limit: int, seconds: int, now: datetime) -> bool:
    """Count one more request and say whether it is one too many in the running window.

    When the cache is away reading goes on: a limit protects, it must not close the house (safety F7).
    """
    window = int(now.timestamp()) // seconds
    key = f"limit:{scope}:{who}:{window}"
    try:
        if cache.add(key, 1, timeout=seconds * 2):
            return limit < 1
        return cache.incr(key) > limit
    except Exception as error:  # noqa: BLE001 - whatever ails the cache, the answer is the same
        logger.warning("limit.unavailable", extra={"scope": scope, "error": type(error).__name__})
        return False


def address_of(request: HttpRequest) -> str:
    """The client's address: the nearest one that our own proxies vouch for, never what a client merely claims."""
    trusted = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    if trusted:
        sent = request.META.get("HTTP_X_FORWARDED_FOR", "")
        forwarded = [part.strip() for part in sent.split(",") if part.strip()]
        if len(forwarded) >= trusted:
            return forwarded[-trusted]
    return str(request.META.get("REMOTE_ADDR", ""))

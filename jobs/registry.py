"""Which function does which kind of job. Higher rooms register theirs in ``AppConfig.ready``."""

from collections.abc import Callable, Mapping
from typing import Any

Handler = Callable[[Mapping[str, Any]], Mapping[str, Any] | None]
"""Takes the payload, does the work idempotently, returns a JSON-able result or nothing."""

_handlers: dict[str, Handler] = {}


class UnknownJobKind(LookupError):
    """No room has said how to do this kind of job."""


def register(kind: str, handler: Handler) -> None:
    _handlers[kind] = handler


def handler_for(kind: str) -> Handler:
    try:
        return _handlers[kind]
    except KeyError as error:
        raise UnknownJobKind(kind) from error

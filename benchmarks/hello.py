"""Nothing but WSGI: the ceiling of the machine and of the client that asks."""

from collections.abc import Callable, Iterable


def application(environ: dict, start_response: Callable[..., object]) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "5")])
    return [b"hello"]

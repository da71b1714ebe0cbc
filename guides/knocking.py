"""Asking a server outside whether a page is there. The only place of this room that speaks to the internet.

Names are resolved first and the connection goes to the number that was looked at, so that a name cannot lead elsewhere
between the look and the connection; each step of a redirect is looked at in the same way.
"""

import io
import socket
import ssl
import time
from collections.abc import Callable
from http.client import HTTPException, parse_headers
from typing import Protocol
from urllib.parse import SplitResult, quote, urljoin

from guides.links import PORTS, Answer, Outcome, answer_of_status, is_public, split_address

SECONDS = 5.0
LONGEST = 20.0
"""Seconds for one link, with everything that it leads through."""
MOST_REDIRECTS = 5
MOST_BYTES = 32_768
REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Wire(Protocol):
    """What is used of a socket."""

    def sendall(self, data: bytes, /) -> None: ...
    def recv(self, size: int, /) -> bytes: ...
    def settimeout(self, seconds: float | None, /) -> None: ...
    def close(self) -> None: ...


Resolve = Callable[[str, int], list[str]]
Connect = Callable[[SplitResult, str], Wire]


def resolve(host: str, port: int) -> list[str]:
    """The numbers behind a name."""
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in rows))


def connect(parts: SplitResult, number: str) -> Wire:
    """A connection to one number, with the certificate of the name."""
    wire = socket.create_connection((number, PORTS[parts.scheme]), timeout=SECONDS)
    if parts.scheme == "http":
        return wire
    try:
        return ssl.create_default_context().wrap_socket(wire, server_hostname=parts.hostname)
    except BaseException:
        wire.close()
        raise


class Knocker:
    """Asks links, politely: HEAD first, GET where HEAD is not answered well; no body is read."""

    def __init__(self, *, agent: str, resolve: Resolve = resolve, connect: Connect = connect) -> None:
        self.agent = agent
        self.resolve = resolve
        self.connect = connect

    def ask(self, address: str) -> Answer:
        """What became of a link. Never raises: whatever a server or a name does is an answer."""
        until = time.monotonic() + LONGEST
        try:
            return self._follow(address, until)
        except socket.gaierror:
            return _silent(Outcome.FAILED, "name")
        except ssl.SSLCertVerificationError:
            # Many certificates that a browser completes by itself look broken from here.
            return Answer(outcome=Outcome.UNSURE, detail="certificate", is_reached=True)
        except TimeoutError:
            return _silent(Outcome.FAILED, "timeout")
        except (OSError, HTTPException, ValueError):
            return _silent(Outcome.FAILED, "connection")

    def _follow(self, address: str, until: float) -> Answer:
        for _step in range(MOST_REDIRECTS + 1):
            parts = split_address(address)
            if parts is None or parts.hostname is None:
                return _silent(Outcome.UNSURE, "address")
            host = parts.hostname.encode("idna").decode("ascii")
            numbers = self.resolve(host, PORTS[parts.scheme])
            if not numbers or not all(is_public(number) for number in numbers):
                return _silent(Outcome.UNSURE, "private")
            status, onward = self._status(parts, host, numbers[0], until)
            if status not in REDIRECTS or not onward:
                return answer_of_status(status)
            address = urljoin(address, onward.strip())
        return Answer(outcome=Outcome.FAILED, detail="redirects", is_reached=True)

    def _status(self, parts: SplitResult, host: str, number: str, until: float) -> tuple[int, str]:
        status, onward = self._exchange("HEAD", parts, host, number, until)
        if status >= 400:
            status, onward = self._exchange("GET", parts, host, number, until)
        return status, onward

    def _exchange(
        self, verb: str, parts: SplitResult, host: str, number: str, until: float
    ) -> tuple[int, str]:
        wire = self.connect(parts, number)
        try:
            path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
            asked = f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else ""
            wire.sendall(
                f"{verb} {path}{asked} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: {self.agent}\r\n"
                "Accept: text/html,*/*\r\nAccept-Encoding: identity\r\nConnection: close\r\n\r\n".encode(
                    "ascii"
                )
            )
            return _read_head(wire, min(until, time.monotonic() + SECONDS))
        finally:
            wire.close()


def _read_head(wire: Wire, until: float) -> tuple[int, str]:
    """Status and onward address; slow and endless headers end with the time and the size allowed."""
    data = b""
    while b"\r\n\r\n" not in data and b"\n\n" not in data:
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        if len(data) > MOST_BYTES:
            raise ValueError("headers without end")
        wire.settimeout(left)
        piece = wire.recv(4096)
        if not piece:
            break
        data += piece
    first, _break, rest = data.partition(b"\n")
    words = first.split()
    if len(words) < 2 or not words[0].startswith(b"HTTP/") or not words[1].isdigit() or len(words[1]) != 3:
        raise ValueError("no HTTP")
    headers = parse_headers(io.BytesIO(rest))
    return int(words[1]), headers.get("Location", "") or ""


def _silent(outcome: Outcome, detail: str) -> Answer:
    return Answer(outcome=outcome, detail=detail, is_reached=False)

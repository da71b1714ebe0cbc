"""A lean HTTP/1.1 client on asyncio: it shares two cores with what it measures, so it must cost little."""

import asyncio
import json
import re
import time
import urllib.parse
from collections import defaultdict

COOKIE = re.compile(r"set-cookie:\s*([^=\s]+)=([^;]*)", re.IGNORECASE)


class Answer:
    def __init__(self, status: int, head: str, body: bytes) -> None:
        self.status, self.head, self.body = status, head, body

    @property
    def location(self) -> str:
        found = re.search(r"^location: (\S+)", self.head, re.IGNORECASE | re.MULTILINE)
        return urllib.parse.urlparse(found[1]).path if found else ""


class Browser:
    """One connection kept open, with the cookies of one person."""

    def __init__(self, port: int, times: dict[str, list[float]]) -> None:
        self.port, self.times = port, times
        self.cookies: dict[str, str] = {}
        self.line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, name: str, method: str, path: str, body: bytes = b"", **headers: str) -> Answer:
        """One request; its time in seconds is kept under ``name``."""
        said = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", f"Content-Length: {len(body)}"]
        if self.cookies:
            said.append("Cookie: " + "; ".join(f"{k}={v}" for k, v in self.cookies.items()))
        said += [f"{key.replace('_', '-')}: {value}" for key, value in headers.items()]
        began = time.perf_counter()
        if self.line is None:
            self.line = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.line
        writer.write(("\r\n".join(said) + "\r\n\r\n").encode() + body)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        length = re.search(r"^content-length: (\d+)", head, re.IGNORECASE | re.MULTILINE)
        if length is None:
            raise OSError("an answer without its length")
        got = await reader.readexactly(int(length[1]))
        if name:
            self.times[name].append(time.perf_counter() - began)
        for key, value in COOKIE.findall(head):
            self.cookies[key] = value
        return Answer(int(head.split()[1]), head, got)

    async def post_form(self, name: str, path: str, **fields: str) -> Answer:
        csrf = next((v for k, v in self.cookies.items() if "csrf" in k), "")
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": csrf, **fields}).encode()
        return await self.ask(name, "POST", path, body, Content_Type="application/x-www-form-urlencoded")

    async def post_json(self, name: str, path: str, data: object, **headers: str) -> Answer:
        return await self.ask(
            name, "POST", path, json.dumps(data).encode(), Content_Type="application/json", **headers
        )

    def forget_line(self) -> None:
        """After a failure: the next request opens a new connection."""
        self.close()
        self.line = None

    def close(self) -> None:
        if self.line is not None:
            self.line[1].close()


def new_times() -> dict[str, list[float]]:
    return defaultdict(list)


def percentile(values: list[float], share: float) -> float:
    """In milliseconds, by the nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000

"""A public page as it is sent: plain, gzip or Brotli, whichever the reader's browser takes. Compressed once, sent often.

Only answers to strangers come here. They hold no secret of anybody, so compressing them gives none away (BREACH).
"""

import gzip
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import brotli

PLAIN, GZIP, BROTLI = "", "gzip", "br"
BEST_FIRST = (BROTLI, GZIP, PLAIN)
SMALLEST = 500
"""Bytes. What is smaller fits into one packet as it is."""
COMPRESSED = ("text/", "application/json", "application/atom+xml", "application/xml")
Header = tuple[str, str]


class Form(NamedTuple):
    headers: list[Header]
    body: bytes


class KeptPage(NamedTuple):
    """A page in all its forms, the token it was made under, when that was, and the path it answers."""

    token: str
    made_at: float
    path: str
    forms: dict[str, Form]

    def chosen(self, accepted: str) -> Form:
        wanted = encoding_of(accepted)
        return self.forms.get(wanted) or self.forms[PLAIN]


@lru_cache(maxsize=128)
def encoding_of(accepted: str) -> str:
    """The best of our forms that an ``Accept-Encoding`` takes.

    >>> encoding_of("gzip, deflate, br;q=0.9"), encoding_of("br;q=0, gzip"), encoding_of("identity")
    ('br', 'gzip', '')
    """
    taken = set()
    for part in accepted.lower().split(","):
        name, _semicolon, quality = part.partition(";")
        if quality.replace(" ", "").rstrip("0").rstrip(".") not in {"q=", "q=0"}:
            taken.add(name.strip())
    return next((one for one in BEST_FIRST if one in taken), PLAIN)


def form_of(content: bytes, headers: Iterable[Header], encoding: str) -> Form:
    """A page in one of its forms, with the headers that belong to it; left plain where compressing it gains nothing."""
    told = {name.lower(): (name, value) for name, value in headers}
    told.pop("content-length", None)
    kind = told.get("content-type", ("", ""))[1]
    body = content
    if len(content) >= SMALLEST and kind.startswith(COMPRESSED) and "content-encoding" not in told:
        body = _compressed(content, encoding)
        vary = told.get("vary", ("Vary", ""))[1]
        told["vary"] = ("Vary", ", ".join(part for part in (vary, "Accept-Encoding") if part))
        if body is not content:
            told["content-encoding"] = ("Content-Encoding", encoding)
    told["content-length"] = ("Content-Length", str(len(body)))
    return Form(list(told.values()), body)


def forms_of(content: bytes, headers: Iterable[Header]) -> dict[str, Form]:
    listed = list(headers)
    return {encoding: form_of(content, listed, encoding) for encoding in BEST_FIRST}


def _compressed(content: bytes, encoding: str) -> bytes:
    if encoding == BROTLI:
        return bytes(brotli.compress(content, quality=6))
    if encoding == GZIP:
        return gzip.compress(content, compresslevel=6, mtime=0)
    return content

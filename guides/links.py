"""Addresses in stored text, what an answer to a question about them means, and when a link counts as broken. Pure."""

import hashlib
import html
import ipaddress
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from urllib.parse import SplitResult, urldefrag, urlsplit

DAYS_UNTIL_BROKEN = 3
LONGEST = 2_000
PORTS = {"http": 80, "https": 443}
_HREF = re.compile(r"""<a\b[^>]*?\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_SHUT_TO_PROGRAMS = frozenset({401, 403, 405, 406, 407, 418, 429, 451, 501, 503})
"""Statuses with which sites turn programs away that a person's browser would be let in with."""


class Outcome(StrEnum):
    GOOD = "good"
    UNSURE = "unsure"
    """The site is there, or may be, but does not tell us: it counts neither way."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of asking: ``detail`` is a status or a word for editors, ``is_reached`` says that a server spoke."""

    outcome: Outcome
    detail: str
    is_reached: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known of a link."""

    failed_days: int = 0
    last_failed_on: date | None = None
    broken_since: date | None = None


def standing_after(standing: Standing, outcome: Outcome, day: date) -> Standing:
    """One good answer mends a link; failures count once a day, and the third day makes it broken."""
    if outcome == Outcome.GOOD:
        return Standing()
    if outcome == Outcome.UNSURE or standing.last_failed_on == day:
        return standing
    days = standing.failed_days + 1
    since = standing.broken_since or (day if days >= DAYS_UNTIL_BROKEN else None)
    return replace(standing, failed_days=days, last_failed_on=day, broken_since=since)


def answer_of_status(status: int) -> Answer:
    """What a status says of a link."""
    if 200 <= status < 400:
        outcome = Outcome.GOOD
    elif status in _SHUT_TO_PROGRAMS or status < 200:
        outcome = Outcome.UNSURE
    else:
        outcome = Outcome.FAILED
    return Answer(outcome=outcome, detail=str(status), is_reached=True)


def links_in(text: str) -> list[str]:
    """The addresses outside that a stored string leads to: the whole string, or those of its links; each once.

    >>> links_in('<p>Mở <a href="https://a.gov.vn/?x=1&amp;y=2#z">trang</a></p>')
    ['https://a.gov.vn/?x=1&y=2']
    """
    hrefs = (html.unescape(double or single) for double, single in _HREF.findall(text))
    found: Iterable[str] = hrefs if "<" in text else [text]
    return list(dict.fromkeys(address for address in map(tidy_address, found) if address))


def tidy_address(address: str) -> str:
    """An http(s) address without its fragment, or nothing when it is none that may be asked."""
    bare = urldefrag(address.strip()).url
    return bare if len(bare) <= LONGEST and split_address(bare) is not None else ""


def split_address(address: str) -> SplitResult | None:
    """The parts of an address that may be asked: http or https, a name, its usual port, nobody's password.

    >>> split_address("ftp://a.vn/") is None
    True
    """
    if any(char.isspace() or not char.isprintable() for char in address) or "\\" in address:
        return None
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in PORTS or not parts.hostname or "@" in parts.netloc:
        return None
    return parts if port in {None, PORTS[parts.scheme]} else None


def is_public(number: str) -> bool:
    """Whether a numeric address lies in the open internet: no private, local, shared, reserved or disguised one.

    >>> [is_public(number) for number in ("203.162.0.1", "10.0.0.1", "::ffff:127.0.0.1")]
    [True, False, False]
    """
    try:
        address = ipaddress.ip_address(number.split("%", maxsplit=1)[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is not None:
            return is_public(str(inner))
        if address in ipaddress.ip_network("64:ff9b::/96"):
            return is_public(str(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)))
    return address.is_global and not address.is_multicast and not address.is_reserved


def key_of(address: str) -> str:
    """What stands for an address, however long it is."""
    return hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()


def in_turn(waiting: Mapping[str, list[str]]) -> list[str]:
    """One of each host, then the next of each: no host is asked twice running while another waits."""
    rounds = max((len(addresses) for addresses in waiting.values()), default=0)
    return [
        addresses[number]
        for number in range(rounds)
        for addresses in waiting.values()
        if number < len(addresses)
    ]

"""Walk a copy as its readers will: every link of every page must lead to a file, and to a place that is in it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lms.export.rewriting import Attributes, addresses_in_set

NAMES = {"href", "src", "srcset", "poster", "action"}


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenLink:
    file: str
    link: str


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.places: set[str] = set()

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        told = dict(attrs)
        self.places |= {str(told[name]) for name in ("id", "name") if told.get(name)}
        for name in NAMES & set(told):
            value = told[name] or ""
            self.links += addresses_in_set(value) if name == "srcset" else [value]


def broken_links(root: Path) -> list[BrokenLink]:
    """Every link that leads nowhere in this folder; links to other sites are not followed."""
    folder = root.resolve()

    @lru_cache(maxsize=4096)
    def places_of(file: Path) -> frozenset[str]:
        return frozenset(_read(file).places)

    def leads_somewhere(file: Path, link: str) -> bool:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            return True
        if parts.path.startswith("/"):
            return False
        there = (file.parent / unquote(parts.path)).resolve() if parts.path else file
        if not there.is_relative_to(folder) or not there.is_file():
            return False
        fragment = unquote(parts.fragment)
        return not fragment or there.suffix != ".html" or fragment in places_of(there)

    return [
        BrokenLink(file=str(file.relative_to(folder)), link=link)
        for file in pages_of(folder)
        for link in dict.fromkeys(_read(file).links)
        if not leads_somewhere(file, link)
    ]


def pages_of(root: Path) -> Iterator[Path]:
    yield from sorted(root.rglob("*.html"))


def _read(file: Path) -> _Page:
    page = _Page()
    page.feed(file.read_text(encoding="utf-8"))
    page.close()
    return page

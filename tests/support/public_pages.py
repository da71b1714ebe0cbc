"""Every public page of the demonstration in both languages, found as a visitor finds it: by following links."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from django.http import HttpResponse
from django.test import Client
from lxml import html

BEHIND_A_DOOR = re.compile(
    r"^(/en)?/(quan-tri|cua-toi|hoc|lam-bai|ket-qua|tai-khoan|dang-nhap|dang-ky|static|media|tai-lieu)(/|$)"
)
"""Addresses that are nobody's public page: the desks, what belongs to somebody, files."""
LOADED = {"script": ("src",), "img": ("src", "srcset"), "source": ("src", "srcset"), "iframe": ("src",)}
LOADED |= {
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "embed": ("src",),
    "form": ("action",),
}
LOADED |= {"object": ("data",), "input": ("src",), "use": ("href",)}
LOADING_LINKS = {
    "stylesheet",
    "preload",
    "modulepreload",
    "icon",
    "manifest",
    "prefetch",
    "preconnect",
    "dns-prefetch",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What an address answered to somebody who came without any cookie."""

    path: str
    answer: HttpResponse

    @property
    def is_page(self) -> bool:
        return self.answer.status_code == 200 and self.answer["Content-Type"].startswith("text/html")

    @property
    def is_for_everybody(self) -> bool:
        return self.is_page and "public" in self.answer["Cache-Control"]

    @property
    def text(self) -> str:
        return str(self.answer.content.decode())


def walk_public_pages(starts: Iterable[str] = ("/", "/en/")) -> list[Seen]:
    """Follow every link of the site from where visitors begin; each address once, queries left as they are written."""
    waiting, seen = list(starts), {}
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen[path] = found = Seen(path=path, answer=Client().get(path))
        if found.is_page:
            waiting.extend(link for link in _links(found) if link not in seen)
    return list(seen.values())


def _links(found: Seen) -> Iterator[str]:
    for anchor in html.document_fromstring(found.answer.content).iter("a"):
        target = urlsplit(urljoin(f"http://testserver{found.path}", anchor.get("href") or "#"))
        if target.netloc == "testserver" and not BEHIND_A_DOOR.match(target.path):
            yield unquote(target.path) + (f"?{target.query}" if target.query else "")


def foreign_loads(found: Seen) -> list[str]:
    """What a browser would fetch from, or send to, another host than the site's own."""
    return [
        f"<{element.tag}> {address}"
        for element in html.document_fromstring(found.answer.content).iter()
        if isinstance(element.tag, str)
        for address in _loaded_by(element)
        if urlsplit(urljoin("http://testserver/", address)).netloc != "testserver"
        and not address.startswith("data:")
    ]


def _loaded_by(element: html.HtmlElement) -> Iterator[str]:
    if element.tag == "link" and LOADING_LINKS & set((element.get("rel") or "").split()):
        yield element.get("href") or ""
    for name in LOADED.get(element.tag, ()):
        value = element.get(name)
        if value and name == "srcset":
            yield from (part.split()[0] for part in value.split(",") if part.strip())
        elif value:
            yield value

"""A page of the site made into a page of a copy: links lead to files, forms that need a server say so. Pure.

The page is passed on as it was written; only tags that carry a link are written anew.
"""

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

Attributes = list[tuple[str, str | None]]

LINKS = {
    "a": ("href",),
    "area": ("href",),
    "link": ("href",),
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
}
PICTURE = "og:image"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a copy says in the language of a page: HTML."""

    banner: str
    instead_of_form: str
    instead_of_search: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the copy knows; ``link`` and ``home`` are given a link and give another, ``search`` is where its search is."""

    link: Callable[[str], str]
    home: Callable[[str], str]
    is_search: Callable[[str], bool]
    is_for_the_server: Callable[[str], bool]
    data: Callable[[str], str]
    words: Words


def rewritten(page: str, rules: Rules) -> str:
    writer = _Writer(rules)
    writer.feed(page)
    writer.close()
    return "".join(writer.out)


def links_in(page: str) -> Iterator[tuple[str, str]]:
    """Tag and link of everything a page leads to or is shown with, in order."""
    finder = _Finder()
    finder.feed(page)
    finder.close()
    yield from finder.found


def addresses_in_set(value: str) -> list[str]:
    """The addresses of a ``srcset``."""
    return [part.split()[0] for part in value.split(",") if part.split()]


def says_where_home_is(tag: str, told: Mapping[str, str | None]) -> bool:
    """Whether a tag of the head says where the page is at home, in each language: whole addresses, in a copy too."""
    return tag == "link" and (told.get("rel") == "canonical" or "hreflang" in told)


def leads_to_the_site(tag: str, told: Mapping[str, str | None]) -> bool:
    """A link that is meant to leave the copy."""
    return tag == "a" and "external" in (told.get("rel") or "").split()


class _Finder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        told = dict(attrs)
        if tag == "meta" and told.get("property") == PICTURE and told.get("content"):
            self.found.append(("meta", str(told["content"])))
        if says_where_home_is(tag, told) or leads_to_the_site(tag, told):
            return
        for name in LINKS.get(tag, ()):
            if value := told.get(name):
                self.found += [
                    (tag, one) for one in (addresses_in_set(value) if name == "srcset" else [value])
                ]


class _Writer(HTMLParser):
    """Writes each piece out again; while a form is left out, nothing is written."""

    def __init__(self, rules: Rules) -> None:
        super().__init__(convert_charrefs=False)
        self.rules = rules
        self.out: list[str] = []
        self._leaves_out = ""
        """The tag that is being left out, whole; forms have something put in their place."""
        self._instead = ""
        self._is_data = False

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if self._leaves_out:
            return
        told = dict(attrs)
        self._is_data = tag == "script" and told.get("type") == "application/ld+json"
        if tag == "form" and not self._stays(told):
            words = self.rules.words
            self._leaves_out = tag
            self._instead = words.instead_of_search if told.get("role") == "search" else words.instead_of_form
            return
        if tag == "script" and self.rules.is_for_the_server(told.get("src") or ""):
            self._leaves_out = tag
            return
        new = self._changed(tag, attrs)
        self.out.append(str(self.get_starttag_text()) if new == attrs else _written(tag, new))
        if tag == "main":
            self.out.append(self.rules.words.banner)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if not self._leaves_out:
            self.out.append(f"</{tag}>")
        elif tag == self._leaves_out:
            self.out.append(self._instead)
            self._leaves_out = self._instead = ""

    def handle_data(self, data: str) -> None:
        self._write(self.rules.data(data) if self._is_data and self.cdata_elem else data)

    def handle_entityref(self, name: str) -> None:
        self._write(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._write(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self._write(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self._write(f"<!{decl}>")

    def _write(self, piece: str) -> None:
        if not self._leaves_out:
            self.out.append(piece)

    def _stays(self, told: dict[str, str | None]) -> bool:
        """A search is a link with a question in it: the page it leads to answers it without a server."""
        return (told.get("method") or "get").lower() == "get" and self.rules.is_search(
            told.get("action") or ""
        )

    def _changed(self, tag: str, attrs: Attributes) -> Attributes:
        told, link = dict(attrs), self.rules.link
        if leads_to_the_site(tag, told):
            return attrs
        if tag == "meta":
            return _exchanged(attrs, {"content"}, self.rules.home)
        if says_where_home_is(tag, told):
            return _exchanged(attrs, {"href"}, self.rules.home)
        if tag == "form":
            return _exchanged(attrs, {"action"}, link)
        if tag == "link":
            # A copy is kept whole already: no program of the site keeps pages of it on the device.
            attrs = [(name, value) for name, value in attrs if name != "data-worker"]
        if tag == "input":
            return [(name, value) for name, value in attrs if name not in {"data-suggest", "data-told"}]
        if tag == "script" and told.get("src"):
            # A browser that reads files from a disk refuses modules; the copy's scripts are whole in themselves.
            attrs = [("defer", None), *((n, v) for n, v in attrs if n not in {"type", "defer"})]
        plain = set(LINKS.get(tag, ())) - {"srcset"}
        return _exchanged(_exchanged(attrs, plain, link), {"srcset"}, self._set)

    def _set(self, value: str) -> str:
        parts = [part.split(None, 1) for part in value.split(",") if part.strip()]
        return ", ".join(" ".join([self.rules.link(part[0]), *part[1:]]) for part in parts)


def _exchanged(attributes: Attributes, names: Container[str], change: Callable[[str], str]) -> Attributes:
    return [(name, change(value) if name in names and value else value) for name, value in attributes]


def _written(tag: str, attributes: Attributes) -> str:
    told = "".join(
        f" {name}" if value is None else f' {name}="{escape(value)}"' for name, value in attributes
    )
    return f"<{tag}{told}>"

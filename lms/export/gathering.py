"""Bring everything public together in one folder, as the site answers it, and remember what became of each address."""

import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from lms.bundling import bundled
from lms.export.addresses import UnsafeAddress, file_of, target_of
from lms.export.asking import Kind, Stranger
from lms.export.folders import ExportRefused
from lms.export.rewriting import links_in
from lms.media import PICTURES, PUBLIC_FOLDERS

MOST_ADDRESSES = 100_000
MOST_MOVES = 5
FOR_THE_SERVER = ("quizzes/", "lms/suggest")
"""Scripts that do nothing without a server: in a copy they are left out."""
_URL = re.compile(r"url\(\s*[\"']?([^\"')]+)[\"']?\s*\)")


@dataclass(slots=True)
class Gathered:
    """Pages and files by address, ``static`` and ``media`` by their link; the rest says why a link is not followed."""

    folder: Path
    files: dict[str, str] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    static: dict[str, str] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)
    for_the_site: set[str] = field(default_factory=set)
    gone: dict[str, str] = field(default_factory=dict)
    """Addresses and links that are not there, with the page that leads to them."""


class Gatherer:
    def __init__(self, folder: Path, stranger: Stranger, *, with_pictures: bool) -> None:
        self.found = Gathered(folder=folder)
        self._stranger = stranger
        self._with_pictures = with_pictures
        self._waiting: deque[tuple[str, str]] = deque()
        self._seen: set[str] = set()

    def promise(self, address: str) -> None:
        """The copy has a page of its own there: the site is not asked."""
        self._seen.add(address)

    def keep(self, address: str, page: str) -> None:
        """A page of the copy's own."""
        self.promise(address)
        self._write(address, page.encode())
        self._follow(address, page)

    def gather(self, addresses: Iterable[str]) -> Gathered:
        """These pages, and what they lead to and are shown with.

        Raises:
            ExportRefused: a page fails, or there are more than a site of this kind has.
        """
        for address in addresses:
            self._await(address, "")
        while self._waiting:
            address, asked_by = self._waiting.popleft()
            self._ask(address, asked_by)
        return self.found

    def _await(self, address: str, asked_by: str) -> None:
        if address in self._seen:
            return
        self._seen.add(address)
        if len(self._seen) > MOST_ADDRESSES:
            raise ExportRefused(
                _("More than %(count)s addresses: something leads on for ever. The last one: %(address)s")
                % {"count": MOST_ADDRESSES, "address": address},
                code="too_many_addresses",
            )
        self._waiting.append((address, asked_by))

    def _ask(self, address: str, asked_by: str) -> None:
        final, answer = address, self._stranger.ask(address)
        for _move in range(MOST_MOVES):
            if answer.kind is not Kind.MOVED:
                break
            target = target_of(answer.location, at=final, site=settings.SITE_URL)
            if target is None:
                break
            final = target.address
            answer = self._stranger.ask(final)
        if answer.kind is Kind.FAILED:
            raise ExportRefused(
                _("%(address)s answers %(status)s.") % {"address": address, "status": answer.status},
                code="page_failed",
            )
        if answer.kind is Kind.GONE:
            # A page that was listed a moment ago may just have been taken back; a link that is left behind is a mistake.
            if asked_by:
                self.found.gone[address] = asked_by
        elif answer.kind in {Kind.MOVED, Kind.FOR_THE_SITE}:
            self.found.for_the_site.add(address)
        else:
            self._keep_answer(address, final, answer, asked_by)

    def _keep_answer(self, address: str, final: str, answer: Any, asked_by: str) -> None:
        try:
            file = file_of(final)
        except UnsafeAddress:
            self.found.gone[address] = asked_by
            return
        if answer.kind is Kind.FILE and file.endswith("/index.html"):
            # A film's address ends like a page's; its file must not.
            file = f"{file.removesuffix('index.html')}tep{answer.ending}"
        answer.written_to(self.found.folder / file)
        self.found.files[address] = self.found.files[final] = file
        self._seen.add(final)
        if answer.kind is Kind.PAGE:
            self.found.pages[final] = file
            self._follow(final, (self.found.folder / file).read_text(encoding="utf-8"))

    def _write(self, address: str, content: bytes) -> None:
        path = self.found.folder / file_of(address)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.found.files[address] = self.found.pages[address] = file_of(address)

    def _follow(self, at: str, page: str) -> None:
        for tag, link in links_in(page):
            if tag == "meta" and not self._with_pictures:
                continue
            if name := static_name(link):
                if not is_for_the_server(link):
                    self._keep_static(link, name, at)
            elif name := media_name(link):
                self._keep_media(link, name, at)
            elif target := target_of(link, at=at, site=settings.SITE_URL):
                self._await(target.address, at)

    def _keep_static(self, link: str, name: str, at: str) -> None:
        if link in self.found.static:
            return
        content = _static_bytes(name)
        if content is None:
            self.found.gone[link] = at
            return
        if name.endswith(".css"):
            for needed in _URL.findall(content.decode()):
                self._keep_beside(name, needed, at)
        if name.endswith(".js"):
            content = whole_script(name, content).encode()
        self.found.static[link] = self._write_file(f"static/{name}", content)

    def _keep_beside(self, name: str, needed: str, at: str) -> None:
        """What a stylesheet loads, found from where it stands."""
        if urlsplit(needed).scheme:
            return
        parts: list[str] = []
        for part in (PurePosixPath(name).parent / urlsplit(needed).path).parts:
            parts = parts[:-1] if part == ".." else [*parts, part]
        self._keep_static(settings.STATIC_URL + "/".join(parts), "/".join(parts), at)

    def _keep_media(self, link: str, name: str, at: str) -> None:
        if link in self.found.media:
            return
        asked = PurePosixPath(name)
        is_picture = asked.parts[0] in PUBLIC_FOLDERS and asked.suffix.lower() in PICTURES
        if not is_picture or ".." in asked.parts or not default_storage.exists(name):
            self.found.gone[link] = at
            return
        with default_storage.open(name) as file:
            self.found.media[link] = self._write_file(f"media/{name}", file.read())

    def _write_file(self, name: str, content: bytes) -> str:
        path = self.found.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return name


def is_for_the_server(link: str) -> bool:
    name = static_name(link)
    return name.endswith(".js") and name.startswith(FOR_THE_SERVER)


def static_name(link: str) -> str:
    """The name of a static file that a link leads to, else nothing."""
    prefix = settings.STATIC_URL
    return unquote(urlsplit(link).path.removeprefix(prefix)) if link.startswith(prefix) else ""


def media_name(link: str) -> str:
    """The name of an uploaded picture that a link leads to, here or in an object store."""
    prefix = str(default_storage.url("images/x")).partition("?")[0].removesuffix("images/x")
    return unquote(link.partition("?")[0].removeprefix(prefix)) if link.startswith(prefix) else ""


def whole_script(name: str, content: bytes) -> str:
    """A script with all it imports, closed in itself: it needs no server that hands out modules."""
    folder = PurePosixPath(name).parent

    def source(other: str) -> str:
        found = content if other == PurePosixPath(name).name else _static_bytes(str(folder / other))
        if found is None:
            raise ExportRefused(
                _("The script %(name)s needs %(other)s, which is not there.")
                % {"name": name, "other": other},
                code="script_missing",
            )
        return found.decode()

    return f"(()=>{{{bundled(PurePosixPath(name).name, source)}}})();\n"


def _static_bytes(name: str) -> bytes | None:
    """As it is sent, or while nothing is collected yet, as it is written."""
    if staticfiles_storage.exists(name):
        with staticfiles_storage.open(name) as file:
            content: bytes = file.read()
            return content
    found = finders.find(name)
    return Path(str(found)).read_bytes() if found else None

"""Ask this very program for a page, as a stranger would, without a network in between."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from mimetypes import guess_extension
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

AGENT = "export_site (robot)"
"""Readers are counted; this is none."""


class Kind(Enum):
    PAGE = auto()
    FILE = auto()
    MOVED = auto()
    FOR_THE_SITE = auto()
    """It needs the site: it is for one person, or does something."""
    GONE = auto()
    FAILED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    kind: Kind
    status: int
    parts: Iterable[bytes] = ()
    location: str = ""
    ending: str = ""
    """What the name of a file of this type ends with, such as ``.mp4``."""

    def written_to(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            for part in self.parts:
                file.write(part)


class Stranger:
    """Somebody without a cookie at the public address."""

    def __init__(self) -> None:
        site = urlsplit(settings.SITE_URL)
        self._is_secure = site.scheme == "https"
        self._headers: dict[str, Any] = {"HTTP_HOST": site.netloc, "HTTP_USER_AGENT": AGENT}
        # Files are for everybody who is let in without a cookie, whatever caches are told of them.
        with translation.override(settings.LANGUAGE_CODE):
            documents = reverse("wagtaildocs_serve", args=[1, "x"]).removesuffix("1/x")
        self._files = (documents, "/phuong-tien/")

    def request_for(self, address: str) -> Any:
        """A request to draw a page of the copy's own with."""
        return RequestFactory(**self._headers).get(address, secure=self._is_secure)

    def ask(self, address: str) -> Answer:
        client = Client(raise_request_exception=False, **self._headers)
        response: Any = client.get(address, secure=self._is_secure)
        status = response.status_code
        if status >= 500 or status == 400:
            return Answer(kind=Kind.FAILED, status=status)
        if status in {404, 410}:
            return Answer(kind=Kind.GONE, status=status)
        if status in {301, 302, 303, 307, 308}:
            return Answer(kind=Kind.MOVED, status=status, location=response["Location"])
        is_public = "public" in response.get("Cache-Control", "") or address.startswith(self._files)
        if status != 200 or not is_public or client.cookies:
            return Answer(kind=Kind.FOR_THE_SITE, status=status)
        told = response.get("Content-Type", "").partition(";")[0].strip()
        is_page = told == "text/html"
        parts = response.streaming_content if response.streaming else [response.content]
        return Answer(
            kind=Kind.PAGE if is_page else Kind.FILE,
            status=status,
            parts=parts,
            ending=guess_extension(told) or ".bin",
        )

"""Pictures that come with a file of questions: told by their first bytes, kept once, shown from a place of their own. Pure."""

import base64
import binascii
import hashlib
import re

from quizzes.importers.drafts import PENDING, Picture

MAX_PICTURES = 2_000
_SIGNATURES = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "png"),
    (re.compile(rb"\xff\xd8\xff"), "jpg"),
    (re.compile(rb"GIF8[79]a"), "gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "webp"),
    (re.compile(rb"BM"), "bmp"),
    (re.compile(rb"II\*\x00|MM\x00\*"), "tif"),
)
_DATA = re.compile(r"data:image/[a-z.+-]+;base64,", re.IGNORECASE)
_PENDING = re.compile(re.escape(PENDING) + r"([0-9a-f]{64})\.[a-z]{3,4}")


class PictureBox:
    """The pictures of one file, each kept once under the sha256 of its bytes."""

    def __init__(self) -> None:
        self.found: dict[str, Picture] = {}

    def add(self, *, name: str, data: bytes, alt: str = "") -> str:
        """The address of a picture in the HTML until the file is applied; "" when the bytes are no picture."""
        extension = extension_of(data)
        if not extension or len(self.found) >= MAX_PICTURES:
            return ""
        sha256 = hashlib.sha256(data).hexdigest()
        kept = self.found.get(sha256)
        if kept is None or (alt and not kept.alt):
            self.found[sha256] = Picture(name=name[:255], data=data, alt=alt[:255])
        return f"{PENDING}{sha256}.{extension}"

    def add_data_address(self, address: str, *, alt: str = "") -> str:
        """The same for a picture written into its own address (``data:image/png;base64,…``)."""
        start = _DATA.match(address)
        data = from_base64(address[start.end() :]) if start else None
        return self.add(name="", data=data, alt=alt) if data else ""


def extension_of(data: bytes) -> str:
    """How a picture's name ends, by what it is; "" when it is none we know."""
    return next((extension for signature, extension in _SIGNATURES if signature.match(data)), "")


def from_base64(text: str) -> bytes | None:
    """The bytes, or None when the text is not base64. Line breaks are allowed, other strange signs are not."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None


def pending_in(markup: str) -> set[str]:
    """The sha256 of every picture a text waits for."""
    return set(_PENDING.findall(markup))


def replace_pending(markup: str, addresses: dict[str, str]) -> str:
    """The text with each waiting picture at its final address; ``addresses`` by sha256."""
    return _PENDING.sub(lambda found: addresses.get(found.group(1), found.group(0)), markup)

"""What one QTI item is read with: its file's package and folder, the album of the whole bank, and its own losses. Pure."""

import posixpath
import re
from dataclasses import dataclass, field

from quizzes.importers.drafts import Lost
from quizzes.importers.foreign_html import Markup
from quizzes.importers.packages import Package
from quizzes.importers.pictures import PictureBox, from_base64

_EXCERPT = 120
SERIOUS = frozenset(
    {"picture_missing", "picture_broken", "picture_elsewhere", "media", "formula", "placeholder"}
)
_DATA = re.compile(r"^data:image/[a-z+.-]+;base64,", re.IGNORECASE)
_GENERIC_TITLE = re.compile(
    r"^(?:question|câu(?:\s+hỏi)?|item|essay|choice|quiz)?[\s#:._-]*\d*$", re.IGNORECASE
)
_LASTING = re.compile(r"[0-9a-f]{8,}", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class Context:
    """``folder`` is where the item's file stands in ``package``; a lone XML file has no package."""

    album: PictureBox = field(default_factory=PictureBox)
    package: Package | None = None
    folder: str = ""
    lost: list[Lost] = field(default_factory=list)

    @property
    def markup(self) -> Markup:
        return Markup(picture=self.picture, lost=self.lose)

    def for_item(self) -> "Context":
        return Context(album=self.album, package=self.package, folder=self.folder)

    def lose(self, name: str, excerpt: str = "") -> None:
        loss = Lost(field=name, excerpt=excerpt[:_EXCERPT])
        if loss not in self.lost:
            self.lost.append(loss)

    def data_of(self, address: str) -> bytes | None:
        """The bytes of a picture named in an item; nothing is ever fetched from outside the file."""
        inline = _DATA.match(address)
        if inline:
            return from_base64(address[inline.end() :])
        if self.package is None or "://" in address or address.startswith("//"):
            return None
        return self.package.find(address, self.folder)

    def picture(self, address: str, alt: str) -> str:
        """Where the picture stands until the file is applied; "" (and a loss) when the file does not hold it."""
        data = self.data_of(address)
        name = "" if address.startswith("data:") else posixpath.basename(address)
        placed = self.album.add(name=name, data=data, alt=alt) if data else ""
        if not placed:
            is_elsewhere = "://" in address or address.startswith("//")
            missing = "picture_elsewhere" if is_elsewhere else "picture_missing"
            self.lose("picture_broken" if data else missing, "" if address.startswith("data:") else address)
        return placed

    @property
    def is_incomplete(self) -> bool:
        """Whether something is lost without which the question may not make sense."""
        return any(loss.field in SERIOUS for loss in self.lost)

    def title(self, title: str, stem: str) -> None:
        """Items have no title here: one that says more than the question is told as lost."""
        bare = " ".join(title.split())
        if bare and not _GENERIC_TITLE.match(bare) and bare.casefold() not in stem.casefold():
            self.lose("title", bare)


def lasting_code(identifier: str) -> str:
    """An identifier that a machine made and nobody else's file will carry; "" for "Q1" or "choice"."""
    return identifier[:60] if _LASTING.search(identifier) and len(identifier) >= 12 else ""

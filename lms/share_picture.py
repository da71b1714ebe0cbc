"""The picture of a page that somebody passes on: its title in our letters on our colours, always 1200 by 630.

Drawing costs some tens of milliseconds, so each version is drawn once and kept in the private store: what is no longer
public is then shown by nobody. A version follows from the words; addresses that somebody invents are never kept.
"""

import hashlib
import io
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import fontpkg_be_vietnam_pro
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from PIL import Image, ImageDraw, ImageFont

SIZE = WIDTH, HEIGHT = 1200, 630
DESIGN = 1
"""Raised when the drawing changes: every picture then has a new version."""

BLUE, WHITE, YELLOW, PALE = "#0b4f8a", "#ffffff", "#ffd43b", "#d7e6f5"  # primary, on-primary, focus of ui.css
MARGIN, TOP, FOOT = 80, 84, 520
TITLE_SIZES = (76, 68, 60, 52, 46)
MOST_LINES, MOST_LETTERS = 5, 240
FONTS = Path(fontpkg_be_vietnam_pro.ROOT) / "files"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What stands on a picture; ``name`` says whose it is, and is its folder in the store."""

    name: str
    title: str
    kicker: str
    site: str
    host: str
    language: str

    @property
    def version(self) -> str:
        words = (DESIGN, self.title, self.kicker, self.site, self.host, self.language)
        return hashlib.sha256(repr(words).encode()).hexdigest()[:12]


def kept_picture(picture: Picture) -> bytes:
    """The picture as PNG; drawn when this version was never asked for, and then the older ones are thrown away."""
    store = storages["private"]
    folder = f"og/{picture.name}"
    file = f"{picture.language}-{picture.version}.png"
    if store.exists(f"{folder}/{file}"):
        with store.open(f"{folder}/{file}") as kept:
            return kept.read()
    drawn = drawn_picture(picture)
    old = store.listdir(folder)[1] if store.exists(folder) else []
    store.save(f"{folder}/{file}", ContentFile(drawn))
    for name in old:
        if name.startswith(f"{picture.language}-") and name != file:
            store.delete(f"{folder}/{name}")
    return drawn


def drawn_picture(picture: Picture) -> bytes:
    image = Image.new("RGB", SIZE, BLUE)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 16, HEIGHT), fill=YELLOW)
    top = TOP
    if picture.kicker:
        pen.text((MARGIN, top), _plain(picture.kicker), font=_font("SemiBold", 34), fill=YELLOW)
        top += 66
    size, lines = _fitted(_plain(picture.title), room=FOOT - 40 - top)
    for number, line in enumerate(lines):
        pen.text((MARGIN, top + number * _line_height(size)), line, font=_font("Bold", size), fill=WHITE)
    pen.line((MARGIN, FOOT, WIDTH - MARGIN, FOOT), fill=PALE, width=2)
    _book(pen, MARGIN, FOOT + 28)
    pen.text((MARGIN + 76, FOOT + 32), _plain(picture.site), font=_font("SemiBold", 34), fill=WHITE)
    host = _plain(picture.host)
    pen.text((WIDTH - MARGIN, FOOT + 36), host, font=_font("Regular", 28), fill=PALE, anchor="ra")
    out = io.BytesIO()
    image.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


def _plain(words: str) -> str:
    """One line of letters that can be drawn: composed, without controls and marks that turn the direction of writing."""
    composed = unicodedata.normalize("NFC", words)[: MOST_LETTERS * 4]
    seen = "".join(
        " " if unicodedata.category(letter).startswith(("C", "Z")) else letter for letter in composed
    )
    return " ".join(seen.split())[:MOST_LETTERS]


def _fitted(title: str, *, room: int) -> tuple[int, list[str]]:
    """The largest letters in which the title fits; the smallest, with an ellipsis, when none does."""
    for size in TITLE_SIZES:
        lines = _lines(title, size)
        if len(lines) <= MOST_LINES and len(lines) * _line_height(size) <= room:
            return size, lines
    size = TITLE_SIZES[-1]
    shown = _lines(title, size)[: min(MOST_LINES, room // _line_height(size))]
    last = shown[-1]
    while not _fits(f"{last}…", size):
        last = last.rpartition(" ")[0] or last[:-1]
    return size, [*shown[:-1], f"{last}…"]


def _lines(title: str, size: int) -> list[str]:
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if _fits(longer, size):
            lines[-1] = longer
            continue
        pieces = _pieces(word, size)
        lines = [line for line in lines if line] + pieces
    return lines


def _pieces(word: str, size: int) -> list[str]:
    """A word that is wider than the picture is cut where it has to be."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and not _fits(pieces[-1] + letter, size):
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _fits(words: str, size: int) -> bool:
    return _font("Bold", size).getlength(words) <= WIDTH - 2 * MARGIN


def _line_height(size: int) -> int:
    return round(size * 1.3)


@lru_cache(maxsize=16)
def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"BeVietnamPro-{weight}.ttf", size)


def _book(pen: ImageDraw.ImageDraw, left: int, top: int) -> None:
    """The open book of the site's mark."""
    middle, right, low = left + 28, left + 56, top + 44
    outline = [
        (left, top + 4),
        (middle, top + 12),
        (right, top + 4),
        (right, low - 8),
        (middle, low),
        (left, low - 8),
    ]
    pen.polygon(outline, outline=WHITE, width=4)
    pen.line((middle, top + 12, middle, low), fill=WHITE, width=4)

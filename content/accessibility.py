"""What keeps people out of a text: pictures without words, headings that skip, links that say nothing, films without captions."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import ForeignKey
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.fields import RichTextField, StreamField
from wagtail.images.models import AbstractImage
from wagtail.models import Page
from wagtail.rich_text import RichText

from content.blocks.picture import PictureValue

_HEADING = re.compile(r"<h([1-6])\b[^>]*>(.*?)</h\1>", re.DOTALL | re.IGNORECASE)
_LINK = re.compile(r"<a\b[^>]*>(.*?)</a>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]+>")
_ALT = re.compile(r'\balt="([^"]*\S[^"]*)"', re.IGNORECASE)
_PICTURE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_BARE = re.compile(r"(https?://|www\.)\S+|\S+\.(vn|com|org|net|gov)(/\S*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Barrier:
    """One thing to mend: the number of the block from 0, its id, what the block is called, and a sentence.

    Outside of blocks the index is -1, and ``label`` is what the field is called. ``field`` is known where a whole page
    was looked at.
    """

    index: int
    block_id: str
    label: str
    message: str
    field: str = ""

    @property
    def place(self) -> str:
        """Where it is, in words."""
        if self.index < 0:
            return f"{self.label[:1].upper()}{self.label[1:]}:"
        return _("Block %(number)s (%(label)s):") % {"number": self.index + 1, "label": self.label}


def barriers_in(body: StreamValue | Sequence[StreamValue.StreamChild]) -> list[Barrier]:
    """Everything in a text that would shut somebody out, in the order of the text; nothing when it may be published."""
    found: list[Barrier] = []
    level = 1
    for index, block in enumerate(body):
        messages = [*_of_block(block.block_type, block.value)]
        level = _level_of_title(block) or level
        for text in _rich_texts(block.value):
            messages += _of_links(text)
            told, level = _of_headings(text, level)
            messages += told
        found += [
            Barrier(index=index, block_id=block.id or "", label=str(block.block.label), message=message)
            for message in messages
        ]
    return found


def barriers_in_page(page: Page) -> list[Barrier]:
    """Everything in the texts and pictures of a page."""
    return [
        barrier
        for name, label in fields_to_look_at(type(page))
        for barrier in barriers_in_field(getattr(page, name), name=name, label=label)
    ]


def fields_to_look_at(model: type[Page]) -> list[tuple[str, str]]:
    """The names of a page's texts and pictures, and what its form calls them."""
    return [
        (field.name, str(field.verbose_name))
        for field in model._meta.get_fields()
        if isinstance(field, StreamField | RichTextField) or _holds_a_picture(field)
    ]


def barriers_in_field(value: Any, *, name: str, label: str) -> list[Barrier]:
    """What a field of a page holds: blocks, rich text as it is stored, or a picture. Anything else holds no barrier."""
    if isinstance(value, StreamValue):
        return [replace(barrier, field=name) for barrier in barriers_in(value)]
    messages: list[str] = []
    if isinstance(value, AbstractImage) and not str(getattr(value, "description", "")).strip():
        messages = [_("This picture has no description. Enter one where the picture is kept.")]
    elif isinstance(value, str):
        messages = [*_of_links(value), *_of_headings(value, 1)[0]]
    return [Barrier(index=-1, block_id="", label=label, message=message, field=name) for message in messages]


def _holds_a_picture(field: Any) -> bool:
    return isinstance(field, ForeignKey) and issubclass(field.related_model, AbstractImage)


def _level_of_title(block: StreamValue.StreamChild) -> int:
    """The level of the heading a block of its own accord puts above its text; 0 where there is none."""
    level = int(getattr(block.block, "heading_level", 0))
    return level if level and str(block.value.get("title") or "").strip() else 0


def _of_block(kind: str, value: Any) -> Iterator[str]:
    if (
        isinstance(value, PictureValue)
        and value.get("image")
        and not value.get("is_decorative")
        and not value.alternative.strip()
    ):
        yield _("This picture has no description. Say what it shows, or mark it as decoration.")
    if kind == "recording" and (media := value.get("media")):
        if media.kind == media.Kind.VIDEO and not media.captions:
            yield _("This film has no captions. Add them under “Films and recordings”.")
        if not media.transcript.strip():
            yield _("This film or recording has no transcript. Add it under “Films and recordings”.")
    if kind == "elsewhere":
        if not value.get("has_captions"):
            yield _("Say that the film has captions on its site, or choose one that has.")
        if not (value.get("transcript") or "").strip():
            yield _("This film has no transcript. Write here what is said and what must be seen.")


def _of_links(text: str) -> Iterator[str]:
    for words in _LINK.findall(text):
        said = _plain(words)
        if not said and not any(_ALT.search(picture) for picture in _PICTURE.findall(words)):
            yield _("A link has no words. Say where it leads.")
        elif _BARE.fullmatch(said):
            yield _("The link “%(words)s” is a bare address. Say in words where it leads.") % {
                "words": said[:80]
            }


def _of_headings(text: str, level: int) -> tuple[list[str], int]:
    told = []
    for number, inner in _HEADING.findall(text):
        here, words = int(number), _plain(inner)
        if not words:
            told.append(_("A heading has no words."))
            continue
        if here > level + 1:
            told.append(
                _(
                    "The heading “%(words)s” skips a level: it is of level %(here)s and may be at most of %(most)s."
                )
                % {"words": words[:80], "here": here - 1, "most": level}
            )
        level = here
    return told, level


def _rich_texts(value: Any) -> Iterator[str]:
    """The HTML of every rich text and table below a value."""
    if isinstance(value, RichText):
        yield value.source
    elif isinstance(value, StructValue):
        for part in value.values():
            yield from _rich_texts(part)
    elif isinstance(value, ListValue | list | tuple):
        for part in value:
            yield from _rich_texts(part)
    elif isinstance(value, str) and "<a" in value:
        yield value


def _plain(markup: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", markup)).split())

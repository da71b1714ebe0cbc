"""A page in a second language: its blocks read as passages, and written again with other words (decision 0016)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.template.loader import render_to_string
from django.utils.translation import override
from wagtail import blocks
from wagtail.blocks.stream_block import StreamValue

from content.blocks.table import TableHtmlBlock
from content.passages import has_words, pieces_of_markup

Kind = Literal["line", "lines", "rich"]
Words = Mapping[str, str]
"""Original passage to translated passage."""
Say = Callable[[str, Kind, str], str]
"""Takes a passage, its kind and where it stands; gives what shall stand there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    source: str
    kind: Kind
    where: str
    """Block and field as editors know them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A text with the language it is in."""

    text: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A block of a page as readers of the other language see it; ``language`` says which one it came out in."""

    block: Any
    language: str


def said(text: str, words: Words, language: str = "en") -> Said:
    """A text in the other language where every line of it is translated, else as it is written."""
    lines = [line.strip() for line in text.splitlines()]
    asked = [line for line in lines if has_words(line)]
    if asked and all(line in words for line in asked):
        return Said(text="\n".join(words.get(line, line) for line in lines), language=language)
    return Said(text=text, language="vi")


def said_rich(markup: str, words: Words, language: str = "en") -> Said:
    """Rich text in the other language where every piece of it is translated, else as it is written."""
    pieces = pieces_of_markup(markup)
    asked = [piece for piece in pieces if has_words(piece)]
    if asked and all(piece in words for piece in asked):
        return Said(text="".join(words.get(piece, piece) for piece in pieces), language=language)
    return Said(text=markup, language="vi")


def passages_of_body(body: StreamValue) -> list[Passage]:
    """All passages of a text in order, each once."""
    found: dict[str, Passage] = {}

    def note(source: str, kind: Kind, where: str) -> str:
        found.setdefault(source, Passage(source=source, kind=kind, where=where))
        return source

    for child in body:
        _exchanged(child.block, child.get_prep_value()["value"], note, str(child.block.label))
    return list(found.values())


def passages_of_texts(texts: Iterable[tuple[str, str]]) -> list[Passage]:
    """Passages of plain fields, given as label and text; every line of a long field is one."""
    return [
        Passage(source=line.strip(), kind="line", where=label)
        for label, text in texts
        for line in text.splitlines()
        if has_words(line)
    ]


def passages_of_rich(label: str, markup: str) -> list[Passage]:
    """Passages of a field of rich text."""
    return [
        Passage(source=piece, kind="rich", where=label)
        for piece in pieces_of_markup(markup)
        if has_words(piece)
    ]


def sides_of(body: StreamValue, words: Words, language: str = "en") -> list[Side]:
    """The blocks of a text with other words. A block of which any passage is missing stays as it is, whole: half a
    block in each language helps nobody.
    """
    children = list(body)
    languages, raw = [], []
    for child in children:
        missing: list[str] = []

        def say(source: str, _kind: Kind, _where: str, missing: list[str] = missing) -> str:
            other = words.get(source)
            if other is None:
                missing.append(source)
            return other or source

        old = child.get_prep_value()
        new = {**old, "value": _exchanged(child.block, old["value"], say, "")}
        languages.append("vi" if missing else language)
        raw.append(old if missing else new)
    exchanged = list(body.stream_block.to_python(raw))
    return [Side(block=block, language=told) for block, told in zip(exchanged, languages, strict=True)]


def render_sides(sides: Iterable[Side], language: str = "en") -> str:
    """The blocks as HTML; those that stayed in Vietnamese say so to browsers and screen readers."""
    with override(language):
        return render_to_string("content/blocks/sides.html", {"sides": sides, "language": language})


def _exchanged(block: Any, raw: Any, say: Say, where: str) -> Any:
    """The stored form of a block with its passages exchanged; everything else untouched."""
    if raw is None:
        return raw
    if isinstance(block, blocks.StreamBlock):
        return [_child(block.child_blocks.get(each["type"]), each, say) for each in raw]
    if isinstance(block, blocks.ListBlock):
        return [{**each, "value": _exchanged(block.child_block, each["value"], say, where)} for each in raw]
    if isinstance(block, blocks.StructBlock):
        return _struct(block, raw, say, where)
    return _leaf(block, raw, say, where)


def _leaf(block: Any, raw: Any, say: Say, where: str) -> Any:
    if isinstance(block, blocks.RichTextBlock):
        return "".join(_told(piece, "rich", say, where) for piece in pieces_of_markup(raw))
    if isinstance(block, TableHtmlBlock):
        return _told(raw, "rich", say, where)
    if isinstance(block, blocks.CharBlock | blocks.TextBlock):
        kind: Kind = "lines" if isinstance(block, blocks.TextBlock) else "line"
        return _told(raw.strip(), kind, say, where)
    return raw


def _child(block: Any, raw: dict[str, Any], say: Say) -> dict[str, Any]:
    return {**raw, "value": _exchanged(block, raw["value"], say, str(block.label))} if block else raw


def _struct(block: blocks.StructBlock, raw: dict[str, Any], say: Say, where: str) -> dict[str, Any]:
    """``Meta.untranslated`` names the fields that are the same in every language, such as the number of a decree."""
    kept = getattr(block.meta, "untranslated", ())
    return {
        name: value
        if name in kept or name not in block.child_blocks
        else _exchanged(
            block.child_blocks[name],
            value,
            say,
            " · ".join(part for part in (where, str(block.child_blocks[name].label)) if part),
        )
        for name, value in raw.items()
    }


def _told(text: str, kind: Kind, say: Say, where: str) -> str:
    return say(text, kind, where) if text and has_words(text) else text

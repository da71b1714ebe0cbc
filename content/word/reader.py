"""A .docx becomes a ``WordDocument``: what a reader sees, in order, and a list of what could not be kept."""

import re
import unicodedata
from dataclasses import replace
from pathlib import PurePath

from lxml import etree

from content.word.body import BodyReader, ProblemLog, quote_of
from content.word.inline import InlineReader
from content.word.layout import (
    drop_letterhead,
    drop_signature,
    mark_headings,
    mark_typed_lists,
    numbering_kind,
)
from content.word.numbering import Numbering
from content.word.package import Package, W
from content.word.pictures import PictureFinder
from content.word.refusals import BROKEN, TOO_COSTLY
from content.word.styles import StyleSheet
from content.word.tree import Block, Changes, Comment, Media, Paragraph, WordDocument, WordRefused

_NOTES = {"footnote": "footnotes", "endnote": "endnotes"}
_DUBLIN_TITLE = "{http://purl.org/dc/elements/1.1/}title"
MAX_PARAGRAPHS = 20_000
"""Those in cells among them; 300 full pages have about 15,000. What is larger no lesson editor could open."""
MAX_PICTURES = 2_000
_OPENING = 12
_MAX_TITLE = 250
_KIND = re.compile(r"(?=[^a-z]+$|Phụ lục)[^\W\d_]+( [^\W\d_]+){1,3}")
_LONGEST_COMMENT = 4_000


def read_word(data: bytes, *, filename: str, changes: Changes = "accept") -> WordDocument:
    """Read a Word file that ``content.intake`` let pass; tracked changes are accepted or refused as a whole.

    Raises ``WordRefused`` when the file is broken or too costly.
    """
    package = Package(data)
    root = package.xml(package.main_part)
    body = root.find(W + "body") if root is not None else None
    if body is None:
        raise WordRefused("broken", BROKEN)
    if _count(body, W + "p") > MAX_PARAGRAPHS or _count(body, "{*}blip", "{*}imagedata") > MAX_PICTURES:
        raise WordRefused("too_costly", TOO_COSTLY)
    return _Reading(package, filename, changes).document(body)


def _count(body: etree._Element, *tags: str) -> int:
    return sum(1 for _element in body.iter(*tags))


class _Reading:
    """One file being read: the parts it needs, and the notes it meets on the way."""

    def __init__(self, package: Package, filename: str, changes: Changes) -> None:
        self._refuses = changes == "refuse"
        self._package = package
        self._filename = filename
        self._log = ProblemLog()
        self._notes: dict[tuple[str, str], str] = {}
        self._styles = StyleSheet(package.related("styles"))
        self._numbering = Numbering(package.related("numbering"))
        self._media: dict[str, Media] = {}
        self._commented: dict[str, str] = {}
        self._comment_places: dict[str, str] = {}

    def document(self, body: etree._Element) -> WordDocument:
        reader = self._reader_of(self._package.main_part)
        blocks = reader.read(body)
        footnotes = self._footnotes()
        self._tell_margins()
        blocks = drop_signature(drop_letterhead(blocks, self._log), self._log)
        blocks = mark_typed_lists(mark_headings(blocks, reader.sizes))
        title, blocks = self._title(blocks)
        return WordDocument(
            title=title,
            blocks=tuple(blocks),
            footnotes=footnotes,
            media=self._media,
            comments=comments_of(self._optional("comments"), self._commented, self._comment_places),
            problems=self._log.problems(),
        )

    def _reader_of(self, part: str) -> BodyReader:
        relations = self._package.relations(part)
        pictures = PictureFinder(self._package, relations)
        pictures.media = self._media
        inline = InlineReader(
            styles=self._styles,
            relations=relations,
            pictures=pictures,
            footnote=self._note_mark,
            refuses_changes=self._refuses,
        )
        inline.commented, inline.places = self._commented, self._comment_places
        return BodyReader(
            styles=self._styles,
            numbering=self._numbering,
            inline=inline,
            log=self._log,
            refuses_changes=self._refuses,
        )

    def _optional(self, kind: str) -> etree._Element | None:
        """A part the text can be read without: damaged, it is told and left out."""
        try:
            return self._package.related(kind)
        except WordRefused as refusal:
            if refusal.code != "broken":
                raise
            self._log.add("part_unreadable", "", kind)
            return None

    def _tell_margins(self) -> None:
        """Headers and footers belong to pages of paper; what they say is told, numbers alone are not."""
        for name in self._package.parts_of_kind("header", "footer"):
            try:
                root = self._package.xml(name)
            except WordRefused as refusal:
                if refusal.code != "broken":
                    raise
                self._log.add("part_unreadable", "", name[-40:])
                continue
            said = quote_of(root) if root is not None else ""
            if any(letter.isalpha() for letter in said):
                self._log.add("header_footer", "", said)

    def _note_mark(self, kind: str, identity: str) -> str:
        """Foot- and endnotes are numbered together in the order they are met: both end up after the text."""
        return self._notes.setdefault((kind, identity), str(len(self._notes) + 1))

    def _footnotes(self) -> dict[str, tuple[Paragraph, ...]]:
        found: dict[str, tuple[Paragraph, ...]] = {}
        for kind, part in _NOTES.items():
            if not any(note_kind == kind for note_kind, _identity in self._notes):
                continue
            root = self._optional(part)
            if root is None:
                continue
            reader = self._reader_of(self._package.parts_of_kind(part)[0])
            for note in root.iter(W + kind):
                mark = self._notes.get((kind, note.get(W + "id", "")))
                if mark:
                    found[mark] = self._note(reader, note, f"chú thích {mark}")
        for mark in self._notes.values():
            if mark not in found:
                self._log.add("note_missing", f"chú thích {mark}", mark)
        return dict(sorted(found.items(), key=lambda item: int(item[0])))

    def _note(self, reader: BodyReader, note: etree._Element, where: str) -> tuple[Paragraph, ...]:
        found = []
        for element in note.iter(W + "p"):
            for block in reader.paragraph(element, 0, where=where):
                if isinstance(block, Paragraph) and block.runs:
                    found.append(block)
                if isinstance(block, Paragraph) and block.pictures:
                    self._log.add("note_picture", where, quote=block.text)
        return tuple(found)

    def _core(self) -> etree._Element | None:
        try:
            return self._package.xml("docProps/core.xml")
        except WordRefused as refusal:
            if refusal.code != "broken":
                raise
            self._log.add("part_unreadable", "", "core.xml")
            return None

    def _title(self, blocks: list[Block]) -> tuple[str, list[Block]]:
        """The title, and the blocks with the paragraph it was taken from marked."""
        styled = next((b for b in blocks[:_OPENING] if isinstance(b, Paragraph) and b.is_title), None)
        if styled is not None:
            return _one_line(styled.text), blocks
        for index, block in enumerate(blocks):
            if isinstance(block, Paragraph) and _looks_like_title(block, index):
                return _titled(blocks, index)
            if index > 5:
                break
        core = self._core()
        named = core.find(_DUBLIN_TITLE) if core is not None else None
        title = _one_line((named.text or "") if named is not None else "")
        first = next((b for b in blocks if isinstance(b, Paragraph) and b.heading == 1), None)
        return title or (_one_line(first.text) if first else "") or _stem(self._filename), blocks


def comments_of(
    root: etree._Element | None, commented: dict[str, str], places: dict[str, str]
) -> tuple[Comment, ...]:
    """The remarks in the margin, in the order of the text they hang on; ``commented`` is that text by number."""
    if root is None or not commented:
        return ()
    found = {
        comment.get(W + "id", ""): Comment(
            author=_one_line(comment.get(W + "author", ""))[:120],
            text="\n".join(_one_line(_said(p)) for p in comment.iter(W + "p")).strip()[:_LONGEST_COMMENT],
            where="",
        )
        for comment in root.iter(W + "comment")
    }
    return tuple(
        replace(found[number], quote=_one_line(quote), where=places.get(number, ""))
        for number, quote in commented.items()
        if number in found
    )


def _said(paragraph: etree._Element) -> str:
    return "".join(part.text or "" for part in paragraph.iter(W + "t"))


def _looks_like_title(paragraph: Paragraph, index: int) -> bool:
    """A centred bold line near the top, before any other heading."""
    return bool(
        index < 4
        and paragraph.alignment == "center"
        and (paragraph.is_fake_heading or not paragraph.heading)
        and 3 <= len(paragraph.text.strip()) <= _MAX_TITLE
        and paragraph.runs
        and all(run.is_bold or not run.text.strip() for run in paragraph.runs)
    )


def _titled(blocks: list[Block], index: int) -> tuple[str, list[Block]]:
    """The title a document bears, and its blocks with the lines it stands in marked.

    Below the kind of an official document ("QUYẾT ĐỊNH") stands what it is about: both are its title.
    """
    lines = [index]
    first = blocks[index]
    if isinstance(first, Paragraph) and _KIND.fullmatch(first.text.strip()):
        for at in range(index + 1, min(index + 3, len(blocks))):
            if not _goes_on_with_the_title(blocks[at]):
                break
            lines.append(at)
    marked = [
        replace(block, is_title=True, heading=0, is_fake_heading=False)
        if isinstance(block, Paragraph) and at in lines
        else block
        for at, block in enumerate(blocks)
    ]
    said = [block.text for at, block in enumerate(marked) if at in lines and isinstance(block, Paragraph)]
    return _one_line(" ".join(said)), marked


def _goes_on_with_the_title(block: Block) -> bool:
    return (
        isinstance(block, Paragraph)
        and block.alignment == "center"
        and not numbering_kind(block.text)
        and 3 <= len(block.text.strip()) <= _MAX_TITLE
        and all(run.is_bold or block.heading or not run.text.strip() for run in block.runs)
    )


def _one_line(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))[:_MAX_TITLE]


def _stem(filename: str) -> str:
    return _one_line(PurePath(filename.replace("\\", "/")).stem.replace("_", " "))

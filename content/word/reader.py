"""A .docx becomes a ``WordDocument``: what a reader sees, in order, and a list of what could not be kept."""

import unicodedata
from dataclasses import replace
from pathlib import PurePath

from lxml import etree

from content.word.body import BodyReader, ProblemLog
from content.word.inline import InlineReader
from content.word.layout import drop_letterhead, drop_signature, mark_headings, mark_typed_lists
from content.word.numbering import Numbering
from content.word.package import Package, W
from content.word.pictures import PictureFinder
from content.word.refusals import BROKEN
from content.word.styles import StyleSheet
from content.word.tree import Block, Media, Paragraph, WordDocument, WordRefused

_NOTES = {"footnote": "footnotes", "endnote": "endnotes"}
_DUBLIN_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_MAX_TITLE = 250


def read_word(data: bytes, *, filename: str) -> WordDocument:
    """Read a Word file that ``content.intake`` let pass. Raises ``WordRefused`` when it is broken or too costly."""
    package = Package(data)
    root = package.xml(package.main_part)
    body = root.find(W + "body") if root is not None else None
    if body is None:
        raise WordRefused("broken", BROKEN)
    return _Reading(package, filename).document(body)


class _Reading:
    """One file being read: the parts it needs, and the notes it meets on the way."""

    def __init__(self, package: Package, filename: str) -> None:
        self._package = package
        self._filename = filename
        self._log = ProblemLog()
        self._notes: dict[tuple[str, str], str] = {}
        self._styles = StyleSheet(package.related("styles"))
        self._numbering = Numbering(package.related("numbering"))
        self._media: dict[str, Media] = {}

    def document(self, body: etree._Element) -> WordDocument:
        reader = self._reader_of(self._package.main_part)
        blocks = reader.read(body)
        footnotes = self._footnotes()
        blocks = drop_signature(drop_letterhead(blocks, self._log), self._log)
        blocks = mark_typed_lists(mark_headings(blocks, reader.sizes))
        title, blocks = self._title(blocks)
        return WordDocument(
            title=title,
            blocks=tuple(blocks),
            footnotes=footnotes,
            media=self._media,
            problems=self._log.problems(),
        )

    def _reader_of(self, part: str) -> BodyReader:
        relations = self._package.relations(part)
        pictures = PictureFinder(self._package, relations)
        pictures.media = self._media
        inline = InlineReader(
            styles=self._styles, relations=relations, pictures=pictures, footnote=self._note_mark
        )
        return BodyReader(styles=self._styles, numbering=self._numbering, inline=inline, log=self._log)

    def _note_mark(self, kind: str, identity: str) -> str:
        """Foot- and endnotes are numbered together in the order they are met: both end up after the text."""
        return self._notes.setdefault((kind, identity), str(len(self._notes) + 1))

    def _footnotes(self) -> dict[str, tuple[Paragraph, ...]]:
        found: dict[str, tuple[Paragraph, ...]] = {}
        wanted = dict(self._notes)
        for kind, part in _NOTES.items():
            if not any(note_kind == kind for note_kind, _identity in wanted):
                continue
            root = self._package.related(part)
            reader = self._reader_of(f"word/{part}.xml")
            for note in root.iter(W + kind) if root is not None else ():
                mark = wanted.get((kind, note.get(W + "id", "")))
                if mark:
                    found[mark] = tuple(
                        paragraph
                        for element in note.iter(W + "p")
                        for paragraph in reader.paragraph(element, 0, where=f"chú thích {mark}")
                    )
        return dict(sorted(found.items(), key=lambda item: int(item[0])))

    def _title(self, blocks: list[Block]) -> tuple[str, list[Block]]:
        """The title, and the blocks with the paragraph it was taken from marked."""
        for index, block in enumerate(blocks):
            if isinstance(block, Paragraph) and block.is_title:
                return _one_line(block.text), blocks
            if isinstance(block, Paragraph) and _looks_like_title(block, index):
                marked = replace(block, is_title=True, heading=0, is_fake_heading=False)
                return _one_line(block.text), [*blocks[:index], marked, *blocks[index + 1 :]]
            if index > 5:
                break
        core = self._package.xml("docProps/core.xml")
        named = core.find(_DUBLIN_TITLE) if core is not None else None
        title = _one_line((named.text or "") if named is not None else "")
        first = next((b for b in blocks if isinstance(b, Paragraph) and b.heading == 1), None)
        return title or (_one_line(first.text) if first else "") or _stem(self._filename), blocks


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


def _one_line(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))[:_MAX_TITLE]


def _stem(filename: str) -> str:
    return _one_line(PurePath(filename.replace("\\", "/")).stem.replace("_", " "))

"""What an author mends before a file is cut into lessons: levels of headings, tone marks. Pure; the file stays as it is."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from content.vietnamese import fold, with_house_tones
from content.word.tree import Block, Cell, Media, Paragraph, Run, WordDocument
from courses.importers.lesson import Heading

DEEPEST = 4
"""Headings deeper than this are not told apart on the web."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """``level`` as in ``split_document``; ``headings`` are new levels by the paragraph's number, 0 for "not a heading"."""

    level: int = 0
    headings: Mapping[int, int] = field(default_factory=dict)
    has_house_tones: bool = False


def arranged(document: WordDocument, arrangement: Arrangement) -> WordDocument:
    """The document as the author wants it cut and written."""
    blocks = tuple(_mended(block, arrangement.headings) for block in document.blocks)
    document = replace(document, blocks=blocks)
    return _toned(document) if arrangement.has_house_tones else document


def _mended(block: Block, levels: Mapping[int, int]) -> Block:
    if not isinstance(block, Paragraph) or not block.heading or block.number not in levels:
        return block
    level = levels[block.number]
    return replace(block, heading=level, is_fake_heading=block.is_fake_heading and level > 0)


def headings_of(document: WordDocument, levels: Mapping[int, int]) -> tuple[Heading, ...]:
    """Every heading of the file with the level it has now, those the author took back (level 0) among them."""
    return tuple(
        Heading(
            level=levels.get(block.number, block.heading),
            text=" ".join(block.text.split()),
            number=block.number,
            is_guess=block.is_fake_heading,
        )
        for block in document.blocks
        if isinstance(block, Paragraph) and block.heading
    )


def carried_over(document: WordDocument, earlier: Mapping[str, int]) -> dict[int, int]:
    """Levels mended in an earlier version of the file, found again by the words of the headings."""
    return {
        heading.number: earlier[key]
        for heading in headings_of(document, {})
        if (key := fold(heading.text)) in earlier and earlier[key] != heading.level
    }


def without_bytes(document: WordDocument) -> WordDocument:
    """The tree as it is kept: of a picture only the digest of its bytes, so that equal pictures are still equal."""
    return replace(document, media={key: _digested(media) for key, media in document.media.items()})


def _digested(media: Media) -> Media:
    return replace(media, data=hashlib.sha256(media.data).digest())


def _toned(document: WordDocument) -> WordDocument:
    return replace(
        document,
        title=with_house_tones(document.title),
        blocks=tuple(_toned_block(block) for block in document.blocks),
        footnotes={
            mark: tuple(_toned_paragraph(p) for p in paragraphs)
            for mark, paragraphs in document.footnotes.items()
        },
    )


def _toned_block(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return _toned_paragraph(block)
    return replace(block, rows=tuple(tuple(_toned_cell(cell) for cell in row) for row in block.rows))


def _toned_cell(cell: Cell) -> Cell:
    return replace(cell, blocks=tuple(_toned_block(block) for block in cell.blocks))


def _toned_paragraph(paragraph: Paragraph) -> Paragraph:
    return replace(
        paragraph,
        runs=tuple(_toned_run(run) for run in paragraph.runs),
        pictures=tuple(replace(picture, alt=with_house_tones(picture.alt)) for picture in paragraph.pictures),
    )


def _toned_run(run: Run) -> Run:
    return run if run.mathml else replace(run, text=with_house_tones(run.text))


def count_of_tones(document: WordDocument) -> int:
    """How many paragraphs would be written otherwise in the house style."""
    return sum(
        before != after for before, after in zip(document.blocks, _toned(document).blocks, strict=True)
    )

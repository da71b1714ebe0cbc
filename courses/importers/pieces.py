"""The lessons found in a file, as plain data that waits in the database until somebody decides. Pure."""

from collections import Counter
from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from typing import Any

from content.word.questions import QuestionBlock
from content.word.tree import Block, Paragraph, Problem, Table, WordDocument
from courses.importers.lesson import FoundPicture, ParsedLesson, lesson_from_plain
from courses.importers.splitting import Piece, problems_of_the_file, split_document
from courses.importers.texts import lines_of
from courses.importers.word import parse_lesson

MOST_LESSONS = 150
_ONCE = {"no_headings", "typed_lists", "colours", "fake_headings", "nothing"}
"""What the parser says of a whole file; said of each of twelve lessons it is noise."""
MOST_SHOWN = 400
"""Of a lesson's source only so many paragraphs stand beside the preview."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPiece:
    """A lesson to be: what it says and what it is called, never yet what becomes of it."""

    key: str
    fingerprint: str
    title: str
    path: tuple[str, ...]
    number: int
    lesson: ParsedLesson
    source: tuple[tuple[int, str], ...] = ()
    """Paragraph numbers with their text, as the file has them."""
    given_lesson: str = ""
    given_chapter: str = ""

    @property
    def text(self) -> str:
        return "\n".join(lines_of(self.lesson.blocks, self.lesson.pictures))

    @property
    def is_empty(self) -> bool:
        return not self.lesson.blocks

    def as_plain(self) -> dict[str, Any]:
        return asdict(self)


def piece_from_plain(plain: dict[str, Any]) -> FoundPiece:
    return FoundPiece(
        **{
            **plain,
            "path": tuple(plain["path"]),
            "lesson": lesson_from_plain(plain["lesson"]),
            "source": tuple((number, text) for number, text in plain["source"]),
        }
    )


def pieces_of(
    document: WordDocument, *, level: int, self_checks: Collection[int] = ()
) -> tuple[tuple[FoundPiece, ...], tuple[Problem, ...]]:
    """The lessons of a file and the problems that belong to none of them.

    A stretch that says nothing is none, nor is what our own export sets before the first chapter.
    """
    cut = split_document(document, level=level)
    seen: Counter[str] = Counter()
    pieces = tuple(
        _found(piece, self_checks, seen, is_whole=level == 0) for piece in cut if not piece.is_front_matter
    )
    if len(pieces) > 1:
        pieces = tuple(piece for piece in pieces if piece.number or not piece.is_empty)
    return pieces, problems_of_the_file(document, cut)


def _found(piece: Piece, self_checks: Collection[int], seen: Counter[str], *, is_whole: bool) -> FoundPiece:
    is_ours = bool(piece.given_lesson)
    lesson = parse_lesson(piece.document, self_checks=self_checks, keeps_levels=is_ours)
    pictures = tuple(_referred(picture, piece.document, seen) for picture in lesson.pictures)
    problems = tuple(p for p in lesson.problems if is_whole or p.code not in _ONCE or p.code == "nothing")
    return FoundPiece(
        key=piece.identity,
        fingerprint=piece.fingerprint,
        title=piece.title[:250],
        path=piece.path,
        number=piece.number,
        lesson=replace(lesson, pictures=pictures, problems=problems, title=piece.title[:250]),
        source=tuple(_source(piece.document.blocks))[:MOST_SHOWN],
        given_lesson=piece.given_lesson,
        given_chapter=piece.given_chapter,
    )


def _referred(picture: FoundPicture, document: WordDocument, seen: Counter[str]) -> FoundPicture:
    digest = document.media[picture.key].data.hex()[:24]
    seen[digest] += 1
    return replace(picture, ref=f"{digest}-{seen[digest]}")


def _source(blocks: Collection[Block]) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            text = " ".join(block.text.split())
            found.append((block.number, text or ("▣" if block.pictures else "")))
        else:
            found += [(0, _row(row)) for row in block.rows]
    return [(number, text) for number, text in found if text]


def _row(row: Collection[Any]) -> str:
    return " | ".join(
        " ".join(" ".join(b.text.split()) if isinstance(b, Paragraph) else _table(b) for b in cell.blocks)
        for cell in row
    )


def _table(table: Table) -> str:
    return " / ".join(_row(row) for row in table.rows)


def question_sheet(document: WordDocument, block: QuestionBlock) -> WordDocument:
    """The questions of a lesson as a sheet of their own, for whoever knows their grammar."""
    return WordDocument(title=block.title, blocks=block.blocks, media=document.media)

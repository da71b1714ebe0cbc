"""One Word file, many lessons: cut at a level of headings, each piece with an identity that survives editing. Pure.

``identity`` is made of the headings above and of the piece's own (accents and case do not count, the second of two alike
is the second); ``fingerprint`` of everything it says. A piece whose identity is known and whose fingerprint is not was
edited; one whose fingerprint is known under another identity was renamed or moved.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from content.vietnamese import fold
from content.word.own import CHAPTER_MARK, COURSE_MARK, LESSON_MARK, NO_CHAPTER, NUMBER_MARK
from content.word.questions import QuestionBlock, set_questions_apart
from content.word.tree import (
    Block,
    Cell,
    Comment,
    Paragraph,
    Picture,
    Problem,
    Run,
    Table,
    WordDocument,
    all_runs,
)

_MARK = re.compile(rf"^({COURSE_MARK}|{CHAPTER_MARK}|{LESSON_MARK})([0-9a-f]{{32}})$")
_NOTE = re.compile(r"\[(\d+)\]")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A lesson to be. ``document`` holds its text without its heading; ``path`` are the headings above it."""

    title: str
    path: tuple[str, ...]
    number: int
    """The paragraph of its heading, 0 for what stands before the first."""
    identity: str
    fingerprint: str
    document: WordDocument
    questions: tuple[QuestionBlock, ...] = ()
    """Self-checks found in it. Their paragraphs are part of ``document`` all the same."""
    given_lesson: str = ""
    given_chapter: str = ""
    given_number: str = ""
    """Uuids (32 hexadecimal digits) and the printed number that our own export wrote beside the headings."""
    is_front_matter: bool = False
    """What our own export sets before the first chapter (letterhead, goals, plan): no lesson."""


@dataclass(slots=True)
class _Open:
    title: str
    path: tuple[str, ...]
    number: int = 0
    lesson: str = ""
    chapter: str = ""
    given_number: str = ""
    blocks: list[Block] = field(default_factory=list)
    is_lesson: bool = False
    is_front_matter: bool = False


def levels_found(document: WordDocument) -> dict[int, int]:
    """How many headings of each level there are, for whoever chooses where to cut: ``{1: 3, 2: 12}``."""
    counts = Counter(
        block.heading for block in document.blocks if isinstance(block, Paragraph) and block.heading
    )
    return dict(sorted(counts.items()))


def split_document(document: WordDocument, *, level: int) -> list[Piece]:
    """The lessons of a file: one for each heading of ``level`` (1 to 6); ``level=0`` is one lesson of everything.

    Higher headings become the path. Text that belongs to no lesson heading (before the first one, or right below a higher
    heading) is a piece of its own under the title of the file or that heading, so that nothing is lost.
    """
    pieces = [piece for piece in _cut(document, level) if piece.blocks or piece.is_lesson]
    seen: Counter[str] = Counter()
    return [_finished(piece, document, seen) for piece in pieces or [_Open(document.title, ())]]


def _cut(document: WordDocument, level: int) -> list[_Open]:
    found = [_Open(document.title, ())]
    above: list[tuple[int, str, str]] = []
    for block in document.blocks:
        if not isinstance(block, Paragraph) or not 0 < block.heading <= level:
            found[-1].blocks.append(block)
            continue
        above = [entry for entry in above if entry[0] < block.heading]
        marks = _marks(block)
        number, title = _numbered(block, " ".join(block.text.split()))
        path = tuple(text for _level, text, _uuid in above)
        chapters = [uuid for _level, _text, uuid in above if uuid]
        found.append(
            _Open(
                title,
                path,
                block.number,
                marks.get(LESSON_MARK, ""),
                (marks.get(CHAPTER_MARK) or (chapters[-1] if chapters else "")).replace(NO_CHAPTER, ""),
                number,
                is_lesson=block.heading == level,
            )
        )
        if block.pictures:
            found[-1].blocks.append(replace(block, runs=(), heading=0))
        if block.heading < level:
            above.append((block.heading, title, marks.get(CHAPTER_MARK, "")))
    found[0].is_front_matter = any(
        isinstance(block, Paragraph) and COURSE_MARK in _marks(block) for block in found[0].blocks
    )
    return found


def chapters_of(document: WordDocument) -> list[tuple[str, str]]:
    """Title and uuid of the chapters our own export wrote, those without lessons among them."""
    headings = (block for block in document.blocks if isinstance(block, Paragraph) and block.heading == 1)
    return [(" ".join(block.text.split()), _marks(block).get(CHAPTER_MARK, "")) for block in headings]


def _marks(paragraph: Paragraph) -> dict[str, str]:
    return {match.group(1): match.group(2) for name in paragraph.anchors if (match := _MARK.match(name))}


def _numbered(heading: Paragraph, title: str) -> tuple[str, str]:
    """The printed number our export set before a title, and the title without it."""
    for name in heading.anchors:
        if name.startswith(NUMBER_MARK):
            try:
                number = bytes.fromhex(name.removeprefix(NUMBER_MARK)).decode()
            except ValueError:
                continue
            if title.startswith(f"{number} "):
                return number, title.removeprefix(f"{number} ")
    return "", title


def _finished(piece: _Open, document: WordDocument, seen: Counter[str]) -> Piece:
    key = "/".join(" ".join(fold(part).split()) for part in (*piece.path, piece.title))
    seen[key] += 1
    own = _own_document(piece, document)
    return Piece(
        title=piece.title,
        path=piece.path,
        number=piece.number,
        identity=hashlib.sha256(f"{key}#{seen[key]}".encode()).hexdigest()[:32],
        fingerprint=fingerprint_of(own),
        document=own,
        questions=tuple(b for b in set_questions_apart(own.blocks) if isinstance(b, QuestionBlock)),
        given_lesson=piece.lesson,
        given_chapter=piece.chapter,
        given_number=piece.given_number,
        is_front_matter=piece.is_front_matter,
    )


def fingerprint_of(document: WordDocument) -> str:
    """What a piece says, formatting and pictures included, as 32 hexadecimal digits; paragraph numbers do not count."""
    digest = hashlib.sha256()
    for block in document.blocks:
        digest.update(_said(block, document).encode())
    for paragraphs in document.footnotes.values():
        digest.update("".join(_said(paragraph, document) for paragraph in paragraphs).encode())
    return digest.hexdigest()[:32]


def _said(block: Block, document: WordDocument) -> str:
    if isinstance(block, Table):
        rows = ["\x1d".join(_cell(cell, document) for cell in row) for row in block.rows]
        return "\x1e".join(rows)
    place = block.list_place
    media = [document.media[picture.key].data for picture in block.pictures if picture.key in document.media]
    return repr(
        (
            block.heading,
            block.is_quote,
            (place.kind, place.level) if place else None,
            [(_spaced(run.text), run.is_bold, run.is_italic, run.vertical, run.href) for run in block.runs],
            [hashlib.sha256(data).hexdigest() for data in media],
            [picture.alt for picture in block.pictures],
        )
    )


def _spaced(text: str) -> str:
    return " ".join(text.split()) if text.strip() else " "


def _cell(cell: Cell, document: WordDocument) -> str:
    return f"{cell.colspan}x{cell.rowspan}" + "".join(_said(block, document) for block in cell.blocks)


def _own_document(piece: _Open, document: WordDocument) -> WordDocument:
    """The part of the tree a piece needs: its notes counted from 1, its pictures, its problems and comments."""
    marks: dict[str, str] = {}
    blocks = tuple(_renumbered(block, document, marks) for block in piece.blocks)
    own = _Place.of(piece)
    return WordDocument(
        title=piece.title,
        blocks=blocks,
        footnotes={new: document.footnotes[old] for old, new in marks.items()},
        media={key: document.media[key] for key in _keys(blocks) if key in document.media},
        problems=tuple(problem for problem in document.problems if own.holds(problem)),
        comments=tuple(comment for comment in document.comments if own.holds(comment)),
    )


def _renumbered(block: Block, document: WordDocument, marks: dict[str, str]) -> Block:
    """Notes are counted lesson by lesson; ``marks`` remembers which became which."""

    def counted(match: re.Match[str]) -> str:
        old = match.group(1)
        return (
            f"[{marks.setdefault(old, str(len(marks) + 1))}]" if old in document.footnotes else match.group()
        )

    def renumbered_run(run: Run) -> Run:
        return replace(run, text=_NOTE.sub(counted, run.text)) if run.vertical == "super" else run

    if isinstance(block, Paragraph):
        return replace(block, runs=tuple(renumbered_run(run) for run in block.runs))
    return replace(
        block,
        rows=tuple(
            tuple(
                replace(cell, blocks=tuple(_renumbered(inner, document, marks) for inner in cell.blocks))
                for cell in row
            )
            for row in block.rows
        ),
    )


def _keys(blocks: Iterable[Block]) -> list[str]:
    return list(dict.fromkeys(picture.key for picture in _pictures(blocks)))


def _pictures(blocks: Iterable[Block]) -> Iterable[Picture]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.pictures
        else:
            yield from (p for row in block.rows for cell in row for p in _pictures(cell.blocks))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    paragraphs: frozenset[int]
    tables: frozenset[int]

    @classmethod
    def of(cls, piece: _Open) -> "_Place":
        numbers = {block.number for block in piece.blocks if isinstance(block, Paragraph)} | {piece.number}
        tables = {block.number for block in piece.blocks if isinstance(block, Table)}
        return cls(paragraphs=frozenset(numbers - {0}), tables=frozenset(tables))

    def holds(self, found: Problem | Comment) -> bool:
        """Whether something was met here. What names no place belongs to the file, not to a piece."""
        number = _NUMBER.search(found.where)
        if number is None or fold(found.where).startswith(("chu thich", "note")):
            return False
        is_table = fold(found.where).startswith(("bang", "table"))
        return int(number.group()) in (self.tables if is_table else self.paragraphs)


def problems_of_the_file(document: WordDocument, pieces: Iterable[Piece]) -> tuple[Problem, ...]:
    """The problems no piece holds: those of headers, notes, or of paragraphs that are not part of any lesson."""
    told = {id(problem) for piece in pieces for problem in piece.document.problems}
    return tuple(problem for problem in document.problems if id(problem) not in told)


def text_of(document: WordDocument) -> str:
    """Everything a piece says, in one line, for looking for what moved."""
    return " ".join(run.text for run in all_runs(document.blocks))

"""Links within a document: from the bookmarks of Word to the addresses our headings get. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from content.vietnamese import slugify
from content.word.messages import problem
from content.word.tree import Block, Cell, Paragraph, Problem, Run, Table, WordDocument, all_runs


def with_addresses(document: WordDocument) -> WordDocument:
    """Links to bookmarks lead to the heading they stand at or below; a link that finds none keeps its text and is told."""
    addresses = _addresses(document.blocks)
    problems: list[Problem] = []
    told: set[str] = set()

    def settle(run: Run, where: str) -> Run:
        if not run.href.startswith("#"):
            return run
        name = run.href[1:]
        address = addresses.get(name, "")
        if not address and name not in told:
            told.add(name)
            problems.append(problem("lost_anchor", where, name, run.text[:80]))
        return replace(run, href=f"#{address}" if address else "")

    if not any(run.href.startswith("#") for run in _all_runs(document)):
        return document
    blocks = tuple(_settled(block, settle, "") for block in document.blocks)
    notes = {
        mark: tuple(_settled_paragraph(p, settle, f"chú thích {mark}") for p in paragraphs)
        for mark, paragraphs in document.footnotes.items()
    }
    return replace(document, blocks=blocks, footnotes=notes, problems=(*document.problems, *problems))


def _addresses(blocks: Iterable[Block]) -> dict[str, str]:
    """The address of the heading each bookmark belongs to, counted as the page will count them."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    current = ""
    for block in blocks:
        if isinstance(block, Paragraph) and block.heading and not block.is_title:
            current = free_address(block.text, taken)
        for name in _names(block):
            found.setdefault(name, current)
    return found


def _names(block: Block) -> list[str]:
    if isinstance(block, Paragraph):
        return list(block.anchors)
    return [name for row in block.rows for cell in row for inner in cell.blocks for name in _names(inner)]


def _all_runs(document: WordDocument) -> Iterable[Run]:
    yield from all_runs(document.blocks)
    for paragraphs in document.footnotes.values():
        yield from all_runs(paragraphs)


Settle = Callable[[Run, str], Run]


def _settled(block: Block, settle: Settle, where: str) -> Block:
    if isinstance(block, Paragraph):
        return _settled_paragraph(block, settle, where or f"đoạn {block.number}")
    return _settled_table(block, settle)


def _settled_paragraph(paragraph: Paragraph, settle: Settle, where: str) -> Paragraph:
    return replace(paragraph, runs=tuple(settle(run, where) for run in paragraph.runs))


def _settled_table(table: Table, settle: Settle) -> Table:
    where = f"bảng {table.number}"

    def settled_cell(cell: Cell) -> Cell:
        return replace(cell, blocks=tuple(_settled(block, settle, where) for block in cell.blocks))

    return replace(table, rows=tuple(tuple(settled_cell(cell) for cell in row) for row in table.rows))


def free_address(text: str, taken: set[str]) -> str:
    """An address for a heading: stable while its words are, and given once."""
    base = slugify(text)[:80].strip("-") or "muc"
    address, number = base, 2
    while address in taken:
        address, number = f"{base}-{number}", number + 1
    taken.add(address)
    return address

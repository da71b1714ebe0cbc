"""The tree written as clean HTML: headings h2 to h4, nested lists, tables with spans. Pure.

Text is escaped here and cleaned once more by ``content.sanitising`` where it is stored.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from html import escape

from content.word.anchors import free_address, with_addresses
from content.word.layout import without_typed_mark
from content.word.tree import Block, Cell, Paragraph, Run, Table, WordDocument

FIRST_HEADING = 2
LAST_HEADING = 4
NOTES_TITLE = "Chú thích"
"""Notes become the last section of a lesson; lessons are Vietnamese whatever the screen's language is."""

__all__ = [
    "NOTES_TITLE",
    "free_address",
    "heading_ranks",
    "item_runs",
    "list_html",
    "list_items",
    "runs_html",
    "table_html",
    "to_html",
    "top_lists",
    "without_beginning",
]

PictureSource = Callable[[str], str]


def runs_html(runs: Sequence[Run]) -> str:
    """Text in its formatting. Colours are left out: on the web they would mean nothing, or fail contrast."""
    return "".join(_run_html(run) for run in runs)


def _run_html(run: Run) -> str:
    if run.mathml:
        return run.mathml
    html = escape(run.text.replace("\t", " "), quote=False).replace("\n", "<br/>")
    if run.is_code and run.text.strip():
        html = f"<code>{html}</code>"
    if run.vertical:
        tag = "sub" if run.vertical == "sub" else "sup"
        html = f"<{tag}>{html}</{tag}>"
    for is_on, tag in (
        (run.is_struck, "s"),
        (run.is_underlined, "u"),
        (run.is_italic, "i"),
        (run.is_bold, "b"),
    ):
        if is_on and run.text.strip():
            html = f"<{tag}>{html}</{tag}>"
    return f'<a href="{escape(run.href)}">{html}</a>' if run.href else html


def heading_ranks(paragraphs: Iterable[Block]) -> dict[int, int]:
    """From heading levels as used in a file to h2, h3, h4 without gaps.

    >>> heading_ranks([Paragraph(number=1, heading=1), Paragraph(number=2, heading=3)])
    {1: 2, 3: 3}
    """
    used = sorted({block.heading for block in paragraphs if isinstance(block, Paragraph) and block.heading})
    return {level: min(FIRST_HEADING + rank, LAST_HEADING) for rank, level in enumerate(used)}


def item_html(paragraph: Paragraph) -> str:
    """The inside of a list item, without the mark an author typed."""
    return runs_html(item_runs(paragraph))


def item_runs(paragraph: Paragraph) -> Sequence[Run]:
    """The text of a list item, without the mark an author typed."""
    place = paragraph.list_place
    if place is None or not place.is_typed or not paragraph.runs or place.keeps_mark:
        return paragraph.runs
    mark = len(paragraph.text) - len(without_typed_mark(paragraph.text))
    return without_beginning(paragraph.runs, mark)


def without_beginning(runs: Sequence[Run], length: int) -> list[Run]:
    """The same text in the same formatting, its first letters left out."""
    kept: list[Run] = []
    for run in runs:
        cut = min(length, len(run.text))
        length -= cut
        if run.text[cut:]:
            kept.append(replace(run, text=run.text[cut:]))
    return kept


def top_lists(items: Sequence[Paragraph]) -> list[list[Paragraph]]:
    """Divide neighbouring list items into lists: a new one begins where the outermost level changes its kind."""
    base = min((item.list_place.level for item in items if item.list_place), default=0)
    lists: list[list[Paragraph]] = []
    kind = ""
    for item in items:
        place = item.list_place
        if place is None:
            continue
        is_outermost = place.level <= base
        begins_anew = is_outermost and (place.kind != kind or (place.kind == "number" and place.start == 1))
        if not lists or begins_anew:
            lists.append([])
        if is_outermost or not kind:
            kind = place.kind
        lists[-1].append(item)
    return lists


def list_html(items: Sequence[Paragraph]) -> str:
    """One list with its sublists. Levels that skip are closed up."""
    first = items[0].list_place
    if first is None:
        return ""
    tag = "ol" if first.kind == "number" else "ul"
    if first.keeps_mark:
        return "".join(f"<p>{item}</p>" for item in list_items(items))
    start = f' start="{first.start}"' if tag == "ol" and first.start > 1 else ""
    counts = f' type="{first.number_format}"' if tag == "ol" and first.number_format else ""
    return f"<{tag}{counts}{start}>{''.join(f'<li>{item}</li>' for item in list_items(items))}</{tag}>"


def list_items(items: Sequence[Paragraph]) -> list[str]:
    """The outermost items of a list as HTML, each with its sublists inside."""
    base = _level(items[0])
    found: list[str] = []
    index = 0
    while index < len(items):
        inner = index + 1
        while inner < len(items) and _level(items[inner]) > base:
            inner += 1
        below = items[index + 1 : inner]
        found.append(item_html(items[index]) + "".join(list_html(part) for part in top_lists(below)))
        index = inner
    return found


def _level(paragraph: Paragraph) -> int:
    return paragraph.list_place.level if paragraph.list_place else 0


def table_html(table: Table) -> str:
    """A table with its spans; header cells where the author marked a header row."""
    return f"<table><tbody>{''.join(_row_html(row) for row in table.rows)}</tbody></table>"


def _row_html(row: Sequence[Cell]) -> str:
    return f"<tr>{''.join(_cell_html(cell) for cell in row)}</tr>"


def _cell_html(cell: Cell) -> str:
    tag = "th" if cell.is_header else "td"
    spans = "".join(
        f' {name}="{span}"'
        for name, span in (("colspan", cell.colspan), ("rowspan", cell.rowspan))
        if span > 1
    )
    return f"<{tag}{spans}>{_cell_inside(cell)}</{tag}>"


def _cell_inside(cell: Cell) -> str:
    paragraphs = [block for block in cell.blocks if isinstance(block, Paragraph) and block.runs]
    parts: list[str] = []
    for is_list, group in _grouped(paragraphs):
        if is_list:
            parts += [list_html(items) for items in top_lists(group)]
        else:
            # A header cell is bold by being one.
            runs = [_plain(p.runs) if cell.is_header else p.runs for p in group]
            parts.append("<br/>".join(runs_html(line) for line in runs))
    return "".join(parts)


def _plain(runs: Sequence[Run]) -> list[Run]:
    return [replace(run, is_bold=False) for run in runs]


def _grouped(paragraphs: Sequence[Paragraph]) -> list[tuple[bool, list[Paragraph]]]:
    groups: list[tuple[bool, list[Paragraph]]] = []
    for paragraph in paragraphs:
        is_list = paragraph.list_place is not None
        if not groups or groups[-1][0] is not is_list:
            groups.append((is_list, []))
        groups[-1][1].append(paragraph)
    return groups


def to_html(document: WordDocument, *, picture_source: PictureSource) -> str:
    """A whole document as one piece of HTML, headings with addresses made of their words."""
    document = with_addresses(document)
    ranks = heading_ranks(document.blocks)
    taken: set[str] = set()
    parts: list[str] = []
    waiting: list[Paragraph] = []

    def flush() -> None:
        parts.extend(list_html(items) for items in top_lists(waiting))
        waiting.clear()

    for block in document.blocks:
        if isinstance(block, Paragraph) and block.list_place and not block.heading:
            waiting.append(block)
            continue
        flush()
        parts.append(table_html(block) if isinstance(block, Table) else _paragraph_html(block, ranks, taken))
        if isinstance(block, Paragraph):
            parts += [
                f'<img src="{escape(picture_source(picture.key))}" alt="{escape(picture.alt)}"/>'
                for picture in block.pictures
            ]
    flush()
    return "\n".join(part for part in parts if part)


def _paragraph_html(paragraph: Paragraph, ranks: dict[int, int], taken: set[str]) -> str:
    inside = runs_html(paragraph.runs)
    if paragraph.heading:
        address = free_address(paragraph.text, taken)
        level = ranks[paragraph.heading]
        return f'<h{level} id="{address}">{inside}</h{level}>'
    if paragraph.is_quote:
        return f"<blockquote><p>{inside}</p></blockquote>"
    return f"<p>{inside}</p>" if inside else ("<hr/>" if paragraph.has_page_break else "")

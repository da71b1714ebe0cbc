"""The tree of a Word file as a plain document: a title, and sections with paragraphs, lists, tables and notices. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from content.plain import (
    Document,
    Heading,
    Item,
    Listing,
    Paragraph,
    Part,
    Picture,
    Quote,
    Section,
    Table,
    Words,
)
from content.vietnamese import fold
from content.word import tree
from content.word.to_html import item_runs, list_html, runs_html, table_html, top_lists

_WARNS = ("⚠", "luu y:", "chu y:", "canh bao:", "quan trong:")
"""A paragraph that begins so stands apart from the text, as a quotation does."""
_LONGEST_TITLE = 120
_ENDS_A_LEAD = (".", ":", "?", "!")


def to_plain(document: tree.WordDocument) -> Document:
    """Sections begin at the highest level of headings below the title; deeper headings stand in the text."""
    title, blocks = _title(document)
    levels = sorted({b.heading for b in blocks if isinstance(b, tree.Paragraph) and b.heading})
    intro: list[tree.Block] = []
    sections: list[tuple[str, list[tree.Block]]] = []
    for block in blocks:
        if isinstance(block, tree.Paragraph) and levels and block.heading == levels[0]:
            sections.append((" ".join(block.text.split()), []))
        else:
            (sections[-1][1] if sections else intro).append(block)
    return Document(
        title=title,
        intro=tuple(_parts(intro)),
        sections=tuple(Section(title=name, parts=tuple(_parts(inside))) for name, inside in sections),
    )


def _title(document: tree.WordDocument) -> tuple[str, list[tree.Block]]:
    """What the file is called, and its blocks without the line that says so."""
    blocks = [b for b in document.blocks if not (isinstance(b, tree.Paragraph) and b.is_title)]
    if len(blocks) < len(document.blocks):
        return document.title, blocks
    headings = [b for b in blocks if isinstance(b, tree.Paragraph) and b.heading]
    if len(headings) > 1 and all(other.heading > headings[0].heading for other in headings[1:]):
        return " ".join(headings[0].text.split()), [b for b in blocks if b is not headings[0]]
    first = next((b for b in blocks if isinstance(b, tree.Paragraph) and b.text.strip()), None)
    if not headings and first is not None and first is not blocks[-1] and _is_bold_line(first):
        return " ".join(first.text.split()), [b for b in blocks if b is not first]
    return document.title, blocks


def _is_bold_line(paragraph: tree.Paragraph) -> bool:
    return (
        not paragraph.list_place
        and len(paragraph.text) <= _LONGEST_TITLE
        and all(run.is_bold for run in paragraph.runs if run.text.strip())
    )


def _parts(blocks: Sequence[tree.Block]) -> list[Part]:
    found: list[Part] = []
    waiting: list[tree.Paragraph] = []

    def flush() -> None:
        for items in top_lists(waiting):
            _take_in(found, _listing(items))
        waiting.clear()

    for block in blocks:
        if isinstance(block, tree.Paragraph) and block.list_place and not block.heading:
            if block.text.strip():
                waiting.append(block)
            if block.pictures:
                flush()
                found += _pictures(block)
            continue
        if isinstance(block, tree.Paragraph) and not block.text.strip() and not block.pictures:
            continue  # an empty line between two items parts no list
        flush()
        for part in _of_block(block):
            _join(found, part)
    flush()
    return found


def _of_block(block: tree.Block) -> Iterator[Part]:
    if isinstance(block, tree.Table):
        yield from _table(block)
        return
    text = block.text.strip()
    if text and block.heading:
        yield Heading(level=block.heading, words=_words(block.runs))
    elif text and (block.is_quote or fold(text).startswith(_WARNS)):
        words = _words(block.runs)
        yield Quote(words=words, html=f"<p>{words.html}</p>")
    elif text:
        yield Paragraph(words=_words(block.runs))
    yield from _pictures(block)


def _join(found: list[Part], part: Part) -> None:
    """A paragraph in the style of captions after a picture is its caption; neighbouring lines of a notice are one."""
    last = found[-1] if found else None
    if isinstance(part, Quote) and isinstance(last, Quote) and not fold(part.words.text).startswith(_WARNS):
        html = f"{last.words.html}<br/>{part.words.html}"
        words = Words(html=html, text=f"{last.words.text} {part.words.text}")
        found[-1] = Quote(words=words, html=f"<p>{html}</p>")
    elif isinstance(part, Paragraph) and isinstance(last, Picture) and _is_caption(part):
        found[-1] = replace(last, caption=part.words.text)
    else:
        found.append(part)


def _is_caption(part: Paragraph) -> bool:
    begin = fold(part.words.text)[:12]
    return begin.startswith(("hinh ", "anh ")) and any(sign.isdigit() for sign in begin)


def _take_in(found: list[Part], listing: Listing) -> None:
    """A numbered list that goes on after some lines or a picture is one list; the lines belong to the item above them."""
    at = next((n for n in reversed(range(len(found))) if isinstance(found[n], Listing)), None)
    before = found[at] if at is not None else None
    between = found[at + 1 :] if at is not None else []
    goes_on = (
        isinstance(before, Listing)
        and before.is_ordered
        and listing.is_ordered
        and listing.start == len(before.items) + before.start
        and listing.start > 1
        and all(isinstance(part, Paragraph | Picture) for part in between)
    )
    if not goes_on or not isinstance(before, Listing) or at is None:
        found.append(listing)
        return
    items = [*before.items]
    for part in between:
        if isinstance(part, Paragraph):
            items[-1] = longer(items[-1], part.words)
    items += listing.items
    rows = "".join(f"<li>{item.html}</li>" for item in items)
    start = f' start="{before.start}"' if before.start > 1 else ""
    whole = replace(before, items=tuple(items), html=f"<ol{start}>{rows}</ol>")
    found[at:] = [whole, *(part for part in between if isinstance(part, Picture))]


def longer(item: Item, words: Words) -> Item:
    """An item with another line below it."""

    def with_line(above: Words) -> Words:
        html = f"{above.html}<br/>{words.html}" if above.html else words.html
        return Words(html=html, text=f"{above.text} {words.text}".strip())

    return replace(
        item, words=with_line(item.words), rest=with_line(item.rest), html=f"{item.html}<br/>{words.html}"
    )


def _listing(items: Sequence[tree.Paragraph]) -> Listing:
    place = items[0].list_place
    base = place.level if place else 0
    found: list[list[tree.Paragraph]] = []
    for item in items:
        level = item.list_place.level if item.list_place else 0
        if found and level > base:
            found[-1].append(item)
        else:
            found.append([item])
    return Listing(
        is_ordered=bool(place and place.kind == "number"),
        items=tuple(_item(group) for group in found),
        html=list_html(items),
        start=place.start if place else 1,
    )


def _item(group: Sequence[tree.Paragraph]) -> Item:
    first, *below = group
    item = item_of_runs(item_runs(first))
    for one in below:
        line = _words(item_runs(one))
        item = longer(item, Words(html=f"– {line.html}", text=f"– {line.text}"))
    inner = "".join(list_html(part) for part in top_lists(below)) if below else ""
    return replace(item, html=runs_html(item_runs(first)) + inner)


def item_of_runs(runs: Sequence[tree.Run]) -> Item:
    """An item; its lead is what stands at its beginning in bold or italics and ends like a sentence or a label."""
    words = _words(runs)
    count = 0
    while count < len(runs) and (
        runs[count].is_bold or runs[count].is_italic or (count and not runs[count].text.strip())
    ):
        count += 1
    lead = " ".join("".join(run.text for run in runs[:count]).split())
    if not lead.endswith(_ENDS_A_LEAD):
        return Item(words=words, lead="", rest=words, html=words.html)
    return Item(words=words, lead=lead, rest=_words(runs[count:]), html=words.html)


def _table(table: tree.Table) -> Iterator[Part]:
    """A table with its first row as header; a single cell is a notice in a frame."""
    rows = [tuple(_words_of_cell(cell) for cell in row) for row in table.rows]
    rows = [row for row in rows if any(cell.text for cell in row)]
    cells = [cell for row in rows for cell in row]
    if len(cells) == 1:
        yield Quote(words=cells[0], html=f"<p>{cells[0].html}</p>")
    elif rows:
        yield Table(header=rows[0], rows=tuple(rows[1:]), html=table_html(table))
    for row in table.rows:
        for cell in row:
            for block in cell.blocks:
                if isinstance(block, tree.Paragraph):
                    yield from _pictures(block)


def _words_of_cell(cell: tree.Cell) -> Words:
    return _joined(_lines_of(cell.blocks, is_header=cell.is_header))


def _lines_of(blocks: Iterable[tree.Block], *, is_header: bool = False) -> Iterator[Words]:
    for block in blocks:
        if isinstance(block, tree.Table):
            for row in block.rows:
                yield from (line for cell in row for line in _lines_of(cell.blocks))
        elif block.text.strip():
            runs = [replace(run, is_bold=False) for run in block.runs] if is_header else block.runs
            yield _words(runs)


def _joined(lines: Iterable[Words]) -> Words:
    kept = list(lines)
    return Words(html="<br/>".join(line.html for line in kept), text=" ".join(line.text for line in kept))


def _pictures(paragraph: tree.Paragraph) -> list[Picture]:
    return [Picture(key=one.key, alt=one.alt, is_decorative=one.is_decorative) for one in paragraph.pictures]


def _words(runs: Sequence[tree.Run]) -> Words:
    """Formulas are told in one line: a guide has no place to draw them."""
    told = [replace(run, mathml="") if run.mathml else run for run in runs]
    html = runs_html(_tidy(told)).strip()
    return Words(html=html, text=" ".join("".join(run.text for run in told).split()))


def _tidy(runs: Sequence[tree.Run]) -> list[tree.Run]:
    """Neighbours in the same formatting as one, so that a word is not written in pieces."""
    found: list[tree.Run] = []
    for run in runs:
        if found and replace(found[-1], text="") == replace(run, text=""):
            found[-1] = replace(run, text=found[-1].text + run.text)
        else:
            found.append(run)
    return found

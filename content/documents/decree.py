"""The parts of an administrative document as Annex I of Decree 30/2020/NĐ-CP sets them. Pure.

Box numbers in the comments are those of the Annex. What is not known is left blank, to be filled in by hand.
"""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import _Cell

from content.documents.page import BODY, BOTH, MIDDLE, START, TEXT_WIDTH, Look, Page, Run, fill, rule

NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
NATION_SIZE, MOTTO_SIZE, ISSUER_SIZE = 12, 13, 12
MOTTO_LENGTH = 53.1
"""Millimetres of the motto at 13 points, bold: the line under it is as long as the text."""
LEFT_COLUMN, RIGHT_COLUMN = 66, TEXT_WIDTH - 66
CAPITAL = 2.75
"""Millimetres a bold capital at 12 points takes on average, for the line under the issuer: a third to a half of the name."""
INDENT = 12.7
BLANK = "…"
WIDE_FROM = 8
"""Tables with this many columns go on landscape paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """``number`` is the whole sign such as ``15/QĐ-HVHC``; empty: left open before ``symbol``. ``place`` before the date."""

    issuer: str
    parent: str = ""
    number: str = ""
    symbol: str = ""
    place: str = ""
    day: date | None = None
    year: int | None = None
    """Printed when the day is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """``office`` such as ``GIÁM ĐỐC``; ``name`` without academic titles; both may stay open."""

    office: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """``width`` in millimetres; ``is_centred`` for numbers and dates."""

    title: str
    width: float
    is_centred: bool = False


def date_in_words(day: date | None, *, year: int | None = None) -> str:
    """With a leading zero for days below 10 and for the months 1 and 2 only (box 4); open where nothing is known.

    >>> date_in_words(date(2026, 3, 5)), date_in_words(date(2026, 2, 15))
    ('ngày 05 tháng 3 năm 2026', 'ngày 15 tháng 02 năm 2026')
    >>> date_in_words(None, year=2026)
    'ngày …… tháng …… năm 2026'
    """
    if day is None:
        return f"ngày {BLANK * 2} tháng {BLANK * 2} năm {year or BLANK * 2}"
    month = f"{day.month:02d}" if day.month in {1, 2} else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def bold(text: str) -> list[Run]:
    return [Run(text=text, is_bold=True)]


def plain(text: str) -> list[Run]:
    return [Run(text=text)]


def letterhead(page: Page, head: Letterhead, *, shows_number: bool = True) -> None:
    """Boxes 1 to 4: the issuing body on the left, the State on the right, number and date below."""
    left, right = page.columns(LEFT_COLUMN, RIGHT_COLUMN)
    centred = Look(size=ISSUER_SIZE, align=MIDDLE)
    if head.parent:
        fill(left.paragraphs[0], plain(head.parent.upper()), centred)
        page.paragraph(bold(head.issuer.upper()), centred, into=left)
    else:
        fill(left.paragraphs[0], bold(head.issuer.upper()), centred)
    length = min(len(head.issuer) * CAPITAL, LEFT_COLUMN)
    rule(left, width=LEFT_COLUMN, length=length * 0.4)
    fill(right.paragraphs[0], bold(NATION), Look(size=NATION_SIZE, align=MIDDLE))
    page.paragraph(bold(MOTTO), Look(size=MOTTO_SIZE, align=MIDDLE), into=right)
    rule(right, width=RIGHT_COLUMN, length=MOTTO_LENGTH)
    if shows_number:
        _number_and_date(page, head, left, right)


def _number_and_date(page: Page, head: Letterhead, left: _Cell, right: _Cell) -> None:
    number = head.number or f"{' ' * 8}/{head.symbol}"
    page.paragraph(plain(f"Số: {number}"), Look(size=13, align=MIDDLE, before=4), into=left)
    said = f"{head.place or BLANK * 4}, {date_in_words(head.day, year=head.year)}"
    page.paragraph([Run(text=said, is_italic=True)], Look(size=13, align=MIDDLE, before=4), into=right)


def kind_and_subject(page: Page, kind: str, subject: str) -> None:
    """Box 5a: what the document is, and what it is about, with a line under it."""
    page.paragraph(bold(kind.upper()), Look(size=14, align=MIDDLE, before=18))
    (cell,) = page.columns(page.text_width)
    fill(cell.paragraphs[0], bold(subject), Look(size=14, align=MIDDLE))
    rule(cell, width=page.text_width, length=min(len(subject) * 2.4, page.text_width) * 0.4)


def grounds(page: Page, lines: Sequence[str]) -> None:
    """Box 6: each ground on a line of its own, in italics, the last one with a full stop."""
    for number, line in enumerate(lines, start=1):
        ending = "." if number == len(lines) else ";"
        look = Look(align=BOTH, first=INDENT, before=6 if number > 1 else 12)
        page.paragraph([Run(text=line.rstrip(" ;.") + ending, is_italic=True)], look)


def body(page: Page, runs: Sequence[Run]) -> None:
    """A paragraph of the text: justified, first line 1.27 cm, six points apart, upright."""
    page.paragraph(runs, Look(align=BOTH, first=INDENT, before=6, spacing=1.1))


def foot(page: Page, signature: Signature, receivers: Sequence[str]) -> None:
    """Boxes 7 and 9b: who receives it on the left, office and name on the right, with room for hand and seal."""
    for last in page.document.paragraphs[-1:]:  # the signature does not stand on a page of its own
        last.paragraph_format.keep_with_next = True
    page.paragraph((), Look(size=6, keeps_with_next=True))
    left, right = page.columns(TEXT_WIDTH / 2, TEXT_WIDTH / 2)
    fill(left.paragraphs[0], [Run(text="Nơi nhận:", is_bold=True, is_italic=True)], Look(size=12))
    for line in receivers:
        page.paragraph(plain(line), Look(size=11), into=left)
    fill(right.paragraphs[0], bold((signature.office or BLANK * 8).upper()), Look(size=14, align=MIDDLE))
    for _line in range(5):
        page.paragraph((), Look(size=14, align=MIDDLE), into=right)
    page.paragraph(bold(signature.name or BLANK * 10), Look(size=14, align=MIDDLE), into=right)


def annex(
    page: Page, title: str, belongs_to: str, *, columns: Sequence[Column], rows: Sequence[Sequence[str]]
) -> None:
    """An annex on its own pages, numbered from 1: its title, what it belongs to, and a table whose head is repeated."""
    page.new_part(is_wide=len(columns) >= WIDE_FROM)
    page.paragraph(bold("Phụ lục"), Look(size=14, align=MIDDLE))
    page.paragraph(bold(title.upper()), Look(size=14, align=MIDDLE))
    page.paragraph([Run(text=f"({belongs_to})", is_italic=True)], Look(size=BODY, align=MIDDLE, after=8))
    table(page, columns, rows)


def table(page: Page, columns: Sequence[Column], rows: Sequence[Sequence[str]], *, size: float = 12) -> None:
    """A table with lines, its head in bold and repeated on every page; no row is torn between pages."""
    made = page.document.add_table(rows=1, cols=len(columns))
    made.style, made.alignment, made.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    for grid, cell, column in zip(made.columns, made.rows[0].cells, columns, strict=True):
        grid.width = cell.width = Mm(column.width)
        fill(cell.paragraphs[0], bold(column.title), Look(size=size, align=MIDDLE, before=2, after=2))
    head = made.rows[0]._tr
    head.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    if not rows:
        head.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        return
    first = made.add_row()
    for cell, column in zip(first.cells, columns, strict=True):
        cell.width = Mm(column.width)
        align = MIDDLE if column.is_centred else START
        fill(cell.paragraphs[0], plain("\u200b"), Look(size=size, align=align, before=2, after=2))
    pattern = copy.deepcopy(first._tr)
    pattern.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    made._tbl.remove(first._tr)
    for row in rows:
        line = copy.deepcopy(pattern)
        for text, value in zip(line.iter(qn("w:t")), row, strict=True):
            text.text = value
        made._tbl.append(line)
    head.get_or_add_trPr().append(OxmlElement("w:tblHeader"))

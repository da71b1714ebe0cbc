"""Workbooks: written with every cell as text or number, never a formula; read without believing anything in them. Pure."""

import io
import math
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from content.intake import refuse_unsafe_directory
from content.word.tree import WordRefused

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 5_000
MAX_COLUMNS = 300
MAX_PART = 20 * 1024 * 1024
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_NOT_IN_CELLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
Value = str | int | Decimal | date | None


class SheetRefused(ValueError):
    """Bytes that are no workbook we read. ``code``: ``too_large``, ``not_xlsx``, ``broken``, ``has_dtd``, ``too_many``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetColumn:
    """``width`` in characters."""

    title: str
    width: float = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """``notes`` stand in lines above the head; the head is fixed when one scrolls."""

    title: str
    columns: Sequence[SheetColumn]
    rows: Sequence[Sequence[Value]]
    notes: Sequence[str] = ()


def write_workbook(sheets: Sequence[Sheet]) -> bytes:
    """The sheets in one .xlsx. A text that begins like a formula stays a text and is never calculated."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        made = book.create_sheet(_NOT_IN_NAMES.sub(" ", sheet.title)[:31].strip() or "1")
        made.freeze_panes = f"A{len(sheet.notes) + 2}"
        for number, column in enumerate(sheet.columns, start=1):
            made.column_dimensions[get_column_letter(number)].width = column.width
        for note in sheet.notes:
            made.append([_cell(made, note)])
        made.append([_head(made, column.title) for column in sheet.columns])
        for row in sheet.rows:
            made.append([_cell(made, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: object, value: Value) -> WriteOnlyCell:
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value=value)
    cell = WriteOnlyCell(sheet, value=_NOT_IN_CELLS.sub("", value)[:32_000])
    cell.data_type = "s"  # openpyxl would take "=…" for a formula
    cell.number_format = "@"
    if value.startswith(_STARTS_A_FORMULA):
        cell.quotePrefix = True
    return cell


def _head(sheet: object, title: str) -> WriteOnlyCell:
    cell = _cell(sheet, title)
    cell.font, cell.fill = Font(bold=True), PatternFill("solid", start_color="FFD9E2F3")
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def read_rows(data: bytes) -> list[tuple[int, list[str]]]:
    """The rows of the first sheet that say anything, with their numbers as Excel counts them; every cell as text.

    Formulas are not calculated: a cell with one reads as the formula itself. Raises :class:`SheetRefused`.
    """
    _refuse_monsters(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        try:
            return list(_rows(book))
        finally:
            book.close()
    except SheetRefused:
        raise
    except Exception as error:
        raise SheetRefused("broken") from error


def _rows(book: object) -> Iterator[tuple[int, list[str]]]:
    sheet = book.worksheets[0]  # type: ignore[attr-defined]
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True), start=1):
        if number > MAX_ROWS:
            raise SheetRefused("too_many")
        texts = [text_of(value) for value in row]
        if any(texts):
            yield number, texts


def text_of(value: object) -> str:
    """A cell as somebody would have typed it, decimals with a comma; an apostrophe before a formula's sign is dropped.

    >>> text_of(2.5), text_of(3.0), text_of(" A "), text_of("'=x")
    ('2,5', '3', 'A', '=x')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Đ" if value else "S"
    if isinstance(value, float) and math.isfinite(value):
        return format(Decimal(repr(value)).normalize(), "f").replace(".", ",")
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y")
    text = str(value).replace("_x000D_", "").replace("\r\n", "\n").strip()
    return text[1:] if text[:1] == "'" and text[1:2] in _STARTS_A_FORMULA else text


def _refuse_monsters(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise SheetRefused("too_large")
    if not data.startswith(b"PK\x03\x04"):
        raise SheetRefused("not_xlsx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            refuse_unsafe_directory(entries)
            if not any(entry.filename == "xl/workbook.xml" for entry in entries):
                raise SheetRefused("not_xlsx")
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")):
                    _refuse_part(package.read(entry))
    except SheetRefused:
        raise
    except WordRefused as error:
        raise SheetRefused("too_large" if error.code == "zip_bomb" else "broken") from error
    except Exception as error:
        raise SheetRefused("broken") from error


def _refuse_part(part: bytes) -> None:
    if len(part) > MAX_PART:
        raise SheetRefused("too_large")
    if (
        b"<!DOCTYPE" in part
        or "<!DOCTYPE".encode("utf-16-le") in part
        or "<!DOCTYPE".encode("utf-16-be") in part
    ):
        raise SheetRefused("has_dtd")

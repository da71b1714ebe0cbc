"""The Excel template of questions: one header row, one question a row. Formulas are never evaluated. Pure."""

import datetime
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook

from quizzes.importers.counting import MAX_QUESTIONS
from quizzes.importers.drafts import Draft, Note, ParsedBank
from quizzes.importers.packages import Package
from quizzes.importers.refusals import FileRefused
from quizzes.importers.xlsx_columns import BY_FIELD, COLUMNS, field_of, unguarded
from quizzes.importers.xlsx_rows import draft_from

MAX_ROWS = 20_000
"""Rows that are looked at, empty ones too."""
MAX_BLANKS = 2_000
"""Empty rows in a row after which the sheet is taken to have ended."""
HEADER_WITHIN = 20
MAX_COLUMNS = 60
MAX_PART_BYTES = 20 * 1024 * 1024
_DOCTYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_LEAST_COLUMNS = 2
_UNREAD = {"f": "cell_formula", "e": "cell_error"}


def parse_xlsx(data: bytes) -> ParsedBank:
    """Every row of the question sheet as a draft. Raises ``FileRefused`` when it is no workbook of questions."""
    _refuse_monsters(data)
    try:
        drafts, notes = _read(data)
    except FileRefused:
        raise
    except Exception as error:
        raise FileRefused("broken") from error
    if not drafts:
        notes.append(Note(severity="error", where="", code="no_questions"))
    return ParsedBank(format="xlsx", drafts=tuple(drafts), notes=tuple(notes))


def _refuse_monsters(data: bytes) -> None:
    package = Package(data)
    if not any(name.lower() == "xl/workbook.xml" for name in package.names):
        raise FileRefused("not_this_format", "xl/workbook.xml")
    for name in package.names:
        if not name.lower().endswith((".xml", ".rels", ".vml")):
            continue
        part = package.read(name) or b""
        if len(part) > MAX_PART_BYTES:
            raise FileRefused("too_costly")
        if any(mark in part for mark in _DOCTYPES):
            raise FileRefused("has_dtd")


def _read(data: bytes) -> tuple[list[Draft], list[Note]]:
    workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    try:
        for sheet in workbook.worksheets:
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_col=MAX_COLUMNS)
            header = _header(rows)
            if header:
                fields, row_number = header
                return _drafts(rows, fields, row_number)
    finally:
        workbook.close()
    raise FileRefused("not_this_format", " / ".join(column.vietnamese for column in COLUMNS[:4]))


def _header(rows: Iterator[tuple[Any, ...]]) -> tuple[dict[int, str], int] | None:
    """The fields by column, and the number of the header row."""
    for row_number, row in enumerate(rows, start=1):
        fields = {place: found for place, cell in enumerate(row) if (found := field_of(cell.value))}
        if len(fields) >= _LEAST_COLUMNS and "stem" in fields.values():
            return fields, row_number
        if row_number >= HEADER_WITHIN:
            return None
    return None


def _drafts(
    rows: Iterator[tuple[Any, ...]], fields: dict[int, str], header: int
) -> tuple[list[Draft], list[Note]]:
    drafts: list[Draft] = []
    notes: list[Note] = []
    blanks = 0
    for row_number, row in enumerate(rows, start=header + 1):
        if row_number > MAX_ROWS:
            raise FileRefused("too_costly")
        if len(drafts) > MAX_QUESTIONS:
            raise FileRefused("too_many_questions", f"{MAX_QUESTIONS:,}".replace(",", "."))
        texts: dict[str, str] = {}
        for place, cell in enumerate(row):
            field = fields.get(place)
            if field is None or cell.value is None:
                continue
            text, trouble = _text(cell)
            if trouble:
                title = BY_FIELD[field].vietnamese
                notes.append(Note(severity="warning", where=f"hàng {row_number}", code=trouble, detail=title))
            texts.setdefault(field, text)
        is_blank = not any(text.strip() for text in texts.values())
        blanks = blanks + 1 if is_blank else 0
        if blanks > MAX_BLANKS:
            break
        if not is_blank:
            drafts.append(draft_from(texts, number=len(drafts) + 1, row_number=row_number))
    return drafts, notes


def _text(cell: Any) -> tuple[str, str]:
    """What a cell says, and the code of what is wrong with it. A formula is not evaluated and says nothing."""
    value = cell.value
    if cell.data_type in _UNREAD:
        return "", _UNREAD[cell.data_type]
    if isinstance(value, bool):
        return "Đúng" if value else "Sai", ""
    if isinstance(value, int):
        return str(value), ""
    if isinstance(value, float):
        return format(Decimal(repr(value)).normalize(), "f").replace(".", ","), ""
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return str(value), "cell_date"
    return unguarded(str(value).replace("\r\n", "\n").replace("_x000D_", "")), ""

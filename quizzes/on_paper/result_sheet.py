"""The sheet results are typed into: one row a learner, one column a question. Pure."""

from collections.abc import Sequence

from content.documents.sheet import Sheet, SheetColumn, read_rows, write_workbook
from content.vietnamese import fold
from quizzes.on_paper.printing import SHEET_LEGEND

WHO, NAME, FORM = "Mã cán bộ hoặc e-mail", "Họ và tên", "Mã đề"
QUESTION = "Câu"
_FIRST = 3
Row = tuple[int, str, str, str, list[str]]


class NoHead(ValueError):
    """No row of the sheet names the columns we know."""


def write_template(title: str, forms: Sequence[tuple[str, int]]) -> bytes:
    """An empty sheet for these papers (code, number of questions); how cells are written stands above."""
    most = max((count for _code, count in forms), default=0)
    columns = [
        SheetColumn(title=WHO, width=26),
        SheetColumn(title=NAME, width=28),
        SheetColumn(title=FORM, width=8),
    ]
    columns += [SheetColumn(title=f"{QUESTION} {number}", width=10) for number in range(1, most + 1)]
    codes = ", ".join(code for code, _count in forms)
    notes = [f"Kết quả trên giấy: {title}. Mã đề: {codes}.", SHEET_LEGEND]
    return write_workbook([Sheet(title="Kết quả", columns=columns, rows=[], notes=notes)])


def rows_in(data: bytes) -> list[Row]:
    """The rows under the head: (number, who, name, form code, cells). Raises ``SheetRefused`` or :class:`NoHead`."""
    rows = read_rows(data)
    for place, (_number, texts) in enumerate(rows[:20]):
        head = [fold(text) for text in texts[:_FIRST]]
        if head == [fold(WHO), fold(NAME), fold(FORM)]:
            count = sum(fold(text).startswith(fold(QUESTION)) for text in texts[_FIRST:])
            return [_row(number, cells, count) for number, cells in rows[place + 1 :]]
    raise NoHead


def _row(number: int, cells: list[str], count: int) -> Row:
    who, name, form, *answers = [*cells, "", "", ""]
    return number, who, name, form, [*answers, *[""] * count][: max(count, len(cells) - _FIRST)]

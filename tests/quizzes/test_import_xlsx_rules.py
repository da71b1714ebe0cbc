"""The Excel template: what each column says, and errors that name their row and column."""

import datetime
import io

import pytest
from openpyxl import Workbook

from quizzes.exporters.xlsx import write_template
from quizzes.importers.refusals import FileRefused
from quizzes.importers.xlsx import parse_xlsx
from quizzes.importers.xlsx_columns import COLUMNS


def sheet(
    *rows,
    titles=("Loại", "Question", "Phương án A / Choice A", "Phương án B", "Đáp án", "Điểm", "Chi tiết (JSON)"),
):
    book = Workbook()
    page = book.active
    page.append(["Ngân hàng câu hỏi"])
    page.append(list(titles))
    for row in rows:
        page.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return parse_xlsx(out.getvalue())


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (("một lựa chọn", "Hỏi?", "a", "b", "B"), "single_choice"),
        (("", "Hỏi?", "a", "b", "A, B"), "multiple_choice"),
        (("Single choice", "Hỏi?", "a", "b", "a"), "single_choice"),
        (("đúng/sai", "Hỏi?", None, None, True), "true_false"),
        (("nhóm đúng/sai", "Hỏi?", "a", "b", "Đ S"), "true_false_group"),
        (("matching", "Ghép", "QĐ => Quyết định", "BC => Báo cáo"), "matching"),
        (("Sắp xếp", "Xếp", "a", "b", "B-A"), "ordering"),
        (("trả lời ngắn", "Hỏi?", None, None, "VNeID; vneid (50%)"), "short_answer"),
        (("trả lời số", "Hỏi?", None, None, 52.3), "numerical"),
        (("điền khuyết", "Lề {1} là {2}", None, None, "trái\n30"), "cloze"),
        (("tự luận", "Nêu", None, None, None), "essay"),
    ],
)
def test_a_row_of_each_kind(row, kind):
    draft = sheet(row).drafts[0]

    assert (draft.kind, draft.rejected, draft.where) == (kind, "", "hàng 3")


@pytest.mark.parametrize(
    ("row", "code", "told"),
    [
        (("lạ", "Hỏi?", "a", "b", "A"), "cell_not_read", "Loại: lạ"),
        (("một lựa chọn", "Hỏi?", "a", "b", "C"), "cell_not_read", "Đáp án: C"),
        (("một lựa chọn", "Hỏi?", "a", None, "A"), "cell_missing", "Phương án B"),
        (("một lựa chọn", "Hỏi?", None, "b", "A"), "cell_missing", "Phương án A"),
        (("một lựa chọn", "Hỏi?", "a", "b", None), "cell_missing", "Đáp án"),
        (("trả lời số", "Hỏi?", None, None, "nhiều"), "cell_not_read", "Đáp án: nhiều"),
        (("tự luận", "Hỏi?", None, None, None, "mười"), "cell_not_read", "Điểm: mười"),
        (("tự luận", "Hỏi?", None, None, None, None, "{"), "cell_not_read", "Chi tiết (JSON)"),
        (("điểm trên hình", "Hỏi?"), "cell_missing", "Chi tiết (JSON)"),
    ],
)
def test_an_error_names_the_row_and_the_column(row, code, told):
    draft = sheet(("tự luận", "Nêu"), row).drafts[1]

    assert (draft.where, draft.rejected, draft.detail) == ("hàng 4", code, told)


def test_a_date_made_by_excel_is_told_with_its_row_and_column():
    parsed = sheet(("sắp xếp", "Xếp", "a", "b", datetime.date(2026, 2, 1)))

    assert [(note.where, note.code, note.detail) for note in parsed.notes] == [
        ("hàng 3", "cell_date", "Đáp án")
    ]


def test_a_sheet_without_the_header_is_refused():
    with pytest.raises(FileRefused) as refused:
        sheet(("a", "b"), titles=("x", "y"))

    assert refused.value.code == "not_this_format"


def test_the_empty_template_has_every_column_and_no_questions():
    parsed = parse_xlsx(write_template())

    assert [note.code for note in parsed.notes] == ["no_questions"]
    assert len({column.field for column in COLUMNS}) == len(COLUMNS) == 27

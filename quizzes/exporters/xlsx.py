"""A bank as the Excel template: the same sheet the importer reads, one question a row. Pure.

A row is written from the simple columns and read again; what they did not say goes field by field into the last
column, so that export and import change nothing.
"""

import io
import json
from collections.abc import Callable, Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from quizzes.exporters.bank import ExportedBank, ExportedFile, ExportedItem
from quizzes.exporters.losses import Losses
from quizzes.exporters.typed import cloze_answers, number_answers, plain_text_answers, truth_word
from quizzes.importers.word_labels import DRAFT, SCORINGS
from quizzes.importers.xlsx_columns import (
    CATEGORY_DIVIDER,
    COLUMNS,
    ENGLISH_KINDS,
    GUIDE_SHEET,
    KIND_LABELS,
    LETTERS,
    MAX_CELL,
    PAIR_DIVIDER,
    SHEET,
    guarded,
    inline_cell,
    looks_like_formula,
    rich_cell,
)
from quizzes.importers.xlsx_rows import CellRefused, draft_from
from quizzes.items import read_content, read_key

_HEADER_FILL = PatternFill("solid", start_color="FFD9E2F3")


def write_xlsx(bank: ExportedBank) -> ExportedFile:
    """The bank as a workbook; a question that does not fit into cells is listed as left out."""
    losses = Losses()
    rows = []
    for item in bank.items:
        row = row_of(item)
        if any(len(text) > MAX_CELL for text in row.values()):
            losses.leave_out(item)
            continue
        if item.state == "retired":
            losses.lose(item, "state", item.state)
        rows.append(row)
    return ExportedFile(data=_workbook(rows), not_held=losses.found())


def write_template() -> bytes:
    """The empty template with its guide."""
    return _workbook([])


def row_of(item: ExportedItem) -> dict[str, str]:
    """The cells of one question by field."""
    row = {**_described(item), **_SHAPES[item.kind](item)}
    details = _not_said(item, row)
    if details:
        row["details"] = json.dumps(details, ensure_ascii=False, separators=(",", ":"))
    return {name: text for name, text in row.items() if text}


def _described(item: ExportedItem) -> dict[str, str]:
    key = item.key
    labels = [tag.name if tag.kind == "tag" else f"{tag.kind}: {tag.name}" for tag in item.tags]
    return {
        "kind": KIND_LABELS[item.kind],
        "category": CATEGORY_DIVIDER.join(item.category),
        "code": item.code,
        "stem": rich_cell(item.content["stem"]),
        "feedback": rich_cell(key.get("feedback", "")),
        "feedback_correct": rich_cell(key.get("feedback_correct", "")),
        "feedback_partial": rich_cell(key.get("feedback_partial", "")),
        "feedback_wrong": rich_cell(key.get("feedback_wrong", "")),
        "hints": "\n---\n".join(rich_cell(hint) for hint in key.get("hints", [])),
        "scoring": _scoring(key),
        "points": item.points.replace(".", ","),
        "difficulty": str(item.difficulty),
        "tags": "; ".join(labels),
        "language": item.language,
        "source": item.source,
        "legal_basis": item.legal_basis,
        "state": DRAFT if item.state == "draft" else "",
    }


def _scoring(key: Mapping[str, Any]) -> str:
    name = key.get("scoring", "")
    if name == "weighted":
        return f"{SCORINGS[name]}: " + "; ".join(
            f"{_letter(id)} {_percent(weight)}%" for id, weight in key.get("weights", {}).items()
        )
    if name == "scale":
        return f"{SCORINGS[name]}: " + "; ".join(step.replace(".", ",") for step in key["scale"])
    return SCORINGS.get(name, "")


def _letter(id: str) -> str:
    place = int(id[1:]) if id[1:].isdigit() else 0
    return LETTERS[place - 1] if 0 < place <= len(LETTERS) else "?"


def _percent(weight: str) -> str:
    from decimal import Decimal

    return format((Decimal(weight) * 100).normalize(), "f").replace(".", ",")


def _not_said(item: ExportedItem, row: dict[str, str]) -> dict[str, Any]:
    """The fields that the simple columns do not give back, as they are stored."""
    try:
        read = draft_from({**row, "details": "{}"}, number=1, row_number=1)
        if read.rejected:
            raise CellRefused(read.rejected, "key")
        content, key = (
            read_content(item.kind, read.content).to_json(),
            read_key(item.kind, read.key).to_json(),
        )
    except (CellRefused, ValueError):
        content, key = {"stem": item.content["stem"]} if row.get("stem") else {}, {}
    found = {
        name: {field: value for field, value in wanted.items() if given.get(field) != value}
        for name, wanted, given in (("content", item.content, content), ("key", item.key, key))
    }
    return {name: fields for name, fields in found.items() if fields}


def _choices(item: ExportedItem) -> dict[str, str]:
    listed = item.content["choices"]
    letters = [_letter(id) for id in item.key["correct"]]
    return {**_cells([inline_cell(choice["text"]) for choice in listed]), "key": ", ".join(letters)}


def _cells(texts: list[str]) -> dict[str, str]:
    return {f"choice_{letter.lower()}": text for letter, text in zip(LETTERS, texts, strict=False)}


def _true_false(item: ExportedItem) -> dict[str, str]:
    return {"key": truth_word(item.key["correct"])}


def _true_false_group(item: ExportedItem) -> dict[str, str]:
    listed = item.content["statements"]
    truths = " ".join("Đ" if item.key["correct"].get(one["id"]) else "S" for one in listed)
    return {**_cells([inline_cell(one["text"]) for one in listed]), "key": truths}


def _matching(item: ExportedItem) -> dict[str, str]:
    targets = {one["id"]: inline_cell(one["text"]) for one in item.content["targets"]}
    used = item.key["pairs"]
    texts = [
        f"{inline_cell(one['text'])}{PAIR_DIVIDER}{targets.get(used.get(one['id'], ''), '')}"
        for one in item.content["sources"]
    ]
    texts += [f"{PAIR_DIVIDER.strip()} {text}" for id, text in targets.items() if id not in used.values()]
    return _cells(texts)


def _ordering(item: ExportedItem) -> dict[str, str]:
    texts = [inline_cell(choice["text"]) for choice in item.content["choices"]]
    return {**_cells(texts), "key": "-".join(_letter(id) for id in item.key["order"])}


def _short_answer(item: ExportedItem) -> dict[str, str]:
    return {"key": "\n".join(plain_text_answers(item.key["accepted"]))}


def _numerical(item: ExportedItem) -> dict[str, str]:
    units = item.key.get("units") or []
    unit = units[0]["text"] if len(units) == 1 else ""
    return {"key": "\n".join(number_answers(item.key["accepted"], unit))}


def _cloze(item: ExportedItem) -> dict[str, str]:
    stem = item.content["stem"]
    for place, gap in enumerate(item.content["gaps"], start=1):
        stem = stem.replace(f"[[{gap['id']}]]", f"{{{place}}}")
    return {"stem": rich_cell(stem), "key": "\n".join(cloze_answers(item))}


def _essay(item: ExportedItem) -> dict[str, str]:
    return {"key": rich_cell(item.key.get("sample", ""))}


_SHAPES: dict[str, Callable[[ExportedItem], dict[str, str]]] = {
    "single_choice": _choices,
    "multiple_choice": _choices,
    "true_false": _true_false,
    "true_false_group": _true_false_group,
    "matching": _matching,
    "ordering": _ordering,
    "short_answer": _short_answer,
    "numerical": _numerical,
    "cloze": _cloze,
    "essay": _essay,
    "hotspot": lambda _item: {},
}


def _workbook(rows: list[dict[str, str]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(SHEET)
    sheet.freeze_panes = "E2"
    for place, column in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.append([_cell(sheet, column.title, is_header=True) for column in COLUMNS])
    for row in rows:
        sheet.append([_cell(sheet, row.get(column.field, "")) for column in COLUMNS])
    _write_guide(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, text: str, *, is_header: bool = False) -> Any:
    """A cell that is text whatever it looks like: typed as a string, formatted as text, and marked so for Excel."""
    cell = WriteOnlyCell(sheet, value=None)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.number_format = "@"
    if is_header:
        cell.font, cell.fill = Font(bold=True), _HEADER_FILL
    if text:
        cell._value, cell.data_type = guarded(text), "s"
        cell.quotePrefix = looks_like_formula(text)
    return cell


def _write_guide(book: Workbook) -> None:
    sheet = book.create_sheet(GUIDE_SHEET)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 28, 110
    for name, told in (*_GUIDE, *((KIND_LABELS[code], f"= {ENGLISH_KINDS[code]}") for code in KIND_LABELS)):
        sheet.append([_cell(sheet, name, is_header=True), _cell(sheet, told)])


_GUIDE = (
    ("Cách dùng", "Mỗi hàng một câu hỏi. Không đổi hàng tiêu đề; cột nào không dùng thì để trống."),
    ("Loại", "Một trong các tên ở cuối trang này. Để trống: lấy theo đáp án (B là một lựa chọn, A, C là nhiều lựa chọn)."),
    ("Nhóm", "Nhóm lớn > nhóm nhỏ."),
    ("Câu hỏi", "Mỗi dòng trong ô là một đoạn. Chỗ trống của câu điền khuyết ghi {1}, {2}."),
    ("Phương án A–H", "Câu ghép cặp ghi mỗi ô một cặp: vế trái => vế phải; vế phải thừa ghi => vế phải."),
    ("Đáp án", "B; hoặc A, C; Đúng; Đ S Đ S; 3-1-2 ghi bằng chữ: C-A-B; 52,3 (sai số 0,05); mỗi dòng một đáp án chấp nhận."),
    ("Độ khó", "Từ 1 đến 5, hoặc NB, TH, VD, VDC."),
    ("Thẻ", "Cách nhau bằng dấu chấm phẩy; có thể ghi topic: …, skill: …, outcome: CLO1."),
    ("Công thức", "Không được tính; ô có công thức bị coi là trống."),
)  # fmt: skip

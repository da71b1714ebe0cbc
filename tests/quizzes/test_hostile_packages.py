"""Files of QTI, Excel and Word that mean harm: a report or a sentence, never an exception, within 3 seconds and 1 GiB."""

import json
import random
import resource
import time

import pytest

from content.services.children import answer_of_child
from content.word import read_word
from quizzes.importers import PARSERS
from quizzes.importers.drafts import ParsedBank
from quizzes.importers.messages import REFUSALS, SENTENCES
from quizzes.importers.refusals import FileRefused
from quizzes.importers.word import parse_word
from tests.support.hostile_packages import made_files, seeded_files, word_sheet

MADE = made_files()
REFUSED = {
    "zip slip": "unsafe_names",
    "absolute name": "unsafe_names",
    "drive name": "unsafe_names",
    "symbolic link": "unsafe_names",
    "zip bomb": "zip_bomb",
    "workbook bomb": "zip_bomb",
    "many parts": "zip_bomb",
    "DTD in an item": "has_dtd",
    "DTD in an old file": "has_dtd",
    "DTD in UTF-16": "has_dtd",
    "DTD in a manifest": "has_dtd",
    "DTD in a part": "has_dtd",
    "DTD in a workbook": "has_dtd",
    "30 million tags": "too_costly",
    "100,000 rows": "too_many_questions",
    "deep nesting": "bad_xml",
    "number that is none": "broken",
    "shared string to nowhere": "broken",
    "not a ZIP": "broken",
    "nothing": "broken",
    "zero bytes": "broken",
}


def read(kind, data):
    """The bank or the code of the refusal, and the seconds it took."""
    started = time.process_time()
    try:
        found = PARSERS[kind](data)
    except FileRefused as refusal:
        found = refusal.code
    return found, time.process_time() - started


def check(found):
    if isinstance(found, str):
        assert found in REFUSALS
    if isinstance(found, ParsedBank):
        assert {d.rejected for d in found.drafts} - {""} <= set(SENTENCES)
        assert {n.code for n in found.notes} <= set(SENTENCES)
        json.dumps(found.to_json())


def test_three_hundred_spoilt_files_are_reported():
    files = seeded_files(seed=20261124, count=300)
    slowest = 0.0
    for kind, data in files:
        found, seconds = read(kind, data)
        check(found)
        slowest = max(slowest, seconds)
    assert slowest < 3


@pytest.mark.parametrize("name", MADE)
def test_every_known_trick_is_refused_or_reported(name):
    kind, data = MADE[name]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    answer = json.loads(
        answer_of_child(module="quizzes.importers.child", argument=kind, data=data, wall_seconds=20)
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert seconds < 3  # of the processor, so that a busy machine does not count
    assert answer.get("refused", "") == REFUSED.get(name, "")
    assert "root:" not in json.dumps(answer)


def test_a_formula_is_not_evaluated_and_its_cell_counts_as_empty():
    found = PARSERS["xlsx"](MADE["formula"][1])

    assert [note.code for note in found.notes] == ["cell_formula", "no_questions"]


def test_word_sheets_of_random_marks_are_read_without_a_fault():
    rng = random.Random(7)
    marks = (
        "Câu 1. ",
        "A. ",
        "*B) ",
        "a) ",
        "Đáp án: ",
        "1-b; ",
        "(Đ)",
        "____",
        "{1}",
        "[<sg>]",
        "[</sg>]",
        "PHẦN II",
        "Thẻ: ",
        "Cách chấm: ",
        "trọng số: A x%",
        "thang: a;b",
        "Điểm: ",
        "Nhận xét Z: ",
        "Thang điểm:",
        "(0,5 điểm)",
        "BẢNG ĐÁP ÁN",
        "HẾT",
        "52,3%",
        "\t\t",
        "ĐSĐS",
        "[Ghép cặp] ",
        "[Sắp xếp] ",
        "[Điền khuyết] ",
        "[Trả lời số] ",
        "2) ",
        "±",
        "(sai số )",
        "007",
    )
    for _ in range(60):
        lines = ["".join(rng.choices(marks, k=rng.randrange(1, 6))) for _ in range(rng.randrange(1, 25))]
        check(parse_word(read_word(word_sheet(lines), filename="x.docx")))

"""Word files built to harm: a document or a sentence within seconds, nothing outside touched.

``make hostile-word`` makes 1,000 of them, and 200 good ones, of which none is refused.
"""

import os
import random
import resource
import socket
import time

import pytest

from content.services import words
from content.services.children import answer_of_child
from content.word.tree import WordRefused
from courses.importers.word import parse_lesson
from tests.support.files import make_docx, make_png
from tests.support.hostile_word import FAMILIES, hostile
from tests.support.word_files import all_kinds

COUNT = int(os.environ.get("HOSTILE_WORD", "68"))
GOOD = int(os.environ.get("GOOD_WORD", "8"))
# Of processor time; the costliest takes 2.5 on a machine of our own and 3.5 on a shared one.
MOST_SECONDS = 10
CODES = {
    "read",
    "empty",
    "too_large",
    "not_docx",
    "old_doc",
    "encrypted",
    "pdf",
    "zip_bomb",
    "has_dtd",
    "too_costly",
    "broken",
}


@pytest.fixture(autouse=True)
def watched(monkeypatch):
    """The child tells when it crashed or went outside; the parent may not open a socket either."""

    def ask(*, module, argument, data, wall_seconds):
        return answer_of_child(
            module="tests.support.watched_child", argument=argument, data=data, wall_seconds=wall_seconds
        )

    def refuse(*_args, **_more):
        raise AssertionError("a socket")

    monkeypatch.setattr(words, "answer_of_child", ask)
    monkeypatch.setattr(socket.socket, "connect", refuse)


def spent() -> float:
    """Seconds of processor this process and its children have used: a busy machine makes no file slower."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def outcome(data: bytes) -> tuple[str, str]:
    """ "read" and the lesson's blocks, or the code of a refusal and its sentence."""
    try:
        return "read", str(
            parse_lesson(words.read_word_safely(data, filename="bai\u202e.docx")).blocks
        ).lower()
    except WordRefused as refusal:
        return refusal.code, str(refusal)


@pytest.mark.parametrize("number", range(COUNT))
def test_a_hostile_file_ends_in_a_document_or_a_sentence(number):
    family, data = hostile(number)
    before, began = spent(), time.monotonic()

    code, said = outcome(data)

    assert code in CODES, (family, code, said)
    assert "<script" not in said
    assert 'href="javascript' not in said
    assert spent() - before <= MOST_SECONDS, family
    assert time.monotonic() - began <= MOST_SECONDS * 5


def good(number: int) -> bytes:
    """A file as somebody writes it: headings, lists, tables, pictures, at random."""
    r = random.Random(number)

    def fill(document):
        document.add_heading(f"Bài {number}", 0)
        for index in range(r.randrange(3, 40)):
            kind = r.randrange(6)
            if kind == 0:
                document.add_heading(f"{index}. Phần {index}", r.randrange(1, 5))
            elif kind == 1:
                for item in range(r.randrange(1, 6)):
                    document.add_paragraph(
                        f"Ý {item}", style=r.choice(["List Bullet", "List Number", "List Bullet 2"])
                    )
            elif kind == 2:
                table = document.add_table(rows=r.randrange(1, 6), cols=r.randrange(1, 5))
                table.cell(0, 0).text = "Nội dung"
                if len(table.rows) > 1:
                    table.cell(0, 0).merge(table.cell(1, 0))
            elif kind == 3:
                import io

                document.add_picture(io.BytesIO(make_png()))
            else:
                run = document.add_paragraph("Cán bộ tiếp nhận ").add_run(
                    "kiểm tra hồ sơ" * r.randrange(1, 30)
                )
                run.bold = r.random() < 0.5

    return all_kinds() if number % 10 == 9 else make_docx(fill)


@pytest.mark.parametrize("number", range(GOOD))
def test_a_good_file_is_never_refused(number):
    lesson = parse_lesson(words.read_word_safely(good(number), filename="bai.docx"))

    assert lesson.blocks
    assert lesson.rejected == 0


def test_every_family_has_its_turn_in_the_sample():
    assert len(FAMILIES) * 4 <= COUNT

"""One file, many lessons: nothing lost at the cuts, and identities that survive editing."""

import pytest

from content.word import read_word
from courses.importers.splitting import levels_found, problems_of_the_file, split_document
from courses.importers.word import parse_lesson
from tests.support.files import make_docx


def book(change=None):
    def fill(document):
        document.add_paragraph("Lời nói đầu của tài liệu này.")
        for chapter, lessons in (
            ("Tổng quan", ("Khái niệm", "Vai trò")),
            ("Thực hành", ("Khái niệm", "Nộp hồ sơ")),
        ):
            document.add_heading(chapter, 1)
            if chapter == "Thực hành":
                document.add_paragraph("Chương này cần máy tính.")
            for lesson in lessons:
                document.add_heading(lesson, 2)
                document.add_heading("Mục tiêu", 3)
                document.add_paragraph(f"Nội dung {chapter} – {lesson}.")
                if lesson == "Nộp hồ sơ":
                    document.add_heading("Câu hỏi tự kiểm tra", 3)
                    document.add_paragraph("Câu 1. Nộp ở đâu?")
                    document.add_paragraph("*A. Trên Cổng")
        if change:
            change(document)

    return read_word(make_docx(fill), filename="a.docx")


def test_a_file_is_cut_at_the_chosen_level_and_nothing_is_left_over():
    document = book()
    pieces = split_document(document, level=2)

    assert levels_found(document) == {1: 2, 2: 4, 3: 5}
    assert [(piece.path, piece.title) for piece in pieces] == [
        ((), document.title),
        (("Tổng quan",), "Khái niệm"),
        (("Tổng quan",), "Vai trò"),
        ((), "Thực hành"),
        (("Thực hành",), "Khái niệm"),
        (("Thực hành",), "Nộp hồ sơ"),
    ]
    said = [block.text for piece in pieces for block in piece.document.blocks]
    titles = {piece.title for piece in pieces} | {part for piece in pieces for part in piece.path}
    assert [block.text for block in document.blocks if block.text not in titles or block.heading == 3] == said
    assert len(split_document(document, level=0)) == 1


def test_identities_are_unique_and_stay_when_another_piece_changes():
    before = split_document(book(), level=2)

    def change(document):
        next(p for p in document.paragraphs if p.text == "Nội dung Tổng quan – Vai trò.").add_run(" Thêm.")
        document.paragraphs[0].insert_paragraph_before("Một đoạn mới ở đầu.")

    after = split_document(book(change), level=2)

    assert len({piece.identity for piece in before}) == len(before)
    assert [piece.identity for piece in before][1:] == [piece.identity for piece in after][1:]
    edited = [a.title for b, a in zip(before, after, strict=True) if a.fingerprint != b.fingerprint]
    assert edited == [after[0].title, "Vai trò"]


def test_questions_are_set_apart_with_their_paragraphs():
    (questions,) = split_document(book(), level=2)[-1].questions

    assert questions.title == "Câu hỏi tự kiểm tra"
    assert [block.text for block in questions.blocks] == ["Câu 1. Nộp ở đâu?", "*A. Trên Cổng"]


@pytest.mark.parametrize("level", [0, 1, 2, 3, 6])
def test_every_piece_is_a_lesson_and_every_problem_has_one_home(level):
    document = book()
    pieces = split_document(document, level=level)

    parsed = [parse_lesson(piece.document) for piece in pieces]

    assert sum(lesson.rejected for lesson in parsed) == 0
    told = [
        *problems_of_the_file(document, pieces),
        *(p for piece in pieces for p in piece.document.problems),
    ]
    assert sorted(p.code for p in told) == sorted(p.code for p in document.problems)


def test_an_empty_file_is_one_empty_piece():
    assert len(split_document(read_word(make_docx(), filename="a.docx"), level=2)) == 1

"""Word files of several lessons, and the edits authors make to them."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.support.files import make_docx, make_png

_SUBJECTS = ("Cán bộ một cửa", "Văn thư cơ quan", "Người nộp hồ sơ", "Lãnh đạo phòng", "Công chức tư pháp")
_VERBS = (
    "kiểm tra thành phần",
    "ký số và gửi",
    "trả lời bằng văn bản cho",
    "lưu lại bản chính của",
    "đối chiếu",
)
_OBJECTS = (
    "hồ sơ đăng ký khai sinh trong ngày làm việc",
    "công văn đến trên trục liên thông quốc gia",
    "giấy hẹn có mã tra cứu của từng người dân",
    "kết quả điện tử trong kho dữ liệu cá nhân",
    "biên lai thu phí theo mẫu của kho bạc",
)


def sentences(seed: int, count: int = 6) -> tuple[str, ...]:
    """Sentences that are different for each seed."""
    return tuple(
        f"{_SUBJECTS[(seed + n) % 5]} {_VERBS[(seed * 2 + n) % 5]} {_OBJECTS[(seed * 3 + n * 2) % 5]} "
        f"theo bước {seed}.{n} của quy trình số {seed * 7 + n}."
        for n in range(1, count + 1)
    )


@dataclass(frozen=True, kw_only=True)
class Chapterless:
    """A lesson of the file."""

    title: str
    lines: tuple[str, ...] = ()
    has_picture: bool = False
    has_table: bool = False
    is_bold: bool = False
    questions: tuple[tuple[str, tuple[str, ...], int], ...] = ()
    """Stem, choices and the index of the right one."""
    above: str = field(default="")
    """A Heading 1 above; the lesson itself is then a Heading 2."""


def make_lessons(count: int = 4) -> list[Chapterless]:
    titles = ("Tiếp nhận hồ sơ", "Ký số văn bản", "Trả kết quả", "Lưu trữ điện tử", "Thu phí", "Tra cứu")
    return [Chapterless(title=titles[n % 6], lines=sentences(n + 1)) for n in range(count)]


def word_of(lessons: Sequence[Chapterless]) -> bytes:
    """A Word file with these lessons, one for each heading."""

    def fill(document):
        above = ""
        for lesson in lessons:
            if lesson.above and lesson.above != above:
                document.add_heading(lesson.above, 1)
                above = lesson.above
            _write(document, lesson)

    return make_docx(fill)


def _write(document, lesson: Chapterless) -> None:
    document.add_heading(lesson.title, 2 if lesson.above else 1)
    for line in lesson.lines:
        document.add_paragraph().add_run(line).bold = lesson.is_bold and line == lesson.lines[0]
    if lesson.has_table:
        table = document.add_table(rows=2, cols=2)
        for number, cell in enumerate(c for row in table.rows for c in row.cells):
            cell.text = f"Ô {number + 1}"
    if lesson.has_picture:
        document.add_picture(io.BytesIO(make_png()))
    if lesson.questions:
        document.add_heading("Câu hỏi tự kiểm tra", 2)
    for number, (stem, choices, right) in enumerate(lesson.questions, 1):
        document.add_paragraph(f"Câu {number}. {stem}")
        for at, choice in enumerate(choices):
            document.add_paragraph(f"{'*' if at == right else ''}{'ABCD'[at]}. {choice}")

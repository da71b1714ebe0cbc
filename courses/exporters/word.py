"""A course as a Word file in the official layout, which the importer reads back lesson by lesson. Pure.

Front page after Decree 30/2020/NĐ-CP; chapters are Heading 1, lessons Heading 2, what they hold from Heading 3 on. Bookmarks
on the headings name the records, so that a file that was edited finds its lessons again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from content.documents import decree
from content.documents.decree import Column, Letterhead
from content.documents.lessons import LessonsWriter, PictureFile
from content.documents.page import MIDDLE, Look, Page, Run
from content.word import own
from content.word.tree import Problem, Severity

_KIND = "Đề cương chi tiết"
_LONGEST_NUMBER = 16


def _(sentence: str) -> str:
    """Mark for translation; those who show it translate."""
    return sentence


SENTENCES: dict[str, tuple[Severity, str]] = {
    "block": ("warning", _("A part of the kind “%(detail)s” cannot stand in a Word file and was left out.")),
    "picture": ("warning", _("A picture could not be written into the Word file: %(detail)s")),
    "link": ("info", _("A link to a page or file of this site stayed as text: %(detail)s")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonSheet:
    """``uuid`` in 32 hexadecimal digits; ``body`` the raw stream value of the lesson's page."""

    uuid: str
    title: str
    number: str = ""
    periods: int = 0
    body: Sequence[dict[str, Any]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterSheet:
    """``uuid`` is empty for lessons that stand in no chapter; such a part has no title."""

    uuid: str = ""
    title: str = ""
    lessons: Sequence[LessonSheet] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseSheet:
    """A course as it is written; lists are lines of text."""

    uuid: str
    title: str
    issuer: str
    parent: str = ""
    code: str = ""
    summary: str = ""
    periods: int = 0
    goals: Sequence[str] = ()
    audience: Sequence[str] = ()
    legal_basis: Sequence[str] = ()
    parts: Sequence[ChapterSheet] = ()
    pictures: Mapping[int, PictureFile] = field(default_factory=dict)


def write_course(course: CourseSheet) -> tuple[bytes, tuple[Problem, ...]]:
    """The .docx, and what could not be written into it, with the lesson it belongs to."""
    page = Page(title=course.title, author=course.issuer)
    writer = LessonsWriter(page, pictures=course.pictures)
    decree.letterhead(page, Letterhead(issuer=course.issuer, parent=course.parent), shows_number=False)
    _line(page, _KIND.upper(), Look(size=14, align=MIDDLE, before=18))
    writer.title(course.title, mark=f"{own.COURSE_MARK}{course.uuid}")
    _front(page, course)
    problems: list[Problem] = []
    for part in course.parts:
        if part.uuid:
            writer.heading(part.title, 1, marks=(f"{own.CHAPTER_MARK}{part.uuid}",))
        for lesson in part.lessons:
            problems += _lesson(writer, lesson, is_in_chapter=bool(part.uuid))
    return page.saved(), tuple(problems)


def _lesson(writer: LessonsWriter, lesson: LessonSheet, *, is_in_chapter: bool) -> list[Problem]:
    marks = [f"{own.LESSON_MARK}{lesson.uuid}"]
    if not is_in_chapter:
        marks.append(f"{own.CHAPTER_MARK}{own.NO_CHAPTER}")
    if lesson.number and len(lesson.number.encode()) <= _LONGEST_NUMBER:
        marks.append(f"{own.NUMBER_MARK}{lesson.number.encode().hex()}")
    before = len(writer.lost)
    title = f"{lesson.number} {lesson.title}".strip()
    writer.heading(title, 2, marks=tuple(marks))
    writer.lesson(list(lesson.body))
    return [_problem(lost.code, title, lost.detail) for lost in writer.lost[before:]]


def _problem(code: str, where: str, detail: str) -> Problem:
    severity, sentence = SENTENCES[code]
    return Problem(
        severity=severity, where=where, message=sentence % {"detail": detail}, code=code, detail=detail
    )


def _front(page: Page, course: CourseSheet) -> None:
    """What the course is for and how its periods are shared out."""
    if course.code:
        _point(page, "Mã khóa học", [course.code])
    if course.summary:
        _point(page, "Giới thiệu", [course.summary])
    _point(page, "Mục tiêu", course.goals)
    _point(page, "Đối tượng", course.audience)
    _point(page, "Căn cứ", course.legal_basis)
    if course.periods:
        _point(page, "Thời lượng", [f"{course.periods} tiết"])
    rows: list[tuple[str, str, str]] = []
    for part in course.parts:
        for index, lesson in enumerate(part.lessons):
            name = f"{lesson.number} {lesson.title}".strip()
            rows.append((part.title if index == 0 else "", name, str(lesson.periods or "")))
    if rows:
        _line(page, "Phân bổ thời gian", Look(before=6, after=3))
        columns = [
            Column(title="Chương", width=50),
            Column(title="Bài", width=85),
            Column(title="Số tiết", width=25, is_centred=True),
        ]
        decree.table(page, columns, rows)


def _line(page: Page, text: str, look: Look) -> None:
    """A bold line of the front page, in a style that keeps it from being taken for a heading."""
    page.paragraph(decree.bold(text), look).style = own.TEXT


def _point(page: Page, name: str, lines: Sequence[str]) -> None:
    if not lines:
        return
    _line(page, name, Look(before=6, after=3))
    for line in lines:
        decree.body(page, [Run(text=line)])

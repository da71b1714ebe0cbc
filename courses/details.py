"""The plain-value form of what authors enter about a course or a lesson (``page.details``), and back."""

from datetime import date
from typing import Any

from courses.models.course import Chapter, Course, Lesson

# Fields of the records that an author fills, apart from the title, which is the page's own.
COURSE_FIELDS = (
    "title_en",
    "summary",
    "goals",
    "audience",
    "min_lessons_percent",
    "periods",
    "final_quiz_periods",
    "certificate_kind",
    "is_open_for_enrolment",
    "training_kind",
    "legal_basis",
)
LESSON_FIELDS = ("number", "title_en", "code", "periods", "minutes", "is_mandatory")
_COUNTS = {"periods", "final_quiz_periods", "minutes"}


def course_details(course: Course) -> dict[str, Any]:
    """A course as its author would have entered it."""
    return {name: getattr(course, name) for name in COURSE_FIELDS} | {
        "code": course.code,
        "organisation": course.organisation_id,
        "final_quiz": course.final_quiz_id,
        "review_by": course.review_by,
        "chapters": [chapter_line(chapter) for chapter in course.chapters.order_by("position")],
    }


def lesson_details(lesson: Lesson) -> dict[str, Any]:
    """A lesson as its author would have entered it."""
    return {name: getattr(lesson, name) for name in LESSON_FIELDS} | {
        "chapter": lesson.chapter_id,
        "position": lesson.position,
    }


def chapter_line(chapter: Chapter) -> str:
    return f"{chapter.title} | {chapter.title_en}" if chapter.title_en else chapter.title


def split_chapter_line(line: str) -> tuple[str, str]:
    title, _bar, title_en = line.partition("|")
    return title.strip(), title_en.strip()


def course_values(details: dict[str, Any]) -> dict[str, Any]:
    """What was entered, as values of the record's fields."""
    values = _values(details, COURSE_FIELDS)
    values["final_quiz_id"] = details.get("final_quiz")
    reviewed = details.get("review_by")
    values["review_by"] = date.fromisoformat(reviewed) if isinstance(reviewed, str) else reviewed
    return values


def lesson_values(details: dict[str, Any]) -> dict[str, Any]:
    return _values(details, LESSON_FIELDS)


def _values(details: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {
        name: (details[name] or 0) if name in _COUNTS else details[name] for name in names if name in details
    }

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
    "final_quiz_weight",
)
LESSON_FIELDS = (
    *("number", "title_en", "code", "periods", "period_kind", "minutes", "is_mandatory"),
    *("min_minutes", "quiz_weight"),
)
LESSON_KEYS = ("quiz", "opens_for")
"""What is entered as the key of another row."""
_COUNTS = {"periods", "final_quiz_periods", "final_quiz_weight", "minutes", "min_minutes", "quiz_weight"}


def course_details(course: Course) -> dict[str, Any]:
    """A course as its author would have entered it."""
    return {name: getattr(course, name) for name in COURSE_FIELDS} | {
        "code": course.code,
        "organisation": course.organisation_id,
        "final_quiz": course.final_quiz_id,
        "review_by": course.review_by,
        "prerequisites": [one.pk for one in course.prerequisites.all()],
        "chapters": [chapter_line(chapter) for chapter in course.chapters.order_by("position")],
    }


def lesson_details(lesson: Lesson) -> dict[str, Any]:
    """A lesson as its author would have entered it."""
    return {name: getattr(lesson, name) for name in LESSON_FIELDS} | {
        "chapter": lesson.chapter_id,
        "text_source": lesson.text_source_id,
        "position": lesson.position,
        "opens_on": lesson.opens_on,
        "opens_after": lesson.opens_after_id,
        **{name: getattr(lesson, f"{name}_id") for name in LESSON_KEYS},
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
    values["review_by"] = _day(details.get("review_by"))
    return values


def lesson_values(details: dict[str, Any]) -> dict[str, Any]:
    """What was entered, as values of the record's fields; which lesson comes before, the service looks up."""
    values = _values(details, LESSON_FIELDS)
    values |= {f"{name}_id": details[name] for name in LESSON_KEYS if name in details}
    if "opens_on" in details:
        values["opens_on"] = _day(details["opens_on"])
    return values


def _day(entered: object) -> date | None:
    return date.fromisoformat(entered) if isinstance(entered, str) and entered else entered  # type: ignore[return-value]


def _values(details: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {
        name: (details[name] or 0) if name in _COUNTS else details[name] for name in names if name in details
    }

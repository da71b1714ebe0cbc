"""A course as a Word file: what its pages hold now, drafts included, with everything Word cannot hold told."""

import io
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from content.documents.lessons import PictureFile
from content.models import ContentImage
from content.services.words import tell_problem
from content.word.tree import Problem
from courses.exporters.word import SENTENCES, ChapterSheet, CourseSheet, LessonSheet, write_course
from courses.models import Chapter, Course, Lesson, LessonPage

_WORD_SHOWS = {"PNG", "JPEG", "GIF", "BMP", "TIFF"}
_MM_PER_PIXEL = 25.4 / 96


def export_course_to_word(*, course: Course, today: date) -> tuple[bytes, tuple[Problem, ...]]:
    """The .docx of a course and what could not be written into it, in the reader's language.

    The bodies in the letterhead bear the names they have on ``today``. The newest draft of every lesson is written,
    published or not: a syllabus is read by those who work on it.
    """
    lessons = list(course.lessons.select_related("chapter").order_by("position"))
    bodies = _bodies(course)
    images = ContentImage.objects.in_bulk(_image_ids(bodies.values()))
    sheets = {lesson.pk: _sheet(lesson, bodies.get(lesson.pk, []), images) for lesson in lessons}
    organisation = course.organisation
    above = organisation.get_parent()
    sheet = CourseSheet(
        uuid=course.uuid.hex,
        title=course.title,
        issuer=organisation.name_on(today),
        parent=above.name_on(today) if above else "",
        code=course.code,
        summary=course.summary,
        periods=course.periods,
        goals=course.goals,
        audience=course.audience_labels,
        legal_basis=[str(basis) for basis in course.legal_basis],
        parts=_parts(course, lessons, sheets),
        pictures={pk: file for pk, image in images.items() if (file := _picture_file(image)) is not None},
    )
    data, problems = write_course(sheet)
    return data, tuple(_told(problem) for problem in problems)


def _told(problem: Problem) -> Problem:
    """The sentence in the reader's language; a part that was left out is called what the editor calls it."""
    block = LessonPage._meta.get_field("body").stream_block.child_blocks.get(problem.detail)
    named = replace(problem, detail=str(block.label)) if problem.code == "block" and block else problem
    return replace(tell_problem(problem=named, sentences=SENTENCES), detail=problem.detail)


def _bodies(course: Course) -> dict[int, list[dict[str, Any]]]:
    pages = LessonPage.objects.filter(lesson__course=course).select_related("latest_revision")
    return {page.lesson_id: _body_of(page) for page in pages}


def _body_of(page: LessonPage) -> list[dict[str, Any]]:
    revision = page.latest_revision
    raw = revision.content.get("body") if revision is not None else None
    if raw is None:
        return list(page.body.raw_data)
    return list(json.loads(raw))


def _image_ids(bodies: Iterable[list[dict[str, Any]]]) -> set[int]:
    return {
        block["value"]["image"]
        for body in bodies
        for block in body
        if block["type"] == "image" and block["value"].get("image")
    }


def _sheet(lesson: Lesson, body: list[dict[str, Any]], images: dict[int, ContentImage]) -> LessonSheet:
    return LessonSheet(
        uuid=lesson.uuid.hex,
        title=lesson.title,
        number=lesson.number,
        periods=lesson.periods,
        body=[_described(block, images) for block in body],
    )


def _described(block: dict[str, Any], images: dict[int, ContentImage]) -> dict[str, Any]:
    """A picture without words of its own takes those kept with it, as on the page."""
    if block["type"] != "image":
        return block
    value = block["value"]
    kept = images.get(value.get("image") or 0)
    alt = "" if value.get("is_decorative") else value.get("alt") or (kept.description if kept else "")
    return {"type": "image", "value": {**value, "alt": alt}}


def _parts(course: Course, lessons: list[Lesson], sheets: dict[int, LessonSheet]) -> list[ChapterSheet]:
    """Chapters in their order; lessons without one come first where the course begins with one, else last."""
    chapters: list[Chapter] = list(course.chapters.order_by("position"))
    parts = [
        ChapterSheet(
            uuid=chapter.uuid.hex,
            title=chapter.title,
            lessons=[sheets[lesson.pk] for lesson in lessons if lesson.chapter_id == chapter.pk],
        )
        for chapter in chapters
    ]
    loose = [sheets[lesson.pk] for lesson in lessons if lesson.chapter_id is None]
    if not loose:
        return parts
    at = 0 if lessons[0].chapter_id is None else len(parts)
    return [*parts[:at], ChapterSheet(title=_("Further lessons"), lessons=loose), *parts[at:]]


def _picture_file(image: ContentImage) -> PictureFile | None:
    """The picture in a format Word shows; None when its file is gone or broken, which the export then tells."""
    try:
        with image.file.open("rb") as kept:
            data = bytes(kept.read())
        with Image.open(io.BytesIO(data)) as picture:
            width = picture.width * _MM_PER_PIXEL
            if picture.format not in _WORD_SHOWS:
                out = io.BytesIO()
                picture.convert("RGBA").save(out, format="PNG")
                data = out.getvalue()
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError):
        return None
    return PictureFile(data=data, width=width)

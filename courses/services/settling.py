"""Keeping records and pages in step: a new page gets its record, a draft's record follows the page,
a published one follows when the page is published.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from content.signals import public_pages_changed
from courses.circles import prerequisite_edges, waiting_edges
from courses.details import course_values, lesson_values, split_chapter_line
from courses.models import Chapter, Course, CoursePage, Lesson, LessonPage
from courses.release import circle_of
from courses.services.authoring import open_course_record, open_lesson_record, search_key_of
from courses.services.locking import lock_courses
from people.models import Organisation


@transaction.atomic
def settle_course_page(*, page: CoursePage, now: datetime) -> None:
    """Called before a course page is saved: give a new one its record; let a draft course follow what was entered."""
    if page.course_id is None:
        details = page.details
        page.course = open_course_record(
            code=details["code"],
            title=page.title,
            organisation=Organisation.objects.get(pk=details["organisation"]),
            now=now,
        )
        page.slug = page.course.slug
    if page.course.status == Course.Status.DRAFT:
        apply_course_details(page=page)


@transaction.atomic
def apply_course_details(*, page: CoursePage) -> Course:
    """Let a course say what its page says."""
    course = Course.objects.select_for_update().get(pk=page.course_id)
    course.title = page.title
    if page.details:
        course.code = page.details["code"]
        course.organisation_id = page.details["organisation"]
        for name, value in course_values(page.details).items():
            setattr(course, name, value)
        arrange_chapters(course=course, lines=page.details.get("chapters") or [])
        settle_prerequisites(course=course, wanted=page.details.get("prerequisites"))
    course.search_key = search_key_of(course=course)
    course.save()
    page.course = course
    return course


def arrange_chapters(*, course: Course, lines: list[str]) -> None:
    """Make the chapters of a course what the lines say, in their order.

    A line with a known title is that chapter; the remaining lines rename the remaining chapters in order, so that a
    corrected title keeps its lessons. A chapter that holds lessons is never removed: it goes to the end.
    """
    wanted = [split_chapter_line(line) for line in lines]
    left = list(course.chapters.order_by("position"))
    matched: list[Chapter | None] = []
    for title, _title_en in wanted:
        same = next((chapter for chapter in left if chapter.title == title), None)
        if same:
            left.remove(same)
        matched.append(same)
    chapters = [found or (left.pop(0) if left else Chapter(course=course)) for found in matched]
    for chapter in [old for old in left if not old.lessons.exists()]:
        left.remove(chapter)
        chapter.delete()
    # Positions are unique: first out of the way, then into place.
    course.chapters.update(position=F("position") + 10_000)
    for position, (chapter, (title, title_en)) in enumerate(zip(chapters, wanted, strict=True), 1):
        chapter.position, chapter.title, chapter.title_en = position, title, title_en
        chapter.save()
    for position, chapter in enumerate(left, len(chapters) + 1):
        chapter.position = position
        chapter.save(update_fields=["position"])


@transaction.atomic
def settle_prerequisites(*, course: Course, wanted: list[int] | None) -> None:
    """Make the courses to complete first what an author wished, without any that would close a circle.

    The form refuses a circle with a sentence. One can still arise when two drafts are approved one after the other; then
    the later wish is not fulfilled, and the course's page says so beside the rule.
    """
    if wanted is None:
        return
    edges = prerequisite_edges()
    course.prerequisites.set(key for key in wanted if not circle_of(course.pk, [key], edges))


def lesson_to_wait_for(*, lesson: Lesson, wanted: int | None) -> Lesson | None:
    """The lesson of the same course after which this one opens; none where it has gone or would close a circle."""
    found = Lesson.objects.filter(pk=wanted, course=lesson.course_id).first() if wanted else None
    if found is None or circle_of(lesson.pk, [found.pk], waiting_edges(lesson.course_id)):
        return None
    return found


@transaction.atomic
def settle_lesson_page(*, page: LessonPage) -> None:
    """Called before a lesson page is saved: give a new one its record; let an unpublished lesson follow the page."""
    if page.lesson_id is None:
        course = Course.objects.get(pk=page.details["course"])
        page.lesson = open_lesson_record(course=course, title=page.title)
    if not page.lesson.is_published:
        apply_lesson_details(page=page)


@transaction.atomic
def apply_lesson_details(*, page: LessonPage) -> Lesson:
    """Let a lesson say what its page says."""
    lock_courses(lessons=[page.lesson_id])
    lesson = Lesson.objects.select_for_update().get(pk=page.lesson_id)
    lesson.title = page.title
    if page.details:
        for name, value in lesson_values(page.details).items():
            setattr(lesson, name, value)
        # A chapter may have gone since the draft was written.
        lesson.chapter = Chapter.objects.filter(
            pk=page.details.get("chapter"), course=lesson.course_id
        ).first()
        if "opens_after" in page.details:
            lesson.opens_after = lesson_to_wait_for(lesson=lesson, wanted=page.details["opens_after"])
        if "text_source" in page.details:
            lesson.text_source = Lesson.objects.filter(pk=page.details["text_source"]).first()
    lesson.save()
    # Applied once: later saves must not undo what other moves did.
    position = page.details.pop("position", None)
    if position and position != lesson.position:
        move_lesson(lesson=lesson, position=position)
        lesson.refresh_from_db()
    page.lesson = lesson
    return lesson


@transaction.atomic
def move_lesson(*, lesson: Lesson, position: int) -> None:
    """Put a lesson at a place in its course; the others close up. A place beyond the end is the end."""
    Course.objects.select_for_update().get(pk=lesson.course_id)
    others = list(Lesson.objects.filter(course=lesson.course_id).exclude(pk=lesson.pk).order_by("position"))
    others.insert(min(position, len(others) + 1) - 1, lesson)
    Lesson.objects.filter(course=lesson.course_id).update(position=F("position") + 10_000)
    for number, row in enumerate(others, 1):
        Lesson.objects.filter(pk=row.pk).update(position=number)
    public_pages_changed.send(sender=Lesson)

"""What publishing a page leaves for learners, and what unpublishing takes back. Called by receivers of Wagtail's signals."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation

from content.queries import published_words
from content.signals import public_pages_changed
from content.translating import render_sides, sides_of
from courses.models import Course, CoursePage, Lesson, LessonPage, LessonText
from courses.reading import WORDS_PER_MINUTE, ReadingCopy, reading_copy, reading_copy_beside
from courses.services.authoring import search_key_of
from courses.services.changes import note_change
from courses.services.locking import lock_courses
from courses.services.settling import apply_course_details, apply_lesson_details

Copy = dict[str, Any]
"""The columns of a reading copy."""
COPIED = (
    *("html", "headings", "paragraphs", "search_key", "words"),
    *("html_en", "headings_en", "paragraphs_en", "is_whole_en"),
)


@transaction.atomic
def publish_reading_copy(*, page: LessonPage, now: datetime) -> LessonText | None:
    """Write what learners read from now on, here and in every lesson that shows this text.

    A lesson that shows the text of another gets a copy of that one's reading copy; None while there is none: then it
    stays 'in preparation'. Each place keeps its own progress.
    """
    lock_courses(lessons=_places(page.lesson_id))
    lesson = apply_lesson_details(page=page)
    if lesson.text_source_id is not None:
        source = LessonText.objects.filter(lesson=lesson.text_source_id, lesson__is_published=True).first()
        if source is None:
            withdraw_reading_copy(lesson=lesson)
            return None
        return _show(page, lesson, {name: getattr(source, name) for name in COPIED}, now)
    copy = _copy_of(page, LessonText.objects.filter(lesson=lesson).first())
    for place in lesson.shown_in.filter(is_published=True):
        _show(page, place, copy, now)
    return _show(page, lesson, copy, now)


def _places(lesson: int) -> list[int]:
    """A lesson and those that show its text, by key."""
    return [lesson, *Lesson.objects.filter(text_source=lesson).values_list("pk", flat=True)]


def _copy_of(page: LessonPage, old: LessonText | None) -> Copy:
    """What a page says, its paragraphs under the names they had before."""
    named = [(name, text) for name, text in old.paragraphs] if old else []
    # The words of blocks are the lesson's, not those of whoever publishes it.
    with translation.override("vi"):
        copy = reading_copy(str(page.body.render_as_block()), named)
    english, is_whole = _in_english(page, copy)
    return {
        "html": copy.html,
        "headings": list(copy.headings),
        "paragraphs": [list(one) for one in copy.paragraphs],
        "search_key": copy.search_key + (english.search_key if english else ""),
        "words": copy.words,
        "html_en": english.html if english else "",
        "headings_en": list(english.headings) if english else [],
        "paragraphs_en": [list(one) for one in english.paragraphs] if english else [],
        "is_whole_en": is_whole,
    }


def _in_english(page: LessonPage, vietnamese: ReadingCopy) -> tuple[ReadingCopy | None, bool]:
    """The same text as its published translation has it, under the same names, and whether nothing is missing in it."""
    words = published_words(page)
    sides = sides_of(page.body, words) if words else []
    if all(side.language == "vi" for side in sides):
        return None, False
    copy = reading_copy_beside(vietnamese, render_sides(sides))
    return copy, all(side.language == "en" for side in sides)


@transaction.atomic
def renew_english_copy(*, page: LessonPage) -> None:
    """A translation was published: readers of a published lesson meet it at once, here and where its text is shown."""
    lock_courses(lessons=_places(page.lesson_id))
    old = LessonText.objects.filter(lesson=page.lesson_id).first()
    if old is None or page.lesson.text_source_id is not None:
        return
    copy = _copy_of(page, old)
    for place in LessonText.objects.filter(lesson__in=_places(page.lesson_id)):
        for name in ("search_key", "html_en", "headings_en", "paragraphs_en", "is_whole_en"):
            setattr(place, name, copy[name])
        place.save()


@transaction.atomic
def renew_english_description(*, page: CoursePage) -> None:
    """A translation was published: the course's page shows it at once."""
    course = Course.objects.select_for_update().get(pk=page.course_id)
    course.words_en = published_words(page)
    course.search_key = search_key_of(course=course)
    course.save(update_fields=["words_en", "search_key"])


def _show(page: LessonPage, lesson: Lesson, copy: Copy, now: datetime) -> LessonText:
    """Let a lesson be read with this copy; those who are in the middle of it meet what the author chose."""
    old = LessonText.objects.filter(lesson=lesson).values_list("html", flat=True).first()
    lesson.minutes = lesson.minutes or -(-copy["words"] // WORDS_PER_MINUTE)
    lesson.is_published = True
    lesson.save(update_fields=["minutes", "is_published"])
    note_change(page=page, lesson=lesson, is_changed=old is not None and old != copy["html"], now=now)
    text, _created = LessonText.objects.update_or_create(
        lesson=lesson, defaults={**copy, "published_at": now}
    )
    return text


@transaction.atomic
def withdraw_reading_copy(*, lesson: Lesson) -> None:
    """Put a lesson back to 'in preparation', and with it those that show its text. Records and progress stay."""
    places = _places(lesson.pk)
    lock_courses(lessons=places)
    Lesson.objects.filter(pk__in=places).update(is_published=False)
    LessonText.objects.filter(lesson__in=places).delete()
    public_pages_changed.send(sender=Lesson)


@transaction.atomic
def open_course_to_learners(*, page: CoursePage) -> None:
    """A published course page puts its course in the catalogue."""
    course = apply_course_details(page=page)
    course.status = Course.Status.PUBLISHED
    course.save(update_fields=["status"])


@transaction.atomic
def close_course_to_newcomers(*, course: Course) -> None:
    """An unpublished or deleted course page takes the course out of the catalogue; those enrolled keep it."""
    Course.objects.filter(pk=course.pk, status=Course.Status.PUBLISHED).update(status=Course.Status.RETIRED)
    public_pages_changed.send(sender=Course)

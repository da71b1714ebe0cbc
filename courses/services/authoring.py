"""The only writers of courses, chapters and lessons, and of the pages that carry them."""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from content.vietnamese import slugify
from courses.errors import AuthoringRefused
from courses.models import Chapter, Course, CourseIndexPage, CoursePage, Lesson, LessonPage
from courses.reading import folded_words
from people.models import Organisation, User
from quizzes.models import Quiz

RESERVED = frozenset({"dong-bo", "ngoai-tuyen"})
"""Addresses under ``/hoc/`` that are no course's."""
RawBody = Sequence[Mapping[str, Any]]
"""A StreamField's raw value: ``[{"type": "text", "value": "<p>…</p>"}]``."""


@transaction.atomic
def create_course(
    *,
    code: str,
    title: str,
    organisation: Organisation,
    now: datetime,
    slug: str = "",
    title_en: str = "",
    summary: str = "",
    goals: Sequence[str] = (),
    periods: int = 0,
    training_kind: str = "",
    audience: Sequence[str] = (),
    legal_basis: Sequence[str] = (),
    review_by: date | None = None,
    is_open_for_enrolment: bool = True,
    min_lessons_percent: int = 100,
    final_quiz: Quiz | None = None,
    final_quiz_periods: int = 0,
    final_quiz_weight: int = 1,
    certificate_kind: str = "",
    by: User | None = None,
) -> Course:
    """Make a course as a record with its draft page in the list of courses; learners see nothing until it is published."""
    course = open_course_record(
        code=code,
        title=title,
        organisation=organisation,
        now=now,
        slug=slug,
        title_en=title_en,
        summary=summary,
        goals=list(goals),
        periods=periods,
        training_kind=training_kind,
        audience=list(audience),
        legal_basis=list(legal_basis),
        review_by=review_by,
        is_open_for_enrolment=is_open_for_enrolment,
        min_lessons_percent=min_lessons_percent,
        final_quiz=final_quiz,
        final_quiz_periods=final_quiz_periods,
        final_quiz_weight=final_quiz_weight,
        certificate_kind=certificate_kind,
    )
    index = CourseIndexPage.objects.first()
    if index is None:
        raise AuthoringRefused(_("The list of courses has not been set up yet."), code="no_course_list")
    page = index.add_child(
        instance=CoursePage(title=course.title, slug=course.slug, course=course, live=False, owner=by)
    )
    page.save_revision(user=by, log_action=True)
    return course


def open_course_record(
    *,
    code: str,
    title: str,
    organisation: Organisation,
    now: datetime,
    slug: str = "",
    **details: Any,
) -> Course:
    """Make the record a course page stands on. ``details`` are fields of ``Course``."""
    code = " ".join(code.split())
    if Course.objects.filter(code__iexact=code).exists():
        raise AuthoringRefused(_("There is a course with this code already."), code="code_taken")
    course = Course(
        code=code,
        slug=_free_slug(slug or title, code),
        title=_tidy(title),
        organisation=organisation,
        created_at=now,
        **details,
    )
    course.search_key = search_key_of(course=course)
    try:
        with transaction.atomic():
            course.save()
    except IntegrityError as taken:  # by somebody else, since we looked
        raise AuthoringRefused(_("There is a course with this code already."), code="code_taken") from taken
    return course


def search_key_of(*, course: Course) -> str:
    """What the catalogue searches: words without accents, each after a space, and a mark for each audience."""
    text = " ".join(
        [course.title, course.title_en, course.code, course.summary, *course.goals, *course.words_en.values()]
    )
    marks = "".join(f"|{code}|" for code in course.audience)
    return f" {' '.join(folded_words(text))} {marks}"


@transaction.atomic
def add_chapter(*, course: Course, title: str, title_en: str = "", position: int | None = None) -> Chapter:
    """Add a chapter, at the end unless a position is given."""
    course = Course.objects.select_for_update().get(pk=course.pk)
    if position is None:
        position = (course.chapters.aggregate(last=Max("position"))["last"] or 0) + 1
    return Chapter.objects.create(course=course, title=_tidy(title), title_en=title_en, position=position)


@transaction.atomic
def add_lesson(
    *,
    course: Course,
    title: str,
    body: RawBody = (),
    chapter: Chapter | None = None,
    number: str = "",
    periods: int = 0,
    minutes: int = 0,
    code: str = "",
    title_en: str = "",
    is_mandatory: bool = True,
    by: User | None = None,
    **rules: Any,
) -> Lesson:
    """Add a lesson at the end of a course: a record that stands in the outline as 'in preparation', and its draft page.

    ``rules`` are further fields of the record: when it opens and for whom, its quiz and weight, least minutes.
    """
    lesson = open_lesson_record(
        course=course,
        title=title,
        chapter=chapter,
        number=number,
        periods=periods,
        minutes=minutes,
        code=code,
        title_en=title_en,
        is_mandatory=is_mandatory,
        **rules,
    )
    parent = CoursePage.objects.filter(course=course).first()
    if parent is None:
        raise AuthoringRefused(_("This course has no page to put the lesson under."), code="no_course_page")
    page = parent.add_child(
        instance=LessonPage(
            title=lesson.title,
            slug=f"bai-{lesson.position}",
            lesson=lesson,
            body=json.dumps(list(body)),
            live=False,
            owner=by,
        )
    )
    page.save_revision(user=by, log_action=True)
    return lesson


def open_lesson_record(*, course: Course, title: str, **details: Any) -> Lesson:
    """Make the record a lesson page stands on, at the end of its course."""
    course = Course.objects.select_for_update().get(pk=course.pk)
    position = (course.lessons.aggregate(last=Max("position"))["last"] or 0) + 1
    chapter = details.get("chapter")
    if chapter is not None and chapter.course_id != course.pk:
        raise AuthoringRefused(_("This chapter belongs to another course."), code="foreign_chapter")
    return Lesson.objects.create(course=course, title=_tidy(title), position=position, **details)


@transaction.atomic
def publish_lesson(*, lesson: Lesson, now: datetime, by: User | None = None) -> Lesson:
    """Publish the newest draft of a lesson's page; learners read the copy this leaves (see ``services.publishing``)."""
    page = LessonPage.objects.filter(lesson=lesson).first()
    if page is None:
        raise AuthoringRefused(_("This lesson has no page to publish."), code="no_lesson_page")
    _publish(page, by)
    lesson.refresh_from_db()
    return lesson


@transaction.atomic
def publish_course(*, course: Course, now: datetime, by: User | None = None) -> Course:
    """Publish a course's page: from now on it is in the catalogue. Its lessons are published one by one."""
    page = CoursePage.objects.filter(course=course).first()
    if page is None:
        raise AuthoringRefused(_("This course has no page to publish."), code="no_course_page")
    _publish(page, by)
    course.refresh_from_db()
    return course


def _publish(page: CoursePage | LessonPage, by: User | None) -> None:
    revision = page.get_latest_revision() or page.save_revision(user=by)
    revision.publish(user=by, skip_permission_checks=True)  # who may publish, the caller has asked


def _tidy(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _free_slug(wanted: str, code: str) -> str:
    base = slugify(wanted)[:100].strip("-") or slugify(code) or "khoa-hoc"
    if base not in RESERVED and not Course.objects.filter(slug=base).exists():
        return base
    return f"{base}-{slugify(code)}"[:120]

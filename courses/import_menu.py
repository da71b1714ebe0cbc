"""Where the editors' admin offers import and export, and to whom."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page

from courses import views_whole
from courses.import_access import may_begin_course, may_export, may_import_lessons
from courses.models import CoursePage, LessonPage
from courses.permissions import may_write
from courses.views_copy import copy
from people.models import User


class ImportMenuItem(MenuItem):
    """Shown to those who may bring lessons into at least one course."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_import_lessons(request.user)


def import_menu_item() -> ImportMenuItem:
    return ImportMenuItem(
        _("Import from Word"),
        reverse("courses_import:choose"),
        name="import-from-word",
        icon_name="doc-full-inverse",
        order=250,
    )


class BeginMenuItem(MenuItem):
    """Shown to those who may open a course."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_begin_course(request.user)


def begin_menu_item() -> BeginMenuItem:
    return BeginMenuItem(
        _("Course from Word"),
        reverse("courses_from_word"),
        name="course-from-word",
        icon_name="folder-open-inverse",
        order=240,
    )


def whole_button(page: Page, user: User, *args: object, **more: object) -> Iterator[Button]:
    """On the pages of a course: the way to look it over as a whole."""
    specific = page.specific
    if not isinstance(specific, CoursePage | LessonPage) or not specific.pk:
        return
    course = specific.course if isinstance(specific, CoursePage) else specific.lesson.course
    if user.is_superuser or may_write(user, course):
        yield Button(
            _("Look over the whole course"),
            reverse("courses_whole", args=[course.uuid]),
            icon_name="list-ul",
            priority=50,
        )


def import_urls() -> list[URLPattern | URLResolver]:
    return [
        path("nhap-tu-word/", include("courses.urls_import")),
        path("sao-chep-khoa-hoc/<slug:slug>/", copy, name="courses_copy"),
        path("khoa-hoc-tu-word/", views_whole.begin, name="courses_from_word"),
        path("khoa-hoc/<uuid:uuid>/tong-the/", views_whole.whole, name="courses_whole"),
        path("khoa-hoc/", include("courses.urls_export")),
    ]


def export_button(page: Page, user: User, *args: object, **more: object) -> Iterator[Button]:
    """On a course's page, for those who may take it out."""
    course_page = page.specific
    if isinstance(course_page, CoursePage) and course_page.pk and may_export(user, course_page.course):
        yield Button(
            _("Download as Word"),
            reverse("courses_export:word", args=[course_page.course.uuid]),
            icon_name="download",
            priority=60,
        )

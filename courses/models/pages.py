"""The pages instructors write. A page points to its anchor record; no record points to a page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from content.blocks import LessonBody
from courses.models.course import Course, Lesson


class CourseIndexPage(Page):
    max_count = 1
    subpage_types = ["courses.CoursePage"]
    parent_page_types = ["lms.HomePage"]

    class Meta:
        verbose_name = _("list of courses")


class CoursePage(Page):
    course = models.OneToOneField(
        Course, on_delete=models.PROTECT, related_name="+", verbose_name=_("course")
    )
    details = models.JSONField(default=dict, blank=True, editable=False)
    """What the author entered for the record; a published course takes it over when the page is published."""

    parent_page_types = ["courses.CourseIndexPage"]
    subpage_types = ["courses.LessonPage"]

    class Meta:
        verbose_name = _("course page")


class LessonPage(Page):
    lesson = models.OneToOneField(
        Lesson, on_delete=models.PROTECT, related_name="+", verbose_name=_("lesson")
    )
    details = models.JSONField(default=dict, blank=True, editable=False)
    """What the author entered for the record; a published lesson takes it over when the page is published."""
    body = LessonBody

    parent_page_types = ["courses.CoursePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("lesson page")

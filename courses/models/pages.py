"""The pages instructors write. A page points to its anchor record; no record points to a page."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.models import Page
from wagtail.search import index

from content.models import Translated
from content.models.gated import Gated
from courses.blocks import LessonBody
from courses.models.course import Course, Lesson
from courses.page_forms import CoursePageForm, LessonPageForm
from courses.permissions import AUTHORS, CourseListPermissionTester, CoursePermissionTester
from people.models import User


class CourseIndexPage(Page):
    max_count = 1
    subpage_types = ["courses.CoursePage"]
    parent_page_types = ["lms.HomePage"]

    class Meta:
        verbose_name = _("list of courses")

    def permissions_for_user(self, user: User) -> CourseListPermissionTester:
        return CourseListPermissionTester(user, self)


class CoursePage(Translated, Page):
    """What an author enters about a course. Learners read the record it stands on."""

    course = models.OneToOneField(
        Course, on_delete=models.PROTECT, related_name="+", verbose_name=_("course"), blank=True
    )
    details = models.JSONField(default=dict, blank=True, editable=False)
    """What the author entered for the record; a published course takes it over when the page is published."""

    translated_bodies = ()
    translated_relations = ("course",)
    base_form_class = CoursePageForm
    search_fields: ClassVar = [
        *Page.search_fields,
        index.RelatedFields(
            "course", [index.SearchField("code"), index.SearchField("title_en"), index.SearchField("summary")]
        ),
    ]
    parent_page_types = ["courses.CourseIndexPage"]
    subpage_types = ["courses.LessonPage"]
    preview_modes: list[tuple[str, str]] = []
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("title"),
                    FieldPanel("title_en"),
                    MultiFieldPanel(
                        [
                            FieldPanel("code", required_on_save=True),
                            FieldPanel("organisation", required_on_save=True),
                        ],
                        heading=_("Identity"),
                    ),
                    FieldPanel("summary"),
                    FieldPanel("goals"),
                    FieldPanel("audience"),
                    FieldPanel("chapters"),
                    CommentPanel(),
                ],
                heading=_("Content"),
            ),
            ObjectList(
                [
                    HelpPanel(
                        template="courses/admin/rule_panel.html", heading=_("The rule as learners read it")
                    ),
                    FieldPanel("min_lessons_percent"),
                    FieldPanel("final_quiz"),
                    FieldPanel("periods"),
                    FieldPanel("final_quiz_periods"),
                    FieldPanel("final_quiz_weight"),
                    FieldPanel("prerequisites"),
                    FieldPanel("certificate_kind"),
                ],
                heading=_("Completion and certificate"),
            ),
            ObjectList(
                [
                    FieldPanel("is_open_for_enrolment"),
                    FieldPanel("training_kind"),
                    FieldPanel("legal_basis"),
                    FieldPanel("review_by"),
                ],
                heading=_("Administration"),
            ),
            ObjectList([PublishingPanel()], heading=_("Schedule")),
        ]
    )

    class Meta:
        verbose_name = _("course page")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Learners have one address for a course, outside the page tree."""
        return HttpResponseRedirect(self.course.get_absolute_url())

    def permissions_for_user(self, user: User) -> CoursePermissionTester:
        return CoursePermissionTester(user, self, self.course)

    @property
    def english_title(self) -> str:
        return str(self.details.get("title_en") or self.course.title_en)

    def texts_to_translate(self) -> list[tuple[str, str]]:
        """The description, as the author entered it last."""
        entered = self.details or {"summary": self.course.summary, "goals": self.course.goals}
        goals = "\n".join(entered.get("goals") or [])
        return [
            (str(_("summary")), entered.get("summary") or ""),
            (str(_("what learners will be able to do")), goals),
        ]


class LessonPage(Translated, Gated, Page):
    """What an author writes; publishing leaves the reading copy (``services.publishing``)."""

    lesson = models.OneToOneField(
        Lesson, on_delete=models.PROTECT, related_name="+", verbose_name=_("lesson"), blank=True
    )
    details = models.JSONField(default=dict, blank=True, editable=False)
    """What the author entered for the record; a published lesson takes it over when the page is published."""
    body = LessonBody

    translated_relations = ("lesson",)

    base_form_class = LessonPageForm
    parent_page_types = ["courses.CoursePage"]
    subpage_types: list[str] = []
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("title"),
                    FieldPanel("body"),
                    MultiFieldPanel(
                        [
                            HelpPanel(template="courses/admin/change_panel.html"),
                            FieldPanel("change_meaning"),
                            FieldPanel("change_note"),
                        ],
                        heading=_("When this is published"),
                    ),
                    CommentPanel(),
                ],
                heading=_("Content"),
            ),
            ObjectList(
                [
                    FieldPanel("number"),
                    FieldPanel("chapter"),
                    FieldPanel("position"),
                    FieldPanel("text_source"),
                    FieldPanel("title_en"),
                    FieldPanel("code"),
                    FieldPanel("periods"),
                    FieldPanel("period_kind"),
                    FieldPanel("minutes"),
                    FieldPanel("is_mandatory"),
                ],
                heading=_("Place in the course"),
            ),
            ObjectList(
                [
                    HelpPanel(
                        template="courses/admin/release_panel.html",
                        heading=_("The rules as learners read them"),
                    ),
                    FieldPanel("opens_on"),
                    FieldPanel("opens_after"),
                    FieldPanel("opens_for"),
                    FieldPanel("min_minutes"),
                    FieldPanel("quiz"),
                    FieldPanel("quiz_weight"),
                ],
                heading=_("Rules"),
            ),
            ObjectList([PublishingPanel()], heading=_("Schedule")),
        ]
    )

    class Meta:
        verbose_name = _("lesson page")

    def keepers(self) -> QuerySet[User]:
        from courses.services.reviewing import people_with

        return people_with(organisation=self.lesson.course.organisation, roles=AUTHORS)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(self.lesson.get_absolute_url())

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "courses/lesson_preview.html"

    @property
    def preview_sizes(self) -> list[dict[str, Any]]:
        """A phone first: that is where most lessons are read."""
        return [
            {
                "name": "mobile",
                "icon": "mobile-alt",
                "device_width": 360,
                "label": _("Preview as on a phone"),
            },
            {
                "name": "tablet",
                "icon": "tablet-alt",
                "device_width": 768,
                "label": _("Preview as on a tablet"),
            },
            {"name": "desktop", "icon": "desktop", "device_width": 1280, "label": _("Preview as on a desk")},
        ]

    def permissions_for_user(self, user: User) -> CoursePermissionTester:
        return CoursePermissionTester(user, self, self.lesson.course)

    @property
    def english_title(self) -> str:
        return str(self.details.get("title_en") or self.lesson.title_en)

"""The front page. No other model may live in the front hall."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel

from content.models import PublicPage


class HomePage(PublicPage):
    popular_searches = models.TextField(
        _("often searched for"), blank=True, help_text=_("One question per line, at most six are shown.")
    )
    warning_text = models.CharField(_("warning"), max_length=200, blank=True)
    warning_page = models.ForeignKey(
        "guides.GuidePage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("guide behind the warning"),
    )

    content_panels: ClassVar = [
        *PublicPage.content_panels,
        FieldPanel("popular_searches"),
        MultiFieldPanel(
            [FieldPanel("warning_text"), PageChooserPanel("warning_page", "guides.GuidePage")],
            heading=_("Warning"),
        ),
    ]
    max_count = 1
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = [
        "guides.GuideIndexPage",
        "guides.ServiceIndexPage",
        "guides.GlossaryPage",
        "guides.DirectoryPage",
        "guides.LocalIndexPage",
        "practice.ScenarioIndexPage",
        "courses.CourseIndexPage",
        "content.StandardPage",
    ]
    template = "lms/home_page.html"

    class Meta:
        verbose_name = _("home page")

    @property
    def popular_list(self) -> list[str]:
        return [line.strip() for line in self.popular_searches.splitlines() if line.strip()][:6]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from lms.queries import front_page

        return {**super().get_context(request, *args, **kwargs), **front_page(self)}

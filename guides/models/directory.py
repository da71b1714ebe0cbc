"""Lists of pages of one kind: helpers, step-by-step pages, news, campaigns."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from content.models.base_page import PublicPage


class DirectoryPage(PublicPage):
    """What stands below it, as a list with a sentence on each."""

    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    intro = models.TextField(_("what one finds here"), max_length=300, blank=True)
    intro_en = models.TextField(_("what one finds here, in English"), max_length=300, blank=True)
    is_newest_first = models.BooleanField(_("the newest first"), default=False)

    content_panels: ClassVar = [
        *PublicPage.content_panels,
        FieldPanel("intro"),
        FieldPanel("is_newest_first"),
        MultiFieldPanel([FieldPanel("title_en"), FieldPanel("intro_en")], heading=_("English")),
    ]
    parent_page_types: ClassVar = ["lms.HomePage"]
    subpage_types: ClassVar = [
        "guides.DecisionHelperPage",
        "guides.StepByStepPage",
        "guides.NewsPage",
        "guides.ExplainerPage",
        "guides.QuestionPage",
        "guides.CampaignPage",
        "guides.VideoPage",
    ]
    template = "guides/directory_page.html"

    class Meta:
        verbose_name = _("list of pages")
        verbose_name_plural = _("lists of pages")

    @property
    def display_title(self) -> str:
        return self.title_en if self.title_language == "en" else self.title

    @property
    def title_language(self) -> str:
        return "en" if get_language() == "en" and self.title_en else "vi"

    @property
    def display_summary(self) -> str:
        return self.intro_en if self.summary_language == "en" else self.intro

    @property
    def summary_language(self) -> str:
        return "en" if get_language() == "en" and self.intro_en else "vi"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from guides.listing import directory_context

        context = super().get_context(request, *args, **kwargs)
        return {**context, **directory_context(self, number=request.GET.get("trang", "1"))}

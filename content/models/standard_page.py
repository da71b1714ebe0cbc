"""A plain page: accessibility, privacy, help, licences."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from content.models.base_page import PublicPage

FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link"]


class StandardPage(PublicPage):
    """Text under a title, in Vietnamese and, where somebody wrote it, in English."""

    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    body = RichTextField(_("text"), features=FEATURES)
    body_en = RichTextField(_("text in English"), features=FEATURES, blank=True)
    reviewed_on = models.DateField(_("last reviewed"), null=True, blank=True)

    content_panels: ClassVar = [
        *PublicPage.content_panels,
        FieldPanel("body"),
        FieldPanel("reviewed_on"),
        MultiFieldPanel([FieldPanel("title_en"), FieldPanel("body_en")], heading=_("English")),
    ]
    search_fields: ClassVar = [
        *PublicPage.search_fields,
        index.SearchField("body"),
        index.SearchField("title_en"),
    ]
    subpage_types: ClassVar[list[str]] = []
    parent_page_types: ClassVar = ["lms.HomePage"]
    template = "content/standard_page.html"

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        in_english = get_language() == "en"
        context["shown_title"] = self.title_en if in_english and self.title_en else self.title
        context["shown_body"] = self.body_en if in_english and self.body_en else self.body
        context["title_language"] = "en" if in_english and self.title_en else "vi"
        context["body_language"] = "en" if in_english and self.body_en else "vi"
        context["is_vietnamese_only"] = in_english and not self.body_en
        return context

"""News, explainers, answers and campaigns."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from content.blocks.document import DocumentBlock
from content.official import official_host
from guides.article_blocks import article_blocks
from guides.blocks import PROSE
from guides.models.in_english import InEnglish
from guides.models.reviewed import ReviewedPage


class NewsPage(InEnglish, ReviewedPage):
    """Something new that citizens should know; its day is that of its first publication."""

    body = StreamField(article_blocks(), verbose_name=_("text"), collapsed=True)

    content_panels: ClassVar = [*ReviewedPage.first_panels, FieldPanel("body"), *ReviewedPage.last_panels]
    search_fields: ClassVar = [
        *ReviewedPage.search_fields,
        *InEnglish.english_fields,
        index.SearchField("body"),
    ]
    parent_page_types: ClassVar = ["guides.DirectoryPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "guides/article_page.html"

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from guides.showing import article_context

        return {**super().get_context(request, *args, **kwargs), **article_context(self)}


class ExplainerPage(InEnglish, ReviewedPage):
    """A matter explained: its main points first, then the rest."""

    translated_fields = ("key_points",)
    key_points = models.TextField(
        _("main points"), blank=True, help_text=_("One point per line; they stand above the text.")
    )
    body = StreamField(article_blocks(), verbose_name=_("text"), collapsed=True)

    content_panels: ClassVar = [
        *ReviewedPage.first_panels,
        FieldPanel("key_points"),
        FieldPanel("body"),
        *ReviewedPage.last_panels,
    ]
    search_fields: ClassVar = [
        *ReviewedPage.search_fields,
        *InEnglish.english_fields,
        index.SearchField("key_points"),
        index.SearchField("body"),
    ]
    parent_page_types: ClassVar = ["guides.DirectoryPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "guides/article_page.html"

    class Meta:
        verbose_name = _("explainer")
        verbose_name_plural = _("explainers")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from guides.showing import article_context

        return {**super().get_context(request, *args, **kwargs), **article_context(self)}


class QuestionPage(InEnglish, ReviewedPage):
    """A question as citizens ask it (the title), and its answer: the short one first."""

    translated_rich = ("answer",)
    answer = RichTextField(_("short answer"), features=PROSE)
    body = StreamField(article_blocks(), verbose_name=_("more about it"), blank=True, collapsed=True)

    content_panels: ClassVar = [
        *ReviewedPage.first_panels,
        FieldPanel("answer"),
        FieldPanel("body"),
        *ReviewedPage.last_panels,
    ]
    search_fields: ClassVar = [
        *ReviewedPage.search_fields,
        *InEnglish.english_fields,
        index.SearchField("answer"),
        index.SearchField("body"),
    ]
    parent_page_types: ClassVar = ["guides.DirectoryPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "guides/article_page.html"

    class Meta:
        verbose_name = _("question and answer")
        verbose_name_plural = _("questions and answers")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from guides.showing import article_context

        return {**super().get_context(request, *args, **kwargs), **article_context(self)}


class CampaignPage(InEnglish, ReviewedPage):
    """A campaign: what it asks people to do, its poster, and a kit that communes may take and use."""

    translated_fields = ("call_text",)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    call_text = models.CharField(_("words on the button"), max_length=60, blank=True)
    call_url = models.URLField(_("official link behind the button"), max_length=300, blank=True)
    poster = models.ForeignKey(
        "content.ContentImage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("poster"),
        help_text=_("Its description is read to people who cannot see it."),
    )
    body = StreamField(article_blocks(), verbose_name=_("text"), collapsed=True)
    kit = StreamField(
        [("file", DocumentBlock())], verbose_name=_("kit to download"), blank=True, collapsed=True
    )

    content_panels: ClassVar = [
        *ReviewedPage.first_panels,
        MultiFieldPanel(
            [FieldPanel(name) for name in ("starts_on", "ends_on", "call_text", "call_url", "poster")],
            heading=_("Campaign"),
        ),
        FieldPanel("body"),
        FieldPanel("kit"),
        *ReviewedPage.last_panels,
    ]
    search_fields: ClassVar = [
        *ReviewedPage.search_fields,
        *InEnglish.english_fields,
        index.SearchField("body"),
        index.SearchField("kit"),
    ]
    parent_page_types: ClassVar = ["guides.DirectoryPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "guides/campaign_page.html"

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")

    def mistakes(self) -> dict[str, Any]:
        found = super().mistakes()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            found["ends_on"] = _("A campaign ends after it has begun.")
        if bool(self.call_text) != bool(self.call_url):
            found["call_url"] = _("The button needs both words and a link.")
        elif self.call_url and not official_host(self.call_url):
            found["call_url"] = _("An official link begins with https:// and its host ends in .gov.vn.")
        return found

    def is_over(self, today: date) -> bool:
        return today > self.ends_on

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from guides.showing import campaign_context

        return {**super().get_context(request, *args, **kwargs), **campaign_context(self)}

"""The guides citizens read, as forms of fields and blocks."""

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.search import index

from content.models.base_page import PublicPage, Translated
from content.official import official_host
from content.vietnamese import slugify
from guides.blocks import GuideBody
from guides.models.in_english import InEnglish
from guides.models.reviewed import EXERCISES, lines_of
from guides.models.topic import Topic
from guides.page_forms import GuidePageForm
from guides.permissions import GuideListPermissionTester, GuidePermissionTester
from guides.reading_panel import ReadingPanel
from people.models import OrganisationRoleKind, User


class GuideIndexPage(Translated, PublicPage):
    """All guides by topic, and whom to ask when a guide does not help."""

    translated_fields = ("hotline_hours", "help_place")
    translated_bodies = ()
    hotline = models.CharField(_("hotline"), max_length=40, blank=True)
    hotline_hours = models.CharField(_("hotline hours"), max_length=100, blank=True)
    help_place = models.CharField(_("where to get help in person"), max_length=250, blank=True)

    content_panels: ClassVar = [
        *PublicPage.content_panels,
        MultiFieldPanel(
            [FieldPanel("hotline"), FieldPanel("hotline_hours"), FieldPanel("help_place")],
            heading=_("Where to get help"),
        ),
    ]
    max_count = 1
    parent_page_types: ClassVar = ["lms.HomePage"]
    subpage_types: ClassVar = ["guides.GuidePage"]
    template = "guides/guide_index_page.html"

    class Meta:
        verbose_name = _("list of guides")

    def permissions_for_user(self, user: User) -> GuideListPermissionTester:
        return GuideListPermissionTester(user, self)

    @property
    def english_title(self) -> str:
        """Its title in both languages is one of the site's own words."""
        with override("en"):
            return gettext("Guides")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from guides.listing import directory_links
        from guides.queries import guides_by_topic, help_contact

        context = super().get_context(request, *args, **kwargs)
        context["index"] = help_contact()
        context["topics"] = guides_by_topic(index=self)
        context["directories"] = directory_links()
        return context


class GuidePage(InEnglish, PublicPage):
    """One online service, done right."""

    translated_fields = ("summary", "audience", "fee", "time_limit", "where", "needs")
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    code = models.CharField(_("code"), max_length=20, blank=True, help_text=_("For example HD-02."))
    summary = models.TextField(
        _("in one or two sentences"), max_length=300, help_text=_("What this guide helps with.")
    )
    audience = models.CharField(
        _("who it is for"),
        max_length=200,
        blank=True,
        help_text=_("For example: parents of a newborn child."),
    )
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="guides", verbose_name=_("topic"))
    minutes_needed = models.PositiveSmallIntegerField(
        _("minutes it takes"), validators=[MinValueValidator(1), MaxValueValidator(480)]
    )
    needs = models.TextField(
        _("what one needs"), blank=True, help_text=_("One thing per line; readers tick them off.")
    )
    fee = models.CharField(_("fee"), max_length=200, blank=True)
    time_limit = models.CharField(_("time limit for the result"), max_length=200, blank=True)
    where = models.CharField(_("where to submit"), max_length=200, blank=True)
    official_url = models.URLField(
        _("official link"), max_length=300, help_text=_("Begins with https:// and its host ends in .gov.vn.")
    )
    exercise = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("exercise to try first"),
    )
    body = GuideBody
    last_reviewed = models.DateField(_("last reviewed"))
    review_by = models.DateField(_("to be reviewed by"))
    owner_org_role = models.CharField(
        _("body in charge"),
        max_length=40,
        choices=OrganisationRoleKind.choices,
        default=OrganisationRoleKind.COMMUNICATION_MINISTRY,
    )
    sources = models.TextField(
        _("sources"), blank=True, help_text=_("One per line: laws, decrees, official pages.")
    )
    to_verify = models.TextField(
        _("check before publishing"), blank=True, help_text=_("Notes for editors, never shown to readers.")
    )

    base_form_class = GuidePageForm
    content_panels: ClassVar = [
        *PublicPage.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("topic", "audience", "code", "title_en")], heading=_("For whom")
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("official_url", "minutes_needed", "fee", "time_limit", "where")],
            heading=_("Facts"),
        ),
        FieldPanel("needs"),
        FieldPanel("body"),
        PageChooserPanel("exercise", EXERCISES),
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in ("last_reviewed", "review_by", "owner_org_role", "sources", "to_verify")
            ],
            heading=_("Review"),
        ),
        ReadingPanel(),
    ]
    search_fields: ClassVar = [
        *PublicPage.search_fields,
        index.SearchField("title_en"),
        index.SearchField("summary"),
        index.SearchField("audience"),
        index.SearchField("code"),
        index.SearchField("needs"),
        index.SearchField("body"),
        *InEnglish.english_fields,
        index.RelatedFields("topic", [index.SearchField("name"), index.SearchField("name_en")]),
    ]
    parent_page_types: ClassVar = ["guides.GuideIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "guides/guide_page.html"

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")

    slug: str

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """An address of its own in Vietnamese letters without accents; Wagtail would write "u0111" for đ."""
        if not self.slug and self.title:
            self.slug = slugify(self.title)[:80].strip("-")
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        mistakes: dict[str, Any] = {}
        if self.official_url and not official_host(self.official_url):
            mistakes["official_url"] = _(
                "An official link begins with https:// and its host ends in .gov.vn."
            )
        if self.last_reviewed and self.review_by and self.review_by <= self.last_reviewed:
            mistakes["review_by"] = _("The next review comes after the last one.")
        if mistakes:
            raise ValidationError(mistakes)

    def permissions_for_user(self, user: User) -> GuidePermissionTester:
        return GuidePermissionTester(user, self)

    @property
    def display_title(self) -> str:
        return self.title_en if self.title_language == "en" else self.title

    @property
    def title_language(self) -> str:
        return "en" if get_language() == "en" and self.title_en else "vi"

    @property
    def official_host(self) -> str:
        return official_host(self.official_url)

    @property
    def need_list(self) -> list[str]:
        return lines_of(self.needs)

    @property
    def source_list(self) -> list[str]:
        return lines_of(self.sources)

    def is_review_due(self, today: date) -> bool:
        return today >= self.review_by

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from guides.queries import guide_context

        return {**super().get_context(request, *args, **kwargs), **guide_context(self)}

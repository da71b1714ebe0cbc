"""What every page for citizens has: two languages, somebody in charge, a date of review."""

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import normalize_newlines
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from content.models.base_page import PublicPage
from content.vietnamese import slugify
from guides.reading_panel import ReadingPanel
from people.models import OrganisationRoleKind

EXERCISES = "practice.ScenarioPage"
"""What editors may choose as an exercise: a name for Wagtail's chooser, nothing more is known of it here."""


def lines_of(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line.strip() for line in normalize_newlines(text).split("\n") if line.strip()]


class ReviewedPage(PublicPage):
    """A page whose text grows old: it says when it was checked and by when it is checked again."""

    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    summary = models.TextField(
        _("in one or two sentences"), max_length=300, help_text=_("What a reader finds on this page.")
    )
    summary_en = models.TextField(_("summary in English"), max_length=300, blank=True)
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

    first_panels: ClassVar = [
        *PublicPage.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel([FieldPanel("title_en"), FieldPanel("summary_en")], heading=_("English")),
    ]
    last_panels: ClassVar = [
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in ("last_reviewed", "review_by", "owner_org_role", "sources", "to_verify")
            ],
            heading=_("Review"),
        ),
        ReadingPanel(),
    ]
    content_panels: ClassVar = [*first_panels, *last_panels]
    search_fields: ClassVar = [
        *PublicPage.search_fields,
        index.SearchField("title_en"),
        index.SearchField("summary"),
        index.SearchField("summary_en"),
    ]

    class Meta:
        abstract = True

    slug: str

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """An address of its own in Vietnamese letters without accents; Wagtail would write "u0111" for đ."""
        if not self.slug and self.title:
            self.slug = slugify(self.title)[:80].strip("-")
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        mistakes = self.mistakes()
        if mistakes:
            raise ValidationError(mistakes)

    def mistakes(self) -> dict[str, Any]:
        """What keeps the page from being saved, by field."""
        if self.last_reviewed and self.review_by and self.review_by <= self.last_reviewed:
            return {"review_by": _("The next review comes after the last one.")}
        return {}

    @property
    def display_title(self) -> str:
        return self.title_en if self.title_language == "en" else self.title

    @property
    def title_language(self) -> str:
        return "en" if get_language() == "en" and self.title_en else "vi"

    @property
    def display_summary(self) -> str:
        return self.summary_en if self.summary_language == "en" else self.summary

    @property
    def summary_language(self) -> str:
        return "en" if get_language() == "en" and self.summary_en else "vi"

    @property
    def source_list(self) -> list[str]:
        return lines_of(self.sources)

    def is_review_due(self, today: date) -> bool:
        return today >= self.review_by

"""Words citizens stumble over, and what they mean."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index
from wagtail.snippets.models import register_snippet

from content.models.base_page import PublicPage
from content.vietnamese import slugify
from guides.models.reviewed import lines_of


@register_snippet
class GlossaryTerm(index.Indexed, models.Model):
    """A term, the other words it is said with, and one plain explanation of it."""

    term = models.CharField(_("term"), max_length=100, unique=True)
    slug = models.SlugField(
        _("address"),
        max_length=100,
        unique=True,
        blank=True,
        help_text=_("Made of the term when left empty."),
    )
    aliases = models.TextField(
        _("said also as"), blank=True, help_text=_("One per line. Texts link these words to this term.")
    )
    definition = models.TextField(
        _("what it means"), max_length=500, help_text=_("One or two sentences without other hard words.")
    )
    term_en = models.CharField(_("term in English"), max_length=100, blank=True)
    definition_en = models.TextField(_("what it means, in English"), max_length=500, blank=True)
    last_reviewed = models.DateField(_("last reviewed"))
    review_by = models.DateField(_("to be reviewed by"))

    panels: ClassVar = [
        FieldPanel("term"),
        FieldPanel("definition"),
        FieldPanel("aliases"),
        FieldPanel("slug"),
        MultiFieldPanel([FieldPanel("term_en"), FieldPanel("definition_en")], heading=_("English")),
        MultiFieldPanel([FieldPanel("last_reviewed"), FieldPanel("review_by")], heading=_("Review")),
    ]
    search_fields: ClassVar = [
        index.SearchField("term"),
        index.SearchField("aliases"),
        index.SearchField("definition"),
        index.SearchField("term_en"),
        index.AutocompleteField("term"),
    ]

    class Meta:
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")
        ordering = ["term"]

    def __str__(self) -> str:
        return self.term

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug and self.term:
            self.slug = slugify(self.term)[:100].strip("-")
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if self.last_reviewed and self.review_by and self.review_by <= self.last_reviewed:
            raise ValidationError({"review_by": _("The next review comes after the last one.")})

    @property
    def phrases(self) -> list[str]:
        """Every way to say it in Vietnamese."""
        return [self.term, *lines_of(self.aliases)]


class GlossaryPage(PublicPage):
    """All terms from A to Z."""

    max_count = 1
    parent_page_types: ClassVar = ["lms.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "guides/glossary_page.html"

    class Meta:
        verbose_name = _("glossary")

    @property
    def english_title(self) -> str:
        """Its title in both languages is one of the site's own words."""
        with override("en"):
            return gettext("Glossary")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from guides.glossary import glossary_context

        return {**super().get_context(request, *args, **kwargs), **glossary_context()}

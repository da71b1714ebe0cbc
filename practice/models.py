"""Exercises citizens play before they do the real thing, as forms of fields and screens."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.text import normalize_newlines
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from content.accessibility import Barrier
from content.models.base_page import PublicPage
from content.official import official_host
from content.vietnamese import slugify
from practice.blocks import ScenarioBody
from practice.page_forms import ScenarioPageForm, problems_of
from practice.scenario import Words, read_screens
from practice.sentences import sentence_with_place

NOTHING_LEAVES = {"connect-src": ["'none'"], "form-action": ["'none'"]}
"""What the page of an exercise may do besides the site's policy: nothing at all once it is there."""


class ScenarioIndexPage(PublicPage):
    """All exercises."""

    max_count = 1
    parent_page_types: ClassVar = ["lms.HomePage"]
    subpage_types: ClassVar = ["practice.ScenarioPage"]
    template = "practice/scenario_index_page.html"

    class Meta:
        verbose_name = _("list of exercises")

    @property
    def english_title(self) -> str:
        """Its title in both languages is one of the site's own words."""
        with override("en"):
            return gettext("Practise online services")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from practice.queries import scenario_links

        return {**super().get_context(request, *args, **kwargs), "links": scenario_links()}


class ScenarioPage(PublicPage):
    """One online service, to be tried out with made-up data."""

    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    summary = models.TextField(
        _("in one or two sentences"), max_length=300, help_text=_("What one practises, and for whom it is.")
    )
    summary_en = models.TextField(_("the same in English"), max_length=300, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("minutes it takes"), default=10, validators=[MinValueValidator(1), MaxValueValidator(240)]
    )
    official_url = models.URLField(
        _("official link"),
        max_length=300,
        help_text=_("Where one does it for real. Begins with https:// and its host ends in .gov.vn."),
    )
    lessons = models.TextField(
        _("what one learns"), help_text=_("One thing per line; the result page repeats them.")
    )
    lessons_en = models.TextField(_("what one learns, in English"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=100)
    to_verify = models.TextField(
        _("check before publishing"), blank=True, help_text=_("Notes for editors, never shown to readers.")
    )
    body = ScenarioBody

    base_form_class = ScenarioPageForm
    content_panels: ClassVar = [
        *PublicPage.content_panels,
        FieldPanel("summary"),
        FieldPanel("lessons"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("official_url", "minutes", "position")], heading=_("Facts")
        ),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("title_en", "summary_en", "lessons_en")],
            heading=_("In English"),
            classname="collapsed",
        ),
        FieldPanel("to_verify"),
    ]
    search_fields: ClassVar = [
        *PublicPage.search_fields,
        index.SearchField("title_en"),
        index.SearchField("summary"),
        index.SearchField("lessons"),
    ]
    parent_page_types: ClassVar = ["practice.ScenarioIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "practice/scenario_page.html"

    class Meta:
        verbose_name = _("exercise")
        verbose_name_plural = _("exercises")

    slug: str

    def get_cached_paths(self) -> list[str]:
        """The exercise and its worksheet, for caches in front."""
        return ["/", "/phieu/", "/phieu.docx"]

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """An address of its own in Vietnamese letters without accents; Wagtail would write "u0111" for đ."""
        if not self.slug and self.title:
            self.slug = slugify(self.title)[:80].strip("-")
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if self.official_url and not official_host(self.official_url):
            raise ValidationError(
                {"official_url": _("An official link begins with https:// and its host ends in .gov.vn.")}
            )

    def save(self, clean: bool = True, **kwargs: Any) -> None:
        """The last gate: whatever way a page is published, it can be played. Drafts are saved as they are."""
        if clean and self.live and (told := self.told_problems()):
            raise ValidationError({"body": told})
        super().save(clean=clean, **kwargs)

    def barriers(self) -> list[Barrier]:
        label = str(self._meta.get_field("body").verbose_name)
        own = (
            Barrier(index=-1, block_id="", label=label, message=one, field="body")
            for one in self.told_problems()
        )
        return [*super().barriers(), *own]

    def told_problems(self) -> list[str]:
        """What keeps this version from being published, in sentences."""
        screens = read_screens(self.body.get_prep_value())
        return [sentence_with_place(problem, screens) for problem in problems_of(self.body)]

    @property
    def display_title(self) -> str:
        return self._told(self.title, self.title_en)[0]

    @property
    def title_language(self) -> str:
        return self._told(self.title, self.title_en)[1]

    @property
    def display_summary(self) -> str:
        return self._told(self.summary, self.summary_en)[0]

    @property
    def summary_language(self) -> str:
        return self._told(self.summary, self.summary_en)[1]

    @property
    def lesson_list(self) -> list[str]:
        return _lines_of(self._told(self.lessons, self.lessons_en)[0])

    @property
    def lessons_language(self) -> str:
        return self._told(self.lessons, self.lessons_en)[1]

    @property
    def official_host(self) -> str:
        return official_host(self.official_url)

    def _told(self, vietnamese: str, english: str) -> tuple[str, str]:
        return Words(vietnamese, english).told(get_language() or "vi")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from practice.queries import scenario_context

        return {**super().get_context(request, *args, **kwargs), **scenario_context(self)}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().serve(request, *args, **kwargs)
        response._csp_replace = NOTHING_LEAVES  # type: ignore[attr-defined]  # read by django-csp's middleware
        return response


def _lines_of(text: str) -> list[str]:
    return [line.strip() for line in normalize_newlines(text).split("\n") if line.strip()]

"""Public services: what one has to know of a procedure before one begins."""

from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.search import index
from wagtail.url_routing import RouteResult

from content.models.base_page import PublicPage
from content.official import official_host
from guides.blocks import reading_blocks
from guides.citizen_blocks import DossierComponentBlock, StatisticBlock
from guides.levels import Level, all_levels, level_choices
from guides.models.in_english import InEnglish
from guides.models.pages import GuidePage
from guides.models.reviewed import EXERCISES, ReviewedPage, lines_of
from guides.models.topic import Topic

TOPIC_PATH = "chu-de"
PAPER = ("name", "form", "copies", "note")
"""The parts of a paper of the dossier, in the order they are read."""


class ServiceIndexPage(PublicPage):
    """All public services that are explained here, by topic; each topic has an address of its own."""

    max_count = 1
    parent_page_types: ClassVar = ["lms.HomePage"]
    subpage_types: ClassVar = ["guides.PublicServicePage"]
    template = "guides/service_index_page.html"

    class Meta:
        verbose_name = _("list of public services")

    @property
    def english_title(self) -> str:
        """Its title in both languages is one of the site's own words."""
        with override("en"):
            return gettext("Public services")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        if self.live and len(path_components) == 2 and path_components[0] == TOPIC_PATH:
            return RouteResult(self, kwargs={"topic_code": path_components[1]})
        return super().route(request, path_components)

    def get_cached_paths(self) -> list[str]:
        """The list and its topics, for caches in front."""
        return ["/", *(f"/{TOPIC_PATH}/{code}/" for code in Topic.objects.values_list("code", flat=True))]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from guides.listing import services_context

        context = super().get_context(request, *args, **kwargs)
        listed = services_context(self, topic_code=kwargs.get("topic_code", ""))
        if listed is None:
            raise Http404
        return {**context, **listed}


class PublicServicePage(InEnglish, ReviewedPage):
    """One procedure: who handles it, what goes into the dossier, what it costs, how long it takes, where it is done."""

    translated_fields = ("handler", "fee", "time_limit")
    code = models.CharField(_("code"), max_length=20, blank=True, help_text=_("For example DV-02."))
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, related_name="services", verbose_name=_("topic")
    )
    level = models.CharField(
        _("level of the online service"),
        max_length=60,
        blank=True,
        choices=level_choices,
        help_text=_("As the official portal says it. Leave it empty when you have not seen it there."),
    )
    level_on = models.DateField(_("level read on"), null=True, blank=True)
    handler = models.CharField(_("who handles it"), max_length=250)
    dossier = StreamField(
        [("component", DossierComponentBlock())], verbose_name=_("dossier"), blank=True, collapsed=True
    )
    fee = models.CharField(_("fee"), max_length=250)
    time_limit = models.CharField(_("time limit for the result"), max_length=250)
    official_url = models.URLField(
        _("official link"), max_length=300, help_text=_("Begins with https:// and its host ends in .gov.vn.")
    )
    legal_basis = models.TextField(_("legal basis"), blank=True, help_text=_("One document per line."))
    statistics = StreamField(
        [("statistic", StatisticBlock())], verbose_name=_("figures"), blank=True, collapsed=True
    )
    related_guide = models.ForeignKey(
        GuidePage,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("guide that shows how"),
    )
    exercise = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("exercise to try first"),
    )
    body = StreamField(reading_blocks(), verbose_name=_("what else to know"), blank=True, collapsed=True)

    content_panels: ClassVar = [
        *ReviewedPage.first_panels,
        MultiFieldPanel([FieldPanel("topic"), FieldPanel("code")], heading=_("For whom")),
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in ("level", "level_on", "handler", "fee", "time_limit", "official_url")
            ],
            heading=_("Facts"),
        ),
        FieldPanel("dossier"),
        FieldPanel("body"),
        PageChooserPanel("related_guide", "guides.GuidePage"),
        PageChooserPanel("exercise", EXERCISES),
        FieldPanel("legal_basis"),
        FieldPanel("statistics"),
        *ReviewedPage.last_panels,
    ]
    search_fields: ClassVar = [
        *ReviewedPage.search_fields,
        index.SearchField("code"),
        index.SearchField("handler"),
        index.SearchField("dossier"),
        index.SearchField("body"),
        *InEnglish.english_fields,
        index.RelatedFields("topic", [index.SearchField("name"), index.SearchField("name_en")]),
    ]
    parent_page_types: ClassVar = ["guides.ServiceIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "guides/public_service_page.html"

    class Meta:
        verbose_name = _("public service")
        verbose_name_plural = _("public services")

    def texts_to_translate(self) -> list[tuple[str, str]]:
        """Its fields, then the papers of the dossier, each with its parts."""
        papers = [
            (str(child.block.child_blocks[name].label), child.value[name] or "")
            for child in self.dossier
            for name in PAPER
        ]
        return [*super().texts_to_translate(), *papers]

    def mistakes(self) -> dict[str, Any]:
        found = super().mistakes()
        if self.official_url and not official_host(self.official_url):
            found["official_url"] = _("An official link begins with https:// and its host ends in .gov.vn.")
        if bool(self.level) != bool(self.level_on):
            found["level_on"] = _("A level and the day on which it was read belong together.")
        return found

    @property
    def official_host(self) -> str:
        return official_host(self.official_url)

    @property
    def known_level(self) -> Level | None:
        return all_levels().get(self.level)

    @property
    def legal_list(self) -> list[str]:
        return lines_of(self.legal_basis)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from guides.showing import service_context

        return {**super().get_context(request, *args, **kwargs), **service_context(self)}

"""What a province tells its people; kept by editors of its own."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from content.models.base_page import PublicPage
from content.provinces import full_province_names, province_names
from guides.blocks import reading_blocks
from guides.local_blocks import CommunityTeamBlock, ContactPointBlock, LocalEventBlock
from guides.models.reviewed import ReviewedPage
from guides.permissions import LocalPagePermissionTester
from people.models import User


def province_choices() -> list[tuple[str, str]]:
    return list(full_province_names().items())


class LocalIndexPage(PublicPage):
    """All provinces and cities; those that have a page of their own lead to it."""

    max_count = 1
    parent_page_types: ClassVar = ["lms.HomePage"]
    subpage_types: ClassVar = ["guides.LocalPage"]
    template = "guides/local_index_page.html"

    class Meta:
        verbose_name = _("list of provinces")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from guides.local import local_index_context

        return {**super().get_context(request, *args, **kwargs), **local_index_context()}


class LocalPage(ReviewedPage):
    """One province: where to go, community digital teams, events, and the guides its people ask for most."""

    province = models.CharField(_("province or city"), max_length=2, choices=province_choices)
    is_example = models.BooleanField(
        _("examples only"),
        default=False,
        help_text=_("Addresses and numbers are made up; the page says so to every reader."),
    )
    contact_points = StreamField(
        [("point", ContactPointBlock())], verbose_name=_("contact points"), blank=True, collapsed=True
    )
    teams = StreamField(
        [("team", CommunityTeamBlock())],
        verbose_name=_("community digital teams"),
        blank=True,
        collapsed=True,
    )
    events = StreamField([("event", LocalEventBlock())], verbose_name=_("events"), blank=True, collapsed=True)
    local_guides = StreamField(
        [
            (
                "page",
                blocks.PageChooserBlock(
                    ["guides.GuidePage", "guides.PublicServicePage", "guides.VideoPage"], label=_("page")
                ),
            )
        ],
        verbose_name=_("guides and services often asked for here"),
        blank=True,
    )
    body = StreamField(reading_blocks(), verbose_name=_("what else to know"), blank=True, collapsed=True)

    content_panels: ClassVar = [
        *ReviewedPage.first_panels,
        FieldPanel("province"),
        FieldPanel("is_example"),
        *(FieldPanel(name) for name in ("contact_points", "teams", "events", "local_guides", "body")),
        *ReviewedPage.last_panels,
    ]
    search_fields: ClassVar = [
        *ReviewedPage.search_fields,
        index.SearchField("province_name"),
        *(index.SearchField(name) for name in ("contact_points", "teams", "events", "body")),
    ]
    parent_page_types: ClassVar = ["guides.LocalIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "guides/local_page.html"

    class Meta:
        verbose_name = _("page of a province")
        verbose_name_plural = _("pages of provinces")

    def mistakes(self) -> dict[str, Any]:
        found = super().mistakes()
        if self.province and LocalPage.objects.filter(province=self.province).exclude(pk=self.pk).exists():
            found["province"] = _("This province has a page already.")
        return found

    def permissions_for_user(self, user: User) -> LocalPagePermissionTester:
        return LocalPagePermissionTester(user, self)

    @property
    def province_name(self) -> str:
        """Without its kind: Phú Thọ."""
        return province_names().get(self.province, "")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from guides.local import local_context

        return {**super().get_context(request, *args, **kwargs), **local_context(self)}

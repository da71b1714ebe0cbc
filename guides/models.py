"""For citizens: guides to online public services. Knows no learner and no course."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class GuideIndexPage(Page):
    max_count = 1
    parent_page_types = ["lms.HomePage"]
    subpage_types = ["guides.GuidePage"]

    class Meta:
        verbose_name = _("list of guides")


class GuidePage(Page):
    code = models.CharField(_("code"), max_length=20, blank=True)

    parent_page_types = ["guides.GuideIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("guide")

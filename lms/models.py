"""The front page. No other model may live in the front hall."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class HomePage(Page):
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["guides.GuideIndexPage", "courses.CourseIndexPage"]

    class Meta:
        verbose_name = _("home page")

"""Where a new page begins on paper; a thin line on the screen."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StaticBlock


class PageBreakBlock(StaticBlock):
    class Meta:
        label = _("Page break")
        icon = "horizontalrule"
        admin_text = _("A new page begins here when the lesson is printed.")
        template = "content/blocks/page_break.html"
        description = _("A new page begins here in print")

"""Numbered steps that keep their numbers, also when a picture interrupts them."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import IntegerBlock, ListBlock, RichTextBlock, StructBlock

from content.blocks.text import INLINE_FEATURES


class StepsBlock(StructBlock):
    start = IntegerBlock(
        label=_("First number"),
        help_text=_("More than 1 where the steps go on after a picture or a table."),
        default=1,
        min_value=1,
        max_value=999,
    )
    steps = ListBlock(
        RichTextBlock(label=_("Step"), features=[*INLINE_FEATURES, "ul", "ol"]), label=_("Steps"), min_num=1
    )

    class Meta:
        label = _("Numbered steps")
        icon = "list-ol"
        template = "content/blocks/steps.html"
        description = _("Steps in their order")
        preview_value = {"start": 1, "steps": ["<p>Mở hồ sơ mới.</p>", "<p>Kiểm tra thành phần.</p>"]}
        preview_template = "content/blocks/preview.html"

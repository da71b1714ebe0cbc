"""Parts that open when they are wanted; without script, and found by the browser's own search."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, RichTextBlock, StructBlock

from content.blocks.text import INLINE_FEATURES


class AccordionPartBlock(StructBlock):
    title = CharBlock(label=_("Title"), max_length=200)
    text = RichTextBlock(label=_("Text"), features=[*INLINE_FEATURES, "ul", "ol"])

    class Meta:
        label = _("Part")


class AccordionBlock(StructBlock):
    parts = ListBlock(AccordionPartBlock(), label=_("Parts"), min_num=1, max_num=30)

    class Meta:
        label = _("Parts that open")
        icon = "collapse-down"
        template = "content/blocks/accordion.html"
        description = _("Titles that open their text at a tap; printed open")
        preview_value = {
            "parts": [
                {"title": "Ai được ủy quyền ký số?", "text": "<p>Người đứng đầu ủy quyền bằng văn bản.</p>"},
                {"title": "Mất thiết bị ký thì làm gì?", "text": "<p>Báo ngay để thu hồi chứng thư số.</p>"},
            ]
        }
        preview_template = "content/blocks/preview.html"

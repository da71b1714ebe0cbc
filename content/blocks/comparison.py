"""Two things beside each other: before and after, right and wrong, old and new."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, RichTextBlock, StructBlock

from content.blocks.text import INLINE_FEATURES

FEATURES = [*INLINE_FEATURES, "ul", "ol"]


class ComparisonBlock(StructBlock):
    left_title = CharBlock(label=_("Title on the left"), max_length=120)
    left = RichTextBlock(label=_("Text on the left"), features=FEATURES)
    right_title = CharBlock(label=_("Title on the right"), max_length=120)
    right = RichTextBlock(label=_("Text on the right"), features=FEATURES)

    class Meta:
        label = _("Comparison")
        icon = "grip"
        template = "content/blocks/comparison.html"
        description = _("Two columns to compare; one above the other on a phone")
        preview_value = {
            "left_title": "Nên",
            "left": "<p>Hẹn ngày trả kết quả bằng giấy hẹn.</p>",
            "right_title": "Không nên",
            "right": "<p>Hẹn miệng rồi quên.</p>",
        }
        preview_template = "content/blocks/preview.html"

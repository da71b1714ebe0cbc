"""A note that stands out from the text."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, RichTextBlock, StructBlock

from content.blocks.text import INLINE_FEATURES


class CalloutBlock(StructBlock):
    tone = ChoiceBlock(
        label=_("Kind"),
        choices=[("info", _("Good to know")), ("warn", _("Take care")), ("ok", _("Well done"))],
        default="info",
    )
    title = CharBlock(label=_("Title"), required=False, max_length=120)
    text = RichTextBlock(label=_("Text"), features=[*INLINE_FEATURES, "ul", "ol"])

    class Meta:
        label = _("Callout")
        icon = "info-circle"
        template = "content/blocks/callout.html"
        description = _("A note that stands out from the text")
        preview_value = {
            "tone": "warn",
            "title": "Lưu ý",
            "text": "<p>Cán bộ không gọi điện đòi cài ứng dụng.</p>",
        }
        preview_template = "content/blocks/preview.html"

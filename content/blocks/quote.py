"""Words to remember, or words of somebody else."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, RichTextBlock, StructBlock

from content.blocks.text import INLINE_FEATURES


class QuoteBlock(StructBlock):
    text = RichTextBlock(label=_("Quotation"), features=INLINE_FEATURES)
    source = CharBlock(label=_("Source"), required=False, max_length=200)

    class Meta:
        label = _("Quotation")
        icon = "openquote"
        template = "content/blocks/quote.html"
        description = _("Words to remember, with their source")
        preview_value = {
            "text": "<p>Nói rõ cái gì sai, làm thế nào cho đúng, trước khi nào.</p>",
            "source": "",
        }
        preview_template = "content/blocks/preview.html"

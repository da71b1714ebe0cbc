"""A term whose meaning opens at a tap, without script."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, RichTextBlock, StructBlock

from content.blocks.text import INLINE_FEATURES


class GlossaryBlock(StructBlock):
    term = CharBlock(label=_("Term"), max_length=120)
    definition = RichTextBlock(label=_("What it means"), features=INLINE_FEATURES)
    source = CharBlock(label=_("Source"), required=False, max_length=200)

    class Meta:
        label = _("Term and meaning")
        icon = "help"
        template = "content/blocks/glossary.html"
        description = _("A term whose meaning opens at a tap")
        preview_value = {
            "term": "Chứng thư số",
            "definition": "<p>Giấy tờ điện tử xác nhận ai là người có khóa ký.</p>",
            "source": "",
        }
        preview_template = "content/blocks/preview.html"

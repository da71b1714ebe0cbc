"""Running text with headings, lists and links."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import RichTextBlock

INLINE_FEATURES = ["bold", "italic", "underline", "superscript", "subscript", "link"]
TEXT_FEATURES = [
    "h2",
    "h3",
    "h4",
    *INLINE_FEATURES,
    "strikethrough",
    "ol",
    "ul",
    "hr",
    "document-link",
    "code",
]


class TextBlock(RichTextBlock):
    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"features": TEXT_FEATURES, **kwargs})

    class Meta:
        label = _("Text")
        icon = "pilcrow"
        description = _("Headings, paragraphs, lists and links")
        preview_value = "<h2>Kiểm tra hồ sơ</h2><p>Mở mục <i>Hồ sơ mới</i> nhiều lần trong ngày.</p>"
        preview_template = "content/blocks/preview.html"

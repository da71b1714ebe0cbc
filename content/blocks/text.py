"""Running text with headings, lists and links."""

from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import RichTextBlock
from wagtail.rich_text import RichText

from content.sanitising import TextTooLarge, clean_rich_text

INLINE_FEATURES = ["bold", "italic", "underline", "superscript", "subscript", "formula", "link"]
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

    def clean(self, value: RichText) -> RichText:
        """Refuse what could not be shown."""
        cleaned: RichText = super().clean(value)
        try:
            clean_rich_text(cleaned.source)
        except TextTooLarge as error:
            raise ValidationError(
                _("This text is too long or nested too deeply; divide it."), code="too_large"
            ) from error
        return cleaned

    def render_basic(self, value: RichText, context: object = None) -> SafeString:
        """Cleaned where it is shown, too: text may have come by other ways than the editor."""
        return mark_safe(clean_rich_text(str(value)))  # noqa: S308 - just cleaned

    class Meta:
        label = _("Text")
        icon = "pilcrow"
        description = _("Headings, paragraphs, lists and links")
        preview_value = "<h2>Kiểm tra hồ sơ</h2><p>Mở mục <i>Hồ sơ mới</i> nhiều lần trong ngày.</p>"
        preview_template = "content/blocks/preview.html"

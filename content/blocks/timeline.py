"""What happened or has to happen, in the order of time."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, RichTextBlock, StructBlock

from content.blocks.text import INLINE_FEATURES


class TimelineEntryBlock(StructBlock):
    when = CharBlock(label=_("When"), max_length=80, help_text=_("For example 01/07/2025 or Ngày thứ 3."))
    title = CharBlock(label=_("Title"), required=False, max_length=200)
    text = RichTextBlock(label=_("Text"), features=[*INLINE_FEATURES, "ul", "ol"], required=False)

    class Meta:
        label = _("Point in time")


class TimelineBlock(StructBlock):
    entries = ListBlock(TimelineEntryBlock(), label=_("Points in time"), min_num=1, max_num=60)

    class Meta:
        label = _("Timeline")
        icon = "history"
        template = "content/blocks/timeline.html"
        description = _("Dates or days with what belongs to them")
        preview_value = {
            "entries": [
                {"when": "Ngày 1", "title": "Tiếp nhận", "text": "<p>Kiểm tra thành phần hồ sơ.</p>"},
                {"when": "Ngày 3", "title": "Trả kết quả", "text": "<p>Ký số và gửi kết quả.</p>"},
            ]
        }
        preview_template = "content/blocks/preview.html"

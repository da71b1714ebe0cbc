"""A case from practice: what happened, what would you do, what was done."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, RichTextBlock, StructBlock

from content.blocks.text import INLINE_FEATURES

FEATURES = [*INLINE_FEATURES, "ul", "ol"]


class CaseStudyBlock(StructBlock):
    title = CharBlock(label=_("Title"), max_length=200)
    situation = RichTextBlock(label=_("What happened"), features=FEATURES)
    question = CharBlock(label=_("Question to the reader"), required=False, max_length=300)
    resolution = RichTextBlock(
        label=_("How it was resolved"),
        features=FEATURES,
        help_text=_("Closed at first, so that readers think before they look."),
    )

    class Meta:
        label = _("Case study")
        icon = "clipboard-list"
        template = "content/blocks/case_study.html"
        description = _("A case from practice, whose resolution opens at a tap")
        preview_value = {
            "title": "Hồ sơ thiếu bản sao",
            "situation": "<p>Người dân nộp trực tuyến nhưng thiếu một bản sao chứng thực.</p>",
            "question": "Anh, chị xử lý thế nào?",
            "resolution": "<p>Thông báo một lần, nêu đủ những gì còn thiếu.</p>",
        }
        preview_template = "content/blocks/preview.html"

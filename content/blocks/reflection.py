"""A question to think about. What somebody writes stays on their device; nothing is sent."""

import hashlib

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock, StructValue


class ReflectionValue(StructValue):
    @property
    def key(self) -> str:
        """Under which name the device keeps the answer: the same as long as the question is."""
        return hashlib.sha256(str(self.get("question", "")).encode()).hexdigest()[:16]


class ReflectionBlock(StructBlock):
    question = CharBlock(label=_("Question"), max_length=500)
    hint = CharBlock(label=_("Hint"), required=False, max_length=300)

    class Meta:
        label = _("Question to think about")
        icon = "comment"
        template = "content/blocks/reflection.html"
        value_class = ReflectionValue
        description = _("Readers write for themselves; the answer stays on their device")
        preview_value = {
            "question": "Ở cơ quan anh, chị, bước nào của hồ sơ mất nhiều thời gian nhất?",
            "hint": "Nghĩ về tuần vừa qua.",
        }
        preview_template = "content/blocks/preview.html"

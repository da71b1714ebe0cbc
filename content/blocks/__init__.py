"""The blocks every editor writes with: one file per noun."""

from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField

from content.blocks.callout import CalloutBlock
from content.blocks.page_break import PageBreakBlock
from content.blocks.picture import PictureBlock
from content.blocks.quote import QuoteBlock
from content.blocks.steps import StepsBlock
from content.blocks.table import TableBlock
from content.blocks.text import TextBlock


class LessonBlocks(StreamBlock):
    """What a lesson is made of. Headings live in the text: h2 to h4, the page's title being h1."""

    text = TextBlock()
    image = PictureBlock()
    table = TableBlock()
    steps = StepsBlock()
    callout = CalloutBlock()
    quote = QuoteBlock()
    page_break = PageBreakBlock()

    class Meta:
        template = "content/blocks/body.html"


LessonBody = StreamField(LessonBlocks(), blank=True)

__all__ = [
    "CalloutBlock",
    "LessonBlocks",
    "LessonBody",
    "PageBreakBlock",
    "PictureBlock",
    "QuoteBlock",
    "StepsBlock",
    "TableBlock",
    "TextBlock",
]

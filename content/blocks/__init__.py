"""The blocks every editor writes with: one file per noun."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField

from content.blocks.accordion import AccordionBlock
from content.blocks.callout import CalloutBlock
from content.blocks.case_study import CaseStudyBlock
from content.blocks.comparison import ComparisonBlock
from content.blocks.document import DocumentBlock
from content.blocks.elsewhere import ElsewhereBlock
from content.blocks.glossary import GlossaryBlock
from content.blocks.page_break import PageBreakBlock
from content.blocks.picture import PictureBlock
from content.blocks.quote import QuoteBlock
from content.blocks.recording import RecordingBlock
from content.blocks.reflection import ReflectionBlock
from content.blocks.regulation import RegulationBlock
from content.blocks.steps import StepsBlock
from content.blocks.table import TableBlock
from content.blocks.text import TextBlock
from content.blocks.timeline import TimelineBlock

FILES = _("Films and files")
SHAPES = _("Side by side, one by one")
THINKING = _("To think about and to look up")


class LessonBlocks(StreamBlock):
    """What a lesson is made of. Headings live in the text: h2 to h4, the page's title being h1."""

    text = TextBlock()
    image = PictureBlock()
    table = TableBlock()
    steps = StepsBlock()
    callout = CalloutBlock()
    quote = QuoteBlock()
    recording = RecordingBlock(group=FILES)
    elsewhere = ElsewhereBlock(group=FILES)
    document = DocumentBlock(group=FILES)
    comparison = ComparisonBlock(group=SHAPES)
    accordion = AccordionBlock(group=SHAPES)
    timeline = TimelineBlock(group=SHAPES)
    case_study = CaseStudyBlock(group=THINKING)
    reflection = ReflectionBlock(group=THINKING)
    glossary = GlossaryBlock(group=THINKING)
    regulation = RegulationBlock(group=THINKING)
    page_break = PageBreakBlock()

    class Meta:
        template = "content/blocks/body.html"


LessonBody = StreamField(LessonBlocks(), blank=True)

__all__ = [
    "AccordionBlock",
    "CalloutBlock",
    "CaseStudyBlock",
    "ComparisonBlock",
    "DocumentBlock",
    "ElsewhereBlock",
    "GlossaryBlock",
    "LessonBlocks",
    "LessonBody",
    "PageBreakBlock",
    "PictureBlock",
    "QuoteBlock",
    "RecordingBlock",
    "ReflectionBlock",
    "RegulationBlock",
    "StepsBlock",
    "TableBlock",
    "TextBlock",
    "TimelineBlock",
]

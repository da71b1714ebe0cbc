"""The blocks every editor writes with: one file per noun."""

from wagtail import blocks
from wagtail.fields import StreamField

LessonBody = StreamField([("text", blocks.RichTextBlock())], blank=True)

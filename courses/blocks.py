"""What a lesson is made of: the blocks every editor writes with, and a self-check."""

from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from content.blocks import LessonBlocks
from quizzes.blocks import SelfCheckBlock


class LessonSelfCheckBlock(SelfCheckBlock):
    """In the reading copy only its place is kept (``courses.reading``): the questions are asked as they are on the day."""

    class Meta:
        template = "courses/blocks/self_check.html"


class CourseLessonBlocks(LessonBlocks):
    self_check = LessonSelfCheckBlock()


LessonBody = StreamField(CourseLessonBlocks(), blank=True, verbose_name=_("lesson text"))

"""The completion rule for the author's desk."""

from django import template

from courses.models import Course
from courses.outline import build_outline
from courses.wording import rule_in_words

register = template.Library()


@register.simple_tag
def course_rule(course: Course) -> str:
    """The rule in words, as learners read it on the course page."""
    outline = build_outline(
        course=course, lessons=course.lessons.select_related("chapter"), progress={}, is_enrolled=False
    )
    return rule_in_words(course, outline.facts(course=course, is_quiz_passed=False))

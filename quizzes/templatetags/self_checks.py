"""``{% self_check quiz_uuid %}``: a self-check within any public page."""

from typing import Any
from uuid import UUID

from django import template
from django.http import Http404

from quizzes import access
from quizzes.presenting.self_check import asked, paper_of_quiz

register = template.Library()


@register.inclusion_tag("quizzes/blocks/self_check.html")
def self_check(uuid: UUID | str) -> dict[str, Any]:
    """The questions, unanswered and without keys; one that is not open shows nothing."""
    try:
        quiz = access.get_self_check(UUID(str(uuid)))
    except (Http404, ValueError):
        return {"page": None}
    paper = paper_of_quiz(quiz)
    return {"page": asked(paper, quiz=quiz) if paper else None, "quiz": quiz}

"""A self-check within any public page: its questions, or the door to them."""

from typing import Any
from uuid import UUID

from django import template
from django.http import Http404
from django.template.context import Context

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


@register.inclusion_tag("quizzes/blocks/self_check_door.html", takes_context=True)
def self_check_door(context: Context, uuid: UUID | str) -> dict[str, Any]:
    """Where to find the questions, for pages that must stay short: they lie on a page of their own, which leads back here."""
    try:
        quiz = access.get_self_check(UUID(str(uuid)))
    except (Http404, ValueError):
        return {"count": 0}
    return {"quiz": quiz, "count": len(paper_of_quiz(quiz)), "back": context["request"].path}

"""Quizzes drawn from one bank: made and changed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from quizzes.models import QuestionBank, Quiz
from quizzes.services.authoring import add_section, create_quiz


@transaction.atomic
def write_quiz(
    *, quiz: Quiz | None, bank: QuestionBank, draw_count: int, settings: Mapping[str, Any], now: datetime
) -> Quiz:
    """Make a quiz that draws ``draw_count`` questions from ``bank``, or change one. ``settings`` are fields of ``Quiz``.

    Attempts that were started keep their frozen paper and their deadline.
    """
    if quiz is None:
        quiz = create_quiz(organisation=bank.organisation, now=now, **settings)
        add_section(quiz=quiz, draw_from=bank, draw_count=draw_count)
        return quiz
    quiz = Quiz.objects.select_for_update().get(pk=quiz.pk)
    for name, value in settings.items():
        setattr(quiz, name, value)
    quiz.save(update_fields=list(settings))
    quiz.sections.filter(draw_from=bank).update(draw_count=draw_count)
    return quiz


def draw_count_of(*, quiz: Quiz) -> int | None:
    """How many questions the quiz draws from its bank."""
    return quiz.sections.exclude(draw_from=None).values_list("draw_count", flat=True).first()


def quizzes_drawn_from(*, bank: QuestionBank) -> QuerySet[Quiz]:
    """The quizzes that draw from a bank, by title."""
    return Quiz.objects.filter(sections__draw_from=bank).order_by("title").distinct()

"""Celery's side of quizzes."""

from celery import shared_task
from django.utils import timezone

from quizzes.services import attempts


@shared_task(name="quizzes.close_overdue_attempts")
def close_overdue_attempts() -> int:
    """Every minute: close what nobody came back to. Harmless twice or late; reading an attempt closes it too."""
    return attempts.close_overdue_attempts(now=timezone.now())

"""Work that happens by itself."""

from celery import shared_task
from django.utils import timezone

from courses.services import completion, reviewing


@shared_task(name="courses.reconcile_completions", time_limit=300)
def reconcile_completions() -> int:
    """Complete whoever met the rule unnoticed; safe at any time, any number of times."""
    return completion.reconcile_completions(now=timezone.now())


@shared_task(name="courses.promise_reminders", time_limit=300)
def promise_reminders() -> int:
    """Promise the letters for review dates that come near; each is written once."""
    return reviewing.promise_reminders(now=timezone.now())

"""Work that happens by itself (lms.schedule)."""

from celery import shared_task
from django.utils import timezone

from listening.services import alerts, folding


@shared_task(name="listening.fold")
def fold() -> None:
    """Forget what is rare or old."""
    folding.fold(now=timezone.now())


@shared_task(name="listening.promise_alerts")
def promise_alerts() -> None:
    """Promise today's letters; the second time on a day changes nothing."""
    alerts.promise_alerts(now=timezone.now())

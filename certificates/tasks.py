"""Celery's side of the register."""

from celery import shared_task
from django.utils import timezone

from certificates import services


@shared_task(name="certificates.reconcile_certificates")
def reconcile_certificates() -> None:
    """Issue what was earned and missed, typeset what has no document; harmless when there is nothing to do."""
    services.reconcile_certificates(now=timezone.now())

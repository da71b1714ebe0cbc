"""Celery's side of the promise."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from jobs import services

SWEEP_SECONDS = 15
"""How often the sweep comes by (lms.schedule): an older message is dropped, so that a long queue does not grow by itself."""
SETTLING = timedelta(seconds=5)
"""A fresh promise has just been sent; the sweep leaves it to the worker that is about to take it."""
KEEP_FINISHED = timedelta(days=90)


@shared_task(name="jobs.run_job")
def run_job(job_id: int) -> None:
    """Do one job; harmless when it is done already or held by another worker."""
    services.run(job_id)


@shared_task(name="jobs.sweep")
def sweep() -> None:
    """Send again what is due and nobody does: a lost message, a killed worker, a broker that was away."""
    for job_id in services.due_job_ids(timezone.now() - SETTLING):
        run_job.apply_async((job_id,), expires=SWEEP_SECONDS)


@shared_task(name="jobs.purge")
def purge() -> None:
    """Forget jobs that ended long ago, with the names of those who asked for them."""
    services.purge_finished_jobs(before=timezone.now() - KEEP_FINISHED)

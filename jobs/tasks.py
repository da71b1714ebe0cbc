"""Celery's side of the promise."""

from celery import shared_task
from django.utils import timezone

from jobs import services


@shared_task(name="jobs.run_job")
def run_job(job_id: int) -> None:
    """Do one job; harmless when it is done already or held by another worker."""
    services.run(job_id)


@shared_task(name="jobs.sweep")
def sweep() -> None:
    """Send again what is due and nobody does: a lost message, a killed worker, a broker that was away."""
    for job_id in services.due_job_ids(timezone.now()):
        run_job.delay(job_id)

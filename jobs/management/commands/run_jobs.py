"""Do everything that is due, once, in this process: for tests, operators and machines without a worker."""

from typing import Any

from django.core.management.base import BaseCommand

from jobs.models import Job
from jobs.services import run_due_jobs


class Command(BaseCommand):
    help = "Do every job that is due, and what those jobs promise in turn; then stop."

    def handle(self, *args: Any, **options: Any) -> None:
        done = run_due_jobs()
        failed = Job.objects.filter(status=Job.Status.FAILED).count()
        waiting = Job.objects.filter(status__in=[Job.Status.QUEUED, Job.Status.RUNNING]).count()
        self.stdout.write(f"{done} done, {waiting} waiting, {failed} failed")

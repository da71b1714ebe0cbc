"""Promise work, claim it, do it, and sweep up what a dead worker left."""

import logging
import traceback
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone

from jobs.models import Job
from jobs.registry import handler_for
from people.models import User

logger = logging.getLogger("lms.jobs")


def enqueue(
    *,
    kind: str,
    key: str,
    payload: Mapping[str, Any],
    requested_by: User | None = None,
    now: datetime | None = None,
) -> Job:
    """Write the promise in the caller's transaction; after commit a worker is told. The same key twice is one job."""
    now = now or timezone.now()
    job, created = Job.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "payload": dict(payload),
            "requested_by": requested_by,
            "due_at": now,
            "created_at": now,
        },
    )
    if created:
        transaction.on_commit(lambda: _dispatch(job.pk))
    return job


def _dispatch(job_id: int) -> None:
    """Tell a worker; when the broker is away the sweep will."""
    if not getattr(settings, "JOBS_DISPATCH", True):
        return
    from jobs.tasks import run_job

    try:
        run_job.delay(job_id)
    except Exception as error:  # noqa: BLE001 - the row stays; whatever ails the broker must not fail the request
        logger.warning("job.dispatch_failed", extra={"job": job_id, "error": type(error).__name__})


def run(job_id: int, *, now: datetime | None = None) -> bool:
    """Do one job if it is due and nobody else holds it. Returns whether it was done now."""
    now = now or timezone.now()
    job = _claim(job_id, now)
    if job is None:
        return False
    try:
        result = handler_for(job.kind)({**job.payload, "job_id": job.pk})
    except Exception as error:  # noqa: BLE001 - any failure of a handler is this job's failure, kept and retried
        _put_back(job, error, now)
        return False
    Job.objects.filter(pk=job.pk).update(
        status=Job.Status.DONE,
        done_at=timezone.now(),
        leased_until=None,
        percent=100,
        result=dict(result or {}),
        last_error="",
    )
    return True


def _claim(job_id: int, now: datetime) -> Job | None:
    """Take the lease. A row lock where the database has one; SQLite's IMMEDIATE transactions do the same."""
    with transaction.atomic():
        rows = Job.objects.filter(pk=job_id, due_at__lte=now).filter(
            models.Q(status=Job.Status.QUEUED) | models.Q(status=Job.Status.RUNNING, leased_until__lt=now)
        )
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        job = rows.first()
        if job is None:
            return None
        job.status = Job.Status.RUNNING
        job.tries += 1
        job.leased_until = now + timedelta(seconds=settings.JOBS_LEASE_SECONDS)
        job.save(update_fields=["status", "tries", "leased_until"])
    return job


def _put_back(job: Job, error: Exception, now: datetime) -> None:
    is_dead = job.tries >= settings.JOBS_MAX_TRIES
    logger.error(
        "job.failed", extra={"job": str(job.uuid), "kind": job.kind, "tries": job.tries}, exc_info=error
    )
    Job.objects.filter(pk=job.pk).update(
        status=Job.Status.FAILED if is_dead else Job.Status.QUEUED,
        leased_until=None,
        due_at=now + timedelta(seconds=5 * 2**job.tries),
        last_error="".join(traceback.format_exception_only(error))[:4000],
    )


def report_progress(job_id: int, *, percent: int, note: str = "") -> None:
    """Tell the person who waits how far the work is, and keep the lease alive."""
    Job.objects.filter(pk=job_id).update(
        percent=percent,
        note=note[:200],
        leased_until=timezone.now() + timedelta(seconds=settings.JOBS_LEASE_SECONDS),
    )


def due_job_ids(now: datetime, *, limit: int = 500) -> list[int]:
    return list(
        Job.objects.filter(due_at__lte=now)
        .filter(
            models.Q(status=Job.Status.QUEUED) | models.Q(status=Job.Status.RUNNING, leased_until__lt=now)
        )
        .order_by("due_at")
        .values_list("pk", flat=True)[:limit]
    )


def run_due_jobs(*, now: datetime | None = None, limit: int = 500) -> int:
    """Do everything that is due, including what the work itself promises; returns how many were done."""
    done = 0
    seen: set[int] = set()
    while True:
        moment = now or timezone.now()
        ids = [pk for pk in due_job_ids(moment, limit=limit) if pk not in seen]
        if not ids:
            return done
        for pk in ids:
            seen.add(pk)
            done += run(pk, now=moment)


def purge_finished_jobs(*, before: datetime) -> int:
    """Forget jobs that ended well before a moment."""
    count, _detail = Job.objects.filter(status=Job.Status.DONE, done_at__lt=before).delete()
    return count

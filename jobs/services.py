"""Promise work, claim it, do it, and sweep up what a dead worker left."""

import logging
import threading
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext

from jobs.models import Job
from jobs.registry import handler_for
from people.errors import DomainError
from people.models import User

logger = logging.getLogger("lms.jobs")


def enqueue(
    *,
    kind: str,
    key: str,
    payload: Mapping[str, Any],
    requested_by: User | None = None,
    now: datetime | None = None,
    due_at: datetime | None = None,
) -> Job:
    """Write the promise in the caller's transaction; after commit a worker is told. The same key twice is one job.

    With ``due_at`` in the future nobody is told: the sweep takes it up when its time has come.
    """
    now = now or timezone.now()
    job, created = Job.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "payload": dict(payload),
            "requested_by": requested_by,
            "due_at": due_at or now,
            "created_at": now,
        },
    )
    if created and (due_at is None or due_at <= now):
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
        with _heartbeat(job):
            result = handler_for(job.kind)({**job.payload, "job_id": job.pk})
    except Exception as error:  # noqa: BLE001 - any failure of a handler is this job's failure, kept and retried
        _put_back(job, error, now)
        return False
    done = _held(job).update(
        status=Job.Status.DONE,
        done_at=timezone.now(),
        leased_until=None,
        percent=100,
        result=dict(result or {}),
        last_error="",
    )
    if not done:
        logger.warning("job.lease_lost", extra={"job": str(job.uuid), "kind": job.kind})
    return bool(done)


def _held(job: Job) -> models.QuerySet[Job]:
    """The row while it is still ours: the count of tries is the fencing token that a newer claim changes."""
    return Job.objects.filter(pk=job.pk, status=Job.Status.RUNNING, tries=job.tries)


def _claim(job_id: int, now: datetime) -> Job | None:
    """Take the lease. A row lock where the database has one; SQLite's IMMEDIATE transactions do the same."""
    with transaction.atomic():
        rows = Job.objects.filter(pk=job_id).filter(_due(now))
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        job = rows.first()
        if job is None:
            return None
        if job.tries >= settings.JOBS_MAX_TRIES:
            _bury(job)
            return None
        job.status = Job.Status.RUNNING
        job.tries += 1
        job.leased_until = _lease_end(now)
        job.save(update_fields=["status", "tries", "leased_until"])
    return job


def _bury(job: Job) -> None:
    """A job whose every worker died without a word is poison: staff see it, the others go on."""
    job.status, job.leased_until = Job.Status.FAILED, None
    job.last_error = job.last_error or gettext("Every worker that took this job died before it ended.")
    job.save(update_fields=["status", "leased_until", "last_error"])
    logger.error("job.buried", extra={"job": str(job.uuid), "kind": job.kind, "tries": job.tries})


@contextmanager
def _heartbeat(job: Job) -> Iterator[None]:
    """Keep the lease while the handler works, from a thread with its own connection; a killed process stops beating."""
    ended = threading.Event()

    def beat() -> None:
        while not ended.wait(settings.JOBS_LEASE_SECONDS / 3):
            try:
                _held(job).update(leased_until=_lease_end(timezone.now()))
            except DatabaseError as error:
                logger.warning("job.heartbeat_missed", extra={"job": str(job.uuid), "error": str(error)})
            finally:
                connection.close()

    thread = threading.Thread(target=beat, name=f"job-{job.pk}-heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(timeout=5)


def _put_back(job: Job, error: Exception, now: datetime) -> None:
    is_dead = job.tries >= settings.JOBS_MAX_TRIES
    logger.error(
        "job.failed", extra={"job": str(job.uuid), "kind": job.kind, "tries": job.tries}, exc_info=error
    )
    _held(job).update(
        status=Job.Status.FAILED if is_dead else Job.Status.QUEUED,
        leased_until=None,
        due_at=now + timedelta(seconds=5 * 2**job.tries),
        last_error=_sentence_of(error)[:4000],
    )


def _sentence_of(error: Exception) -> str:
    """A refusal of ours is a sentence for staff already; anything else is named for whoever mends it."""
    if isinstance(error, DomainError):
        return str(error)
    return "".join(traceback.format_exception_only(error)).strip()


def _due(now: datetime) -> models.Q:
    waiting = models.Q(status=Job.Status.QUEUED)
    abandoned = models.Q(status=Job.Status.RUNNING, leased_until__lt=now)
    return models.Q(due_at__lte=now) & (waiting | abandoned)


def _lease_end(now: datetime) -> datetime:
    return now + timedelta(seconds=settings.JOBS_LEASE_SECONDS)


@transaction.atomic
def retry_job(*, job: Job, now: datetime) -> Job:
    """Let an ended job start afresh, with all its tries. A job that waits or runs is left alone."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.status not in {Job.Status.FAILED, Job.Status.DONE}:
        return job
    job.status, job.tries, job.due_at, job.done_at = Job.Status.QUEUED, 0, now, None
    job.percent, job.note, job.leased_until = 0, "", None
    job.save(update_fields=["status", "tries", "due_at", "done_at", "percent", "note", "leased_until"])
    transaction.on_commit(lambda: _dispatch(job.pk))
    return job


def report_progress(job_id: int, *, percent: int, note: str = "") -> None:
    """Tell the person who waits how far the work is, and keep the lease alive."""
    Job.objects.filter(pk=job_id, status=Job.Status.RUNNING).update(
        percent=min(max(percent, 0), 100),
        note=note[:200],
        leased_until=_lease_end(timezone.now()),
    )


def due_job_ids(now: datetime, *, limit: int = 500) -> list[int]:
    return list(Job.objects.filter(_due(now)).order_by("due_at", "pk").values_list("pk", flat=True)[:limit])


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

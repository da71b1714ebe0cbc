"""Celery's side of quizzes, and the handlers of its jobs."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from quizzes import clock
from quizzes.services import attempts, counting, recounting, regrading
from quizzes.services.duplicates import duplicates_in
from quizzes.services.exporting import export_asked

logger = logging.getLogger("lms.quizzes")
RECENT = timedelta(days=2)


@shared_task(name="quizzes.close_overdue_attempts")
def close_overdue_attempts() -> int:
    """Every minute: close what nobody came back to. Harmless twice or late; reading an attempt closes it too."""
    return attempts.close_overdue_attempts(now=clock.now())


def find_duplicates(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """Pairs of questions that say nearly the same, most alike first, as ``[uuid, uuid, per cent]``."""
    return duplicates_in(bank_uuid=str(payload["bank"]), job_id=payload.get("job_id"))


def export_questions(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """Write the questions of a bank as a file, and say what it could not hold."""
    return export_asked(payload=payload, job_id=int(payload["job_id"]))


def preview_regrade(payload: Mapping[str, Any]) -> None:
    """Whose points a corrected question would change, where there are many."""
    regrading.preview_long(regrade=UUID(str(payload["regrade"])), job_id=payload.get("job_id"))


def apply_regrade(payload: Mapping[str, Any]) -> None:
    """Grade many answers again, attempt by attempt."""
    regrading.apply_long(
        regrade=UUID(str(payload["regrade"])),
        by=int(payload["by"]),
        at=str(payload["at"]),
        job_id=payload.get("job_id"),
    )


def count_promised(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """Fold a block of attempts into the statistics, as services.counting promised."""
    counted = counting.count_block(quiz_id=payload["quiz"], block=payload["block"], now=timezone.now())
    return {"counted": counted}


@shared_task(name="quizzes.recount_statistics")
def recount_statistics() -> int:
    """Every night: compute the sums of quizzes with new results from zero; a difference is an error in the log."""
    now = timezone.now()
    differed = 0
    for found in recounting.recount_all(now=now, touched_since=now - RECENT):
        if found.differed:
            differed += 1
            logger.error("statistics.differed", extra={"quiz": str(found.quiz.uuid)})
    return differed

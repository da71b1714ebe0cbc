"""The promise that work will be done: one row, written in the transaction that needs it."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models import User


class Job(models.Model):
    """An outbox row. The row is why the work gets done; Celery is how it gets done soon (decision 0006)."""

    class Status(models.TextChoices):
        QUEUED = "queued", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=80)
    key = models.CharField(
        _("key of the wish"),
        max_length=200,
        unique=True,
        help_text=_("The same wish twice is one job: the key says when two are the same."),
    )
    payload = models.JSONField(_("payload"), default=dict)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.QUEUED)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    due_at = models.DateTimeField(_("due"))
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    percent = models.PositiveSmallIntegerField(_("percent done"), default=0)
    note = models.CharField(_("progress note"), max_length=200, blank=True)
    result = models.JSONField(_("result"), default=dict)
    last_error = models.TextField(_("last error"), blank=True)
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("created"))

    wagtail_reference_index_ignore = True

    personal_data = {
        "what": "who asked for a job",
        "why": "to show people the progress of their own jobs",
        "how_long": "90 days after the job ended",
        "how_erased": "jobs.services.purge_finished_jobs",
    }

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        indexes = [
            models.Index(
                name="job_open_by_due",
                fields=["due_at"],
                condition=models.Q(status__in=["queued", "running"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

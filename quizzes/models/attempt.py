"""One sitting: the frozen paper, the answers, and the log of every save (save protocol: docs/explanation/saving-answers.md)."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import User
from quizzes.models.bank import ItemVersion
from quizzes.models.quiz import Quiz


class Attempt(models.Model):
    class Status(models.TextChoices):
        IN_PROGRESS = "in_progress", _("in progress")
        SUBMITTED = "submitted", _("submitted")
        EXPIRED = "expired", _("closed at the deadline")
        ANNULLED = "annulled", _("annulled")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="attempts")
    learner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField(_("attempt number"))
    seed = models.CharField(max_length=32)
    status = models.CharField(_("status"), max_length=15, choices=Status.choices, default=Status.IN_PROGRESS)
    started_at = models.DateTimeField(_("started"))
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    max_points = models.DecimalField(max_digits=8, decimal_places=2)
    score = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    receipt_sha256 = models.CharField(max_length=64, blank=True)
    return_url = models.CharField(
        max_length=300, blank=True, help_text=_("Where the host wants the learner back.")
    )

    wagtail_reference_index_ignore = True
    personal_data = {
        "what": "a learner's sitting of a quiz: paper, answers, score",
        "why": "to grade, to let the learner review, to answer a complaint",
        "how_long": "five years after the course ended",
        "how_erased": "the learner's name is anonymised; answers are deleted after the retention time",
    }

    class Meta:
        verbose_name = _("attempt")
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(
                name="attempt_number_once_per_learner_and_quiz", fields=["quiz", "learner", "number"]
            ),
            models.UniqueConstraint(
                name="attempt_one_in_progress_per_learner_and_quiz",
                fields=["quiz", "learner"],
                condition=Q(status="in_progress"),
            ),
        ]
        indexes = [
            models.Index(name="attempt_open_by_due", fields=["due_at"], condition=Q(status="in_progress"))
        ]

    def __str__(self) -> str:
        return f"{self.quiz_id}/{self.learner_id}/{self.number}"

    @property
    def is_closed(self) -> bool:
        return self.status != self.Status.IN_PROGRESS

    @property
    def receipt_number(self) -> str:
        return str(self.uuid).split("-")[0].upper() + f"-{self.number}"


class AttemptItem(models.Model):
    """One slot of the frozen paper."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="slots")
    slot = models.PositiveSmallIntegerField(_("slot"))
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")
    choice_order = models.JSONField(
        default=list, help_text=_("Choice ids in the order shown to this learner.")
    )
    points = models.DecimalField(max_digits=6, decimal_places=2)
    is_flagged = models.BooleanField(_("marked to look at again"), default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["attempt", "slot"]
        constraints = [models.UniqueConstraint(name="attempt_slot_once", fields=["attempt", "slot"])]

    def __str__(self) -> str:
        return f"{self.attempt_id}#{self.slot}"


class Response(models.Model):
    """The answer that counts now for one slot. ``revision`` grows by one with every accepted save."""

    attempt_item = models.OneToOneField(AttemptItem, on_delete=models.CASCADE, related_name="response")
    revision = models.PositiveIntegerField()
    answer = models.JSONField()
    saved_at = models.DateTimeField()
    score = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("answer")

    def __str__(self) -> str:
        return f"{self.attempt_item_id} r{self.revision}"


class ResponseEvent(models.Model):
    """Append-only: every save that reached us, accepted or late or out-dated."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        LATE = "late", _("received after the deadline, not graded")
        CONFLICT = "conflict", _("an older page tried to overwrite a newer answer")

    attempt_item = models.ForeignKey(AttemptItem, on_delete=models.CASCADE, related_name="events")
    client = models.CharField(max_length=36)
    sequence = models.PositiveBigIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    revision = models.PositiveIntegerField()
    answer = models.JSONField()
    received_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("save of an answer")
        constraints = [
            models.UniqueConstraint(
                name="response_event_once_per_client_sequence", fields=["attempt_item", "client", "sequence"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.attempt_item_id} {self.client}:{self.sequence}"

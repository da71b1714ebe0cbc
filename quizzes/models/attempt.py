"""One sitting: the frozen paper, the answers, and the log of every save (save protocol: docs/explanation/saving-answers.md)."""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from content.models.word_import import private_storage
from people.models import User
from quizzes.models.bank import ItemVersion
from quizzes.models.quiz import Quiz
from quizzes.timing import Deadline


class Attempt(models.Model):
    class Status(models.TextChoices):
        IN_PROGRESS = "in_progress", _("in progress")
        SUBMITTED = "submitted", _("submitted")
        EXPIRED = "expired", _("closed at the deadline")
        ANNULLED = "annulled", _("annulled")

    class Source(models.TextChoices):
        ONLINE = "online", _("online")
        PAPER = "paper", _("on paper")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="attempts")
    learner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField(_("attempt number"))
    seed = models.CharField(max_length=32)
    status = models.CharField(_("status"), max_length=15, choices=Status.choices, default=Status.IN_PROGRESS)
    started_at = models.DateTimeField(_("started"))
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    grace_seconds = models.PositiveSmallIntegerField(default=60)
    grades_late = models.BooleanField(
        default=False, help_text=_("Late answers are graded and marked as late.")
    )
    is_late = models.BooleanField(_("late"), default=False)
    needs_marking = models.BooleanField(_("waits for a marker"), default=False)
    source = models.CharField(_("taken"), max_length=10, choices=Source.choices, default=Source.ONLINE)
    paper_form = models.ForeignKey(
        "quizzes.PaperForm", on_delete=models.PROTECT, null=True, blank=True, related_name="attempts"
    )
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    honour_at = models.DateTimeField(_("agreed to the honour statement"), null=True, blank=True)
    open_from = models.PositiveSmallIntegerField(
        default=1, help_text=_("The first question that is still open; grows where one goes forward only.")
    )
    focus_losses = models.PositiveIntegerField(_("times the page was left"), default=0)
    pastes = models.PositiveIntegerField(_("times text was pasted"), default=0)
    ticket_epoch = models.PositiveIntegerField(
        default=0, db_default=0, help_text=_("Counted up at sign-out: tickets of before are worth nothing.")
    )
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
            models.Index(name="attempt_open_by_due", fields=["due_at"], condition=Q(status="in_progress")),
            models.Index(
                name="attempt_waiting_for_a_marker", fields=["quiz"], condition=Q(needs_marking=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiz_id}/{self.learner_id}/{self.number}"

    @property
    def is_closed(self) -> bool:
        return self.status != self.Status.IN_PROGRESS

    @property
    def deadline(self) -> Deadline:
        return Deadline(
            due_at=self.due_at, grace=timedelta(seconds=self.grace_seconds), grades_late=self.grades_late
        )

    @property
    def receipt_number(self) -> str:
        return str(self.uuid).split("-")[0].upper() + f"-{self.number}"


class AttemptItem(models.Model):
    """One slot of the frozen paper."""

    # No index of its own: the constraint below begins with it, and every start writes one row less for each question.
    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="slots", db_index=False)
    slot = models.PositiveSmallIntegerField(_("slot"))
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")
    section = models.PositiveSmallIntegerField(_("section"), default=1)
    arrangement = models.JSONField(
        default=dict,
        help_text=_("Ids in the order shown to this learner, by group of the question, such as choices."),
    )
    points = models.DecimalField(max_digits=6, decimal_places=2)
    is_flagged = models.BooleanField(_("marked to look at again"), default=False)
    hints_given = models.PositiveSmallIntegerField(_("hints given"), default=0)
    tries = models.PositiveSmallIntegerField(
        _("tries"), default=0, help_text=_("Different answers looked at in practice.")
    )
    checked_revision = models.PositiveIntegerField(
        default=0, help_text=_("The revision of the answer that was looked at last in practice.")
    )

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["attempt", "slot"]
        constraints = [models.UniqueConstraint(name="attempt_slot_once", fields=["attempt", "slot"])]

    def __str__(self) -> str:
        return f"{self.attempt_id}#{self.slot}"

    @property
    def choice_order(self) -> list[str]:
        """The choice ids in the order this learner sees them; none for a question without choices."""
        return list(self.arrangement.get("choices", ()))


class Response(models.Model):
    """The answer that counts now for one slot. ``revision`` grows by one with every accepted save."""

    attempt_item = models.OneToOneField(AttemptItem, on_delete=models.CASCADE, related_name="response")
    revision = models.PositiveIntegerField()
    answer = models.JSONField()
    saved_at = models.DateTimeField()
    score = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    seconds = models.PositiveIntegerField(
        _("seconds spent"), default=0, help_text=_("As the learner's page counted them.")
    )

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
        PASSED = "passed", _("the question was left already, and the quiz only goes forward")

    attempt_item = models.ForeignKey(
        AttemptItem, on_delete=models.CASCADE, related_name="events", db_index=False
    )
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


class ResponseFile(models.Model):
    """A file handed in with an essay: stored under a name of ours, served only through a door."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    attempt_item = models.ForeignKey(AttemptItem, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(_("file name"), max_length=255)
    file = models.FileField(storage=private_storage, upload_to="bai-lam/")
    size = models.PositiveIntegerField(_("bytes"))
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("file of an answer")
        ordering = ["attempt_item", "pk"]

    def __str__(self) -> str:
        return self.name

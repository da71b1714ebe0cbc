"""Marks given by people, marks changed afterwards, and results recognised by a decision."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models import Organisation, User
from quizzes.models.attempt import AttemptItem
from quizzes.models.bank import Item, ItemVersion
from quizzes.models.quiz import Quiz


class Marking(models.Model):
    """One marker's judgement of one answer; autosaved while a draft, frozen once final."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        FINAL = "final", _("final")

    attempt_item = models.ForeignKey(AttemptItem, on_delete=models.CASCADE, related_name="markings")
    marker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField(
        _("round"),
        default=1,
        help_text=_("1 and 2: first and second marker; 3: who decides when they differ."),
    )
    state = models.CharField(max_length=5, choices=State.choices, default=State.DRAFT)
    points = models.DecimalField(_("points"), max_digits=6, decimal_places=2, null=True, blank=True)
    rubric = models.JSONField(default=dict, help_text=_("Criterion id → points."))
    comment = models.TextField(_("comment for the learner"), blank=True)
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()

    wagtail_reference_index_ignore = True
    personal_data = {
        "what": "who gave which mark to an answer",
        "why": "to show how a result came about",
        "how_long": "as long as the attempt",
        "how_erased": "anonymised with the account",
    }

    class Meta:
        verbose_name = _("marking")
        ordering = ["attempt_item", "round"]
        constraints = [
            models.UniqueConstraint(name="marking_once_per_round", fields=["attempt_item", "round"]),
            models.UniqueConstraint(name="marking_once_per_marker", fields=["attempt_item", "marker"]),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_item_id} r{self.round}"


class MarkEvent(models.Model):
    """Append-only: every change of an answer's points after the machine's first score."""

    class Kind(models.TextChoices):
        MARKED = "marked", _("marked by people")
        REGRADED = "regraded", _("graded again")
        OVERRIDDEN = "overridden", _("overridden")

    attempt_item = models.ForeignKey(AttemptItem, on_delete=models.CASCADE, related_name="mark_events")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    points_before = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    points = models.DecimalField(max_digits=6, decimal_places=2)
    version = models.ForeignKey(
        ItemVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The wording whose key was used, when graded again."),
    )
    reason = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    wagtail_reference_index_ignore = True
    personal_data = {
        "what": "who changed the points of an answer and why",
        "why": "to show how a result came about",
        "how_long": "as long as the certificate register",
        "how_erased": "anonymised with the account",
    }

    class Meta:
        verbose_name = _("change of an answer's points")
        ordering = ["attempt_item", "pk"]

    def __str__(self) -> str:
        return f"{self.attempt_item_id} {self.kind} {self.points}"


class Regrade(models.Model):
    """A corrected question applied to attempts that were closed: looked at first, then applied once."""

    class State(models.TextChoices):
        PREVIEWED = "previewed", _("previewed")
        APPLIED = "applied", _("applied")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="regrades")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=300)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREVIEWED)
    changes = models.JSONField(
        default=list, help_text=_("Attempt, points before and after, pass before and after.")
    )
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True
    personal_data = {
        "what": "who graded again, and whose results changed",
        "why": "to show how a result came about",
        "how_long": "as long as the certificate register",
        "how_erased": "anonymised with the accounts",
    }

    class Meta:
        verbose_name = _("grading again")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.quiz_id}: {self.item_id}"


class ResultDecision(models.Model):
    """Results recognised by the head of an institution. Recognised results are frozen."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="decisions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(_("decision number"), max_length=60)
    decided_on = models.DateField(_("date of the decision"))
    signed_by = models.CharField(_("signed by"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    wagtail_reference_index_ignore = True
    personal_data = {
        "what": "who recorded a decision on results",
        "why": "to show on what a recognised result rests",
        "how_long": "as long as the certificate register",
        "how_erased": "anonymised with the account",
    }

    class Meta:
        verbose_name = _("decision on results")
        ordering = ["-decided_on"]
        constraints = [
            models.UniqueConstraint(
                name="result_decision_number_once", fields=["quiz", "organisation", "number", "decided_on"]
            )
        ]

    def __str__(self) -> str:
        return self.number


class PaperForm(models.Model):
    """A printed variant of a quiz: its questions and their order, frozen, so that paper and screen are graded alike."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="paper_forms")
    code = models.CharField(_("form code"), max_length=10)
    seed = models.CharField(max_length=32)
    slots = models.JSONField(help_text=_("[{version, arrangement, points, section}] in the order printed."))
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    wagtail_reference_index_ignore = True
    personal_data = {
        "what": "who printed a paper",
        "why": "to answer for the secrecy of the questions",
        "how_long": "as long as the attempts",
        "how_erased": "anonymised with the account",
    }

    class Meta:
        verbose_name = _("printed paper")
        ordering = ["quiz", "code"]
        constraints = [models.UniqueConstraint(name="paper_form_code_once", fields=["quiz", "code"])]

    def __str__(self) -> str:
        return self.code

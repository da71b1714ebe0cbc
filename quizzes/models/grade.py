"""The recorded result of a learner in a quiz: a fold over an append-only ledger (decision 0003)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models import User
from quizzes.models.attempt import Attempt
from quizzes.models.quiz import Quiz


class GradeEvent(models.Model):
    """One ledger line; never changed, never deleted."""

    class Kind(models.TextChoices):
        SCORED = "scored", _("scored")
        MARKED = "marked", _("marked by people")
        REGRADED = "regraded", _("graded again")
        OVERRIDDEN = "overridden", _("overridden")
        ANNULLED = "annulled", _("annulled")

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="grade_events")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    points = models.DecimalField(max_digits=8, decimal_places=2)
    max_points = models.DecimalField(max_digits=8, decimal_places=2)
    reason = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    wagtail_reference_index_ignore = True
    personal_data = {
        "what": "the score of an attempt and who set it",
        "why": "to show how a result came about",
        "how_long": "as long as the certificate register",
        "how_erased": "anonymised with the learner",
    }

    class Meta:
        verbose_name = _("line of the grade ledger")
        ordering = ["attempt", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="grade_event_scored_once_per_attempt",
                fields=["attempt"],
                condition=models.Q(kind="scored"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.kind} {self.points}"


class Grade(models.Model):
    """The fold of the ledger for one learner and quiz, kept for reading; ``recompute_grade`` makes it anew."""

    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="grades")
    learner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grades")
    percent = models.DecimalField(max_digits=5, decimal_places=2)
    is_passed = models.BooleanField()
    attempts_closed = models.PositiveSmallIntegerField()
    is_provisional = models.BooleanField(_("waits for a marker"), default=False)
    decision = models.ForeignKey(
        "quizzes.ResultDecision",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="grades",
        help_text=_("The decision that recognised this result; from then on it is frozen."),
    )
    updated_at = models.DateTimeField()

    wagtail_reference_index_ignore = True
    personal_data = {
        "what": "a learner's result in a quiz",
        "why": "to decide completion",
        "how_long": "as long as the certificate register",
        "how_erased": "anonymised with the learner",
    }

    class Meta:
        verbose_name = _("result")
        constraints = [
            models.UniqueConstraint(name="grade_once_per_learner_and_quiz", fields=["quiz", "learner"])
        ]

    def __str__(self) -> str:
        return f"{self.quiz_id}/{self.learner_id} {self.percent}"

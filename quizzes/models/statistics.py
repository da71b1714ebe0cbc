"""Sums from which all statistics follow: an attempt is added once, and taken out again when its marks change."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.models.attempt import Attempt
from quizzes.models.bank import ItemVersion
from quizzes.models.quiz import Quiz


class QuizStatistics(models.Model):
    """Sums over the closed attempts of a quiz. ``sums`` is the JSON form of quizzes.statistics (powers, histogram)."""

    quiz = models.OneToOneField(Quiz, on_delete=models.CASCADE, related_name="statistics")
    attempts = models.PositiveIntegerField(default=0)
    sums = models.JSONField(default=dict)
    updated_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("statistics of a quiz")

    def __str__(self) -> str:
        return str(self.quiz_id)


class VersionStatistics(models.Model):
    """Sums over the answers to one wording in one quiz."""

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="version_statistics")
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="statistics")
    answers = models.PositiveIntegerField(default=0)
    sums = models.JSONField(default=dict)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("statistics of a question")
        constraints = [models.UniqueConstraint(name="version_statistics_once", fields=["quiz", "version"])]

    def __str__(self) -> str:
        return f"{self.quiz_id}/{self.version_id}"


class CountedAttempt(models.Model):
    """What an attempt contributed to the sums, so that exactly this can be taken out again."""

    attempt = models.OneToOneField(Attempt, on_delete=models.CASCADE, related_name="counted")
    contribution = models.JSONField()
    counted_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("counted attempt")

    def __str__(self) -> str:
        return str(self.attempt_id)

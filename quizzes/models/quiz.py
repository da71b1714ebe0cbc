"""The definition of a quiz: what is drawn, how long it lasts, what may be seen when."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models import Organisation
from quizzes.models.bank import Item, QuestionBank


class Quiz(models.Model):
    class ReviewPolicy(models.TextChoices):
        AFTER_EACH = "after_each", _("answers are shown after every attempt")
        AFTER_LAST = "after_last", _("answers are shown after passing or after the last attempt")
        NEVER = "never", _("only the score is shown")

    class GradingMethod(models.TextChoices):
        HIGHEST = "highest", _("highest attempt")
        LAST = "last", _("last attempt")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="quizzes", verbose_name=_("organisation")
    )
    instructions = models.TextField(_("instructions"), blank=True)
    time_limit_minutes = models.PositiveSmallIntegerField(_("time limit in minutes"), null=True, blank=True)
    pass_percent = models.PositiveSmallIntegerField(
        _("pass mark in percent"), default=70, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    attempts_allowed = models.PositiveSmallIntegerField(
        _("attempts allowed"), null=True, blank=True, default=3, help_text=_("Empty: as many as one likes.")
    )
    grading_method = models.CharField(
        _("which attempt counts"), max_length=10, choices=GradingMethod.choices, default=GradingMethod.HIGHEST
    )
    review_policy = models.CharField(
        _("when answers are shown"),
        max_length=15,
        choices=ReviewPolicy.choices,
        default=ReviewPolicy.AFTER_LAST,
    )
    shuffle_items = models.BooleanField(_("shuffle questions"), default=True)
    shuffle_choices = models.BooleanField(_("shuffle choices"), default=True)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"))

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class QuizSection(models.Model):
    """A part of a quiz: fixed items, or so many drawn from a bank."""

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=200, blank=True)
    draw_from = models.ForeignKey(
        QuestionBank,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("draw from bank"),
    )
    draw_count = models.PositiveSmallIntegerField(_("how many to draw"), null=True, blank=True)

    class Meta:
        verbose_name = _("section")
        ordering = ["quiz", "position"]
        constraints = [
            models.UniqueConstraint(name="quiz_section_position_once", fields=["quiz", "position"]),
            models.CheckConstraint(
                name="quiz_section_draws_a_number_from_a_bank",
                condition=models.Q(draw_from__isnull=True, draw_count__isnull=True)
                | models.Q(draw_from__isnull=False, draw_count__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.position)


class SectionItem(models.Model):
    section = models.ForeignKey(QuizSection, on_delete=models.CASCADE, related_name="fixed_items")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        ordering = ["section", "position"]
        constraints = [models.UniqueConstraint(name="section_item_once", fields=["section", "item"])]

    def __str__(self) -> str:
        return f"{self.section_id}/{self.position}"

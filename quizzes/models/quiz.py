"""The definition of a quiz: what is drawn, how long it lasts, what may be seen when, who gets more time."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.models import Organisation, User
from quizzes.models.bank import Item, QuestionBank
from quizzes.models.category import Category


class Quiz(models.Model):
    class ReviewPolicy(models.TextChoices):
        AFTER_EACH = "after_each", _("answers are shown after every attempt")
        AFTER_LAST = "after_last", _("answers are shown after passing or after the last attempt")
        AFTER_CLOSE = "after_close", _("answers are shown after the quiz has closed")
        NEVER = "never", _("only the score is shown")

    class GradingMethod(models.TextChoices):
        HIGHEST = "highest", _("highest attempt")
        LAST = "last", _("last attempt")
        FIRST = "first", _("first attempt")
        MEAN = "mean", _("mean of all attempts")

    class Mode(models.TextChoices):
        EXAM = "exam", _("quiz: answers are graded when handed in")
        PRACTICE = "practice", _("practice: each answer is explained at once")
        SELF_CHECK = "self_check", _("self-check on a public page: nothing is stored")

    class Navigation(models.TextChoices):
        FREE = "free", _("learners go back and forth")
        FORWARD = "forward", _("forward only: an answered question is closed")

    class Layout(models.TextChoices):
        ONE = "one", _("one question a page")
        SECTION = "section", _("one section a page")
        ALL = "all", _("all on one page")

    class LatePolicy(models.TextChoices):
        KEEP = "keep", _("late answers are kept but not graded")
        GRADE = "grade", _("late answers are graded and marked as late")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="quizzes", verbose_name=_("organisation")
    )
    mode = models.CharField(_("kind of quiz"), max_length=10, choices=Mode.choices, default=Mode.EXAM)
    instructions = models.TextField(_("instructions"), blank=True)
    honour_statement = models.TextField(
        _("honour statement"),
        blank=True,
        help_text=_("Shown before the start; learners have to agree to it."),
    )
    access_code = models.CharField(
        _("access code"), max_length=40, blank=True, help_text=_("Asked before the start; empty: none.")
    )
    time_limit_minutes = models.PositiveSmallIntegerField(_("time limit in minutes"), null=True, blank=True)
    grace_seconds = models.PositiveSmallIntegerField(
        _("grace in seconds"), default=60, help_text=_("For answers on their way when the time is over.")
    )
    late_policy = models.CharField(
        _("answers after the deadline"), max_length=5, choices=LatePolicy.choices, default=LatePolicy.KEEP
    )
    pass_percent = models.PositiveSmallIntegerField(
        _("pass mark in percent"), default=70, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    attempts_allowed = models.PositiveSmallIntegerField(
        _("attempts allowed"), null=True, blank=True, default=3, help_text=_("Empty: as many as one likes.")
    )
    wait_minutes = models.PositiveIntegerField(
        _("minutes to wait between attempts"), default=0, help_text=_("Counted from handing in.")
    )
    goes_on_when_recognised = models.BooleanField(
        _("further attempts after the result was recognised"),
        default=False,
        help_text=_(
            "A result that a decision has recognised does not change; such attempts are for practice."
        ),
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
    review_matrix = models.JSONField(
        _("what may be seen when"),
        default=dict,
        blank=True,
        help_text=_("Moment → what is shown; empty: as the review policy says. Shape in quizzes.reviewing."),
    )
    navigation = models.CharField(
        _("moving between questions"), max_length=10, choices=Navigation.choices, default=Navigation.FREE
    )
    layout = models.CharField(
        pgettext_lazy("quiz", "pages"), max_length=10, choices=Layout.choices, default=Layout.ONE
    )
    shuffle_items = models.BooleanField(_("shuffle questions"), default=True)
    shuffle_choices = models.BooleanField(_("shuffle choices"), default=True)
    markers_needed = models.PositiveSmallIntegerField(
        _("markers for each essay"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(2)],
    )
    marker_difference_percent = models.PositiveSmallIntegerField(
        _("difference between two markers, in percent of the points, from which a third one decides"),
        default=20,
        validators=[MaxValueValidator(100)],
    )
    marks_anonymously = models.BooleanField(_("markers do not see names"), default=True)
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
    """A part of a quiz: fixed items, or so many drawn from a bank by a rule."""

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=200, blank=True)
    instructions = models.TextField(_("instructions"), blank=True)
    draw_from = models.ForeignKey(
        QuestionBank,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("draw from bank"),
    )
    draw_count = models.PositiveSmallIntegerField(_("how many to draw"), null=True, blank=True)
    draw_category = models.ForeignKey(
        Category,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("only from category"),
    )
    draw_tags = models.JSONField(
        _("only with tags"),
        default=list,
        blank=True,
        help_text='[{"kind": "skill", "name": "…"}], all of them',
    )
    draw_kinds = models.JSONField(_("only these types"), default=list, blank=True)
    draw_difficulty_from = models.PositiveSmallIntegerField(_("difficulty from"), null=True, blank=True)
    draw_difficulty_to = models.PositiveSmallIntegerField(_("difficulty to"), null=True, blank=True)
    points_each = models.DecimalField(
        _("points for each question"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Empty: the points of the question."),
    )

    class Meta:
        verbose_name = _("section")
        ordering = ["quiz", "position"]
        constraints = [
            models.UniqueConstraint(name="quiz_section_position_once", fields=["quiz", "position"]),
            models.CheckConstraint(
                name="quiz_section_draws_a_number_from_a_bank",
                condition=Q(draw_from__isnull=True, draw_count__isnull=True)
                | Q(draw_from__isnull=False, draw_count__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.position)


class SectionItem(models.Model):
    section = models.ForeignKey(QuizSection, on_delete=models.CASCADE, related_name="fixed_items")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(_("position"))
    points = models.DecimalField(
        _("points"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Empty: the points of the section or of the question."),
    )

    class Meta:
        ordering = ["section", "position"]
        constraints = [models.UniqueConstraint(name="section_item_once", fields=["section", "item"])]

    def __str__(self) -> str:
        return f"{self.section_id}/{self.position}"


class Accommodation(models.Model):
    """More time, a later end or more attempts for a person or a unit. Withdrawn, never deleted."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="accommodations")
    person = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit and everything below it"),
    )
    time_factor = models.DecimalField(
        _("time, times"),
        max_digits=4,
        decimal_places=2,
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
        help_text=_("1.5 gives half as much time again."),
    )
    closes_at = models.DateTimeField(_("closes later, at"), null=True, blank=True)
    extra_attempts = models.PositiveSmallIntegerField(_("more attempts"), default=0)
    reason = models.CharField(_("reason"), max_length=300)
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    granted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True
    personal_data = {
        "what": "who has more time or attempts in a quiz, and why",
        "why": "to give everybody a fair chance",
        "how_long": "as long as the attempts",
        "how_erased": "the reason is removed and the person anonymised after the retention time",
    }

    class Meta:
        verbose_name = _("accommodation")
        ordering = ["quiz", "pk"]
        constraints = [
            models.CheckConstraint(
                name="accommodation_is_for_a_person_or_a_unit",
                condition=Q(person__isnull=False, organisation__isnull=True)
                | Q(person__isnull=True, organisation__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.quiz_id}: {self.person_id or self.organisation_id}"

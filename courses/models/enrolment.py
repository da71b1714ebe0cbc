"""A learner's place on a course, the traces of study, and the fact of having met the rule."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course, Lesson
from people.models import User
from quizzes.models import Attempt


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def for_learner(self, person: User) -> "EnrolmentQuerySet":
        return self.filter(learner=person)

    def standing(self) -> "EnrolmentQuerySet":
        """Asked with the words of the unique index, so that SQLite finds the place by it and not among all of the course."""
        return self.exclude(status=Enrolment.Status.WITHDRAWN)


class Enrolment(models.Model):
    class Status(models.TextChoices):
        ACTIVE = "active", _("studying")
        COMPLETED = "completed", _("completed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    STANDING = (
        Status.ACTIVE,
        Status.COMPLETED,
    )  # asked this way, the question costs less than "not withdrawn"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    learner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="enrolments")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="enrolments")
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.ACTIVE)
    enrolled_at = models.DateTimeField(_("enrolled"))
    due_on = models.DateField(_("due"), null=True, blank=True)
    last_lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    last_seen_at = models.DateTimeField(null=True, blank=True)
    has_answered_survey = models.BooleanField(default=False)

    objects = EnrolmentQuerySet.as_manager()

    wagtail_reference_index_ignore = True
    personal_data = {
        "what": "who takes which course, and where they stopped",
        "why": "to let them go on, and to report completion",
        "how_long": "five years after the course ended",
        "how_erased": "anonymised with the learner",
    }

    class Meta:
        verbose_name = _("enrolment")
        ordering = ["-enrolled_at"]
        constraints = [
            models.UniqueConstraint(
                name="enrolment_one_standing_per_learner_and_course",
                fields=["learner", "course"],
                condition=~Q(status="withdrawn"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} – {self.course_id}"


class LessonProgress(models.Model):
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="progress")
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    place = models.CharField(_("heading last read"), max_length=120, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    seen_at = models.DateTimeField()
    seconds = models.PositiveIntegerField(_("seconds read"), default=0)
    done_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("progress in a lesson")
        constraints = [models.UniqueConstraint(name="lesson_progress_once", fields=["enrolment", "lesson"])]

    def __str__(self) -> str:
        return f"{self.enrolment_id}/{self.lesson_id}"


class QuizSitting(models.Model):
    """Which enrolment an attempt was started for; quizzes do not know that courses exist (decision 0002)."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="sittings")
    attempt = models.OneToOneField(Attempt, on_delete=models.PROTECT, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("sitting of a course's quiz")

    def __str__(self) -> str:
        return f"{self.enrolment_id}/{self.attempt_id}"


class Completion(models.Model):
    """The rule of the course was met: when, and on which facts. Never changed."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.OneToOneField(Enrolment, on_delete=models.PROTECT, related_name="completion")
    completed_at = models.DateTimeField()
    facts = models.JSONField(help_text=_("The facts the rule was asked with, as they stood."))

    wagtail_reference_index_ignore = True
    personal_data = {
        "what": "that and how a learner completed a course",
        "why": "the ground of the certificate",
        "how_long": "as long as the certificate register",
        "how_erased": "anonymised with the learner",
    }

    class Meta:
        verbose_name = _("completion")

    def __str__(self) -> str:
        return str(self.enrolment_id)

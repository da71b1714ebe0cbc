"""Answers to the survey at the end of a course. They carry neither a name nor a time of day."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course


class SurveyAnswer(models.Model):
    """One sheet. That somebody has answered stands with their place on the course; which sheet is theirs, nowhere."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="survey_answers")
    form = models.CharField(_("form"), max_length=40)
    group = models.PositiveIntegerField(help_text=_("Answers are counted in complete groups of five."))
    rating = models.PositiveSmallIntegerField(_("rating"))
    answers = models.JSONField(default=dict)
    comment = models.TextField(blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("survey answer")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.pk)

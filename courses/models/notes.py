"""What learners write beside a lesson, for themselves alone."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.course import Lesson
from courses.models.enrolment import Enrolment
from people.models import User


class NoteQuerySet(models.QuerySet["Note"]):
    def of_learner(self, person: User) -> "NoteQuerySet":
        return self.filter(enrolment__learner=person)


class Note(models.Model):
    """A note, a highlighted passage or a bookmark. Its place is a paragraph's name and the words quoted there."""

    class Kind(models.TextChoices):
        NOTE = "note", _("note")
        HIGHLIGHT = "highlight", _("highlighted passage")
        BOOKMARK = "bookmark", _("bookmark")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="notes")
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.NOTE)
    anchor = models.CharField(_("paragraph"), max_length=120, blank=True)
    quote = models.CharField(_("quoted words"), max_length=500, blank=True)
    text = models.TextField(_("text"), blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    client = models.CharField(max_length=24, blank=True, help_text=_("The device that wrote last."))
    sequence = models.PositiveIntegerField(default=0, help_text=_("Its count of writes."))
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = NoteQuerySet.as_manager()

    wagtail_reference_index_ignore = True
    personal_data = {
        "what": "what a learner noted and highlighted in lessons",
        "why": "for the learner's own use; nobody else can read it",
        "how_long": "as long as the place on the course",
        "how_erased": "by the learner, or with the place on the course",
    }

    class Meta:
        verbose_name = _("note")
        ordering = ["lesson__position", "created_at"]
        indexes = [models.Index(fields=["enrolment", "lesson"], name="note_of_a_lesson")]

    def __str__(self) -> str:
        return str(self.uuid)

"""A Word file an instructor brought, what was found in it, and what became of it."""

import uuid

from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models import User


def private_storage() -> Storage:
    return storages["private"]


def original_path(batch: "WordImport", _filename: str) -> str:
    return f"imports/{batch.uuid}.docx"


class WordImport(models.Model):
    """One batch: checked first, written only when the author says so, undone as a whole."""

    class Purpose(models.TextChoices):
        LESSON = "lesson", _("lesson")
        QUESTIONS = "questions", _("questions")
        GUIDE = "guide", _("guide")

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting to be read")
        CHECKED = "checked", _("checked, nothing written yet")
        APPLYING = "applying", _("being written")
        REFUSED = "refused", _("refused")
        APPLIED = "applied", _("applied")
        UNDONE = "undone", _("undone")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    status = models.CharField(max_length=10, choices=Status.choices)
    filename = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(max_length=64)
    original = models.FileField(storage=private_storage, upload_to=original_path, blank=True)
    parsed = models.JSONField(default=dict, help_text=_("What the parser found, as plain data."))
    report = models.JSONField(default=dict, help_text=_("The report of the check: counts and problems."))
    target = models.CharField(
        max_length=200, blank=True, help_text=_("Course code or uuid of a question bank.")
    )
    outcome = models.JSONField(default=dict, help_text=_("What was written, by uuid."))
    choices = models.JSONField(
        default=dict, blank=True, help_text=_("What the author chose on the check screen.")
    )
    steps_done = models.PositiveIntegerField(default=0)
    steps_all = models.PositiveIntegerField(
        default=0, help_text=_("How many steps the work under way has; 0: not known yet.")
    )
    imported_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty: an import from the command line that named nobody."),
    )
    created_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    personal_data = {
        "what": "who imported a file, and the file itself",
        "why": "to keep the author's original beside what was made of it",
        "how_long": "as long as the lesson or the questions",
        "how_erased": "with the batch",
    }

    class Meta:
        verbose_name = _("Word import")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.filename

    @property
    def is_under_way(self) -> bool:
        """A worker has it, or will have it soon."""
        return self.status in {self.Status.WAITING, self.Status.APPLYING}

"""A learner's own notes, highlights and bookmarks: written by several devices, some of them offline for days."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from courses.errors import NoteRefused
from courses.models import Enrolment, Lesson, Note

LONGEST_TEXT = 4000
MOST_NOTES = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """Who writes for the how-manieth time: ``client`` names a device, ``sequence`` its count. Without a script both are empty."""

    client: str = ""
    sequence: int = 0

    def is_late(self, note: Note) -> bool:
        """Whether this device has written to the note after this already; then nothing is to be done."""
        return bool(self.client) and note.client == self.client and note.sequence >= self.sequence


@transaction.atomic
def save_note(
    *,
    enrolment: Enrolment,
    lesson: Lesson,
    uuid: UUID,
    kind: str,
    now: datetime,
    anchor: str = "",
    quote: str = "",
    text: str = "",
    writing: Writing = Writing(),
) -> Note:
    """Write a note, new or again. The same write twice is one; a note that was removed stays removed.

    Raises ``NoteRefused``: too long, empty, too many, or a number that belongs to somebody else.
    """
    note = _own_note(enrolment, lesson, uuid)
    if note is not None and (note.removed_at is not None or writing.is_late(note)):
        return note
    text = text.strip()
    _refuse_unfit(enrolment, kind=kind, text=text, quote=quote, is_new=note is None)
    if note is None:
        note = Note(uuid=uuid, enrolment=enrolment, lesson=lesson, created_at=now)
    note.kind, note.anchor, note.quote, note.text = kind, anchor, " ".join(quote.split())[:500], text
    note.changed_at, note.client, note.sequence = now, writing.client, writing.sequence
    note.save()
    return note


@transaction.atomic
def remove_note(
    *, enrolment: Enrolment, lesson: Lesson, uuid: UUID, now: datetime, writing: Writing = Writing()
) -> None:
    """Remove a note with its words; only its number stays, so that a late write does not bring it back."""
    note = _own_note(enrolment, lesson, uuid)
    if note is None:
        note = Note(uuid=uuid, enrolment=enrolment, lesson=lesson, created_at=now)
    if note.removed_at is not None:
        return
    note.quote = note.text = note.anchor = ""
    note.removed_at = note.changed_at = now
    note.client, note.sequence = writing.client, writing.sequence
    note.save()


def _own_note(enrolment: Enrolment, lesson: Lesson, uuid: UUID) -> Note | None:
    if lesson.course_id != enrolment.course_id:
        raise NoteRefused(_("This lesson belongs to another course."), code="foreign_lesson")
    note = Note.objects.select_for_update().filter(uuid=uuid).first()
    if note is not None and note.enrolment_id != enrolment.pk:
        raise NoteRefused(_("This note cannot be changed here."), code="foreign_note")
    return note


def _refuse_unfit(enrolment: Enrolment, *, kind: str, text: str, quote: str, is_new: bool) -> None:
    if kind not in Note.Kind.values:
        raise NoteRefused(_("This note cannot be read."), code="bad_note")
    if len(text) > LONGEST_TEXT:
        raise NoteRefused(
            _("A note has at most %(most)s characters; this one has %(count)s. Nothing was changed.")
            % {"most": LONGEST_TEXT, "count": len(text)},
            code="too_long",
        )
    if kind == Note.Kind.NOTE and not text:
        raise NoteRefused(_("Write something first; an empty note is not kept."), code="empty")
    if kind == Note.Kind.HIGHLIGHT and not quote.strip():
        raise NoteRefused(_("Select the words to highlight first."), code="empty")
    if is_new and Note.objects.filter(enrolment=enrolment, removed_at__isnull=True).count() >= MOST_NOTES:
        raise NoteRefused(
            _("A course holds at most %(most)s notes of one person; remove some first.")
            % {"most": MOST_NOTES},
            code="too_many",
        )

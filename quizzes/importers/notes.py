"""Notes that every text format gives about the file as a whole. Pure."""

from quizzes.importers.drafts import Note
from quizzes.importers.encodings import TextRead


def notes_of(read: TextRead) -> tuple[Note, ...]:
    notes = []
    if read.assumed:
        notes.append(Note(severity="warning", where="", code="encoding_assumed", detail=read.assumed))
    if read.had_controls:
        notes.append(Note(severity="warning", where="", code="controls_removed"))
    return tuple(notes)

"""Reading one's own notes: beside a lesson, for a whole course, as a file; and searching a course."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from content.documents.page import BODY, Look, Page, Run
from content.vietnamese import fold
from courses.anchoring import find_place
from courses.models import Enrolment, LessonText, Note
from courses.outline import Outline, OutlineLesson
from courses.reading import folded_words

MOST_LESSONS_FOUND = 30
MOST_PLACES_FOUND = 5
AROUND = 90
SHOWN_BESIDE = ("uuid", "kind", "anchor", "quote", "text")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRow:
    """A note as its writer sees it; ``anchor`` is where it belongs today, empty when the words are gone."""

    note: Note
    anchor: str
    url: str

    @property
    def is_lost(self) -> bool:
        return bool(self.note.quote or self.note.anchor) and not self.anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonNotes:
    lesson: OutlineLesson
    rows: list[NoteRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One paragraph found: the words before, the words themselves, and after."""

    url: str
    before: str
    match: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    lesson: OutlineLesson
    places: list[Place]


def notes_of(enrolment: Enrolment) -> QuerySet[Note]:
    """The notes of a place on a course that were not removed."""
    return Note.objects.filter(enrolment=enrolment, removed_at__isnull=True)


def notes_of_lesson(*, enrolment: Enrolment, text: LessonText, url: str) -> list[NoteRow]:
    """Notes beside a lesson: one question."""
    notes = list(notes_of(enrolment).filter(lesson=text.lesson_id).order_by("created_at").only(*SHOWN_BESIDE))
    return [_row(note, text, url) for note in notes]


def _row(note: Note, text: LessonText | None, url: str) -> NoteRow:
    anchor = ""
    if text is not None and note.anchor:
        if f' id="{note.anchor}"' in text.html and not note.quote:
            anchor = note.anchor
        else:
            places = [*text.places, *text.heading_places]
            anchor = find_place(name=note.anchor, quote=note.quote, paragraphs=places)
    elif text is not None and note.quote:
        anchor = find_place(name="", quote=note.quote, paragraphs=text.places)
    return NoteRow(note=note, anchor=anchor, url=f"{url}#{anchor}" if anchor else url)


def notes_by_lesson(*, enrolment: Enrolment, outline: Outline) -> list[LessonNotes]:
    """All notes of a course in the order of its lessons: two questions."""
    notes: dict[int, list[Note]] = {}
    for note in notes_of(enrolment).order_by("created_at"):
        notes.setdefault(note.lesson_id, []).append(note)
    texts = {text.lesson_id: text for text in LessonText.objects.filter(lesson__in=notes)}
    return [
        LessonNotes(
            lesson=lesson, rows=[_row(note, texts.get(lesson.pk), lesson.url) for note in notes[lesson.pk]]
        )
        for lesson in outline.lessons
        if lesson.pk in notes
    ]


def search_course(*, outline: Outline, words: str) -> list[Found]:
    """The lessons a learner can read that carry every word, those that carry them side by side first: one question."""
    wanted = folded_words(words)[:8]
    readable = {lesson.pk: lesson for lesson in outline.lessons if lesson.can_be_read}
    if not wanted or not readable:
        return []
    texts = LessonText.objects.filter(lesson__in=readable).select_related(None)
    for word in wanted:
        texts = texts.filter(search_key__contains=f" {word}")
    found = {text.lesson_id: text for text in texts.order_by("lesson__position")[:MOST_LESSONS_FOUND]}
    side_by_side = f" {' '.join(wanted)}"
    return [
        Found(lesson=readable[key], places=_places(text, wanted, readable[key].url))
        for key, text in sorted(found.items(), key=lambda one: side_by_side not in one[1].search_key)
    ]


def _places(text: LessonText, wanted: list[str], url: str) -> list[Place]:
    """The paragraphs that carry most of the words; those that carry them side by side come first."""
    scored = []
    for order, (name, raw) in enumerate(text.places):
        words = unicodedata.normalize("NFC", raw)
        folded = fold(words)
        if len(folded) != len(
            words
        ):  # a ligature or the like: shown without a mark rather than with a wrong one
            folded = words.casefold()
        hits = [hit for word in wanted if (hit := re.search(rf"(?<!\w){re.escape(word)}", folded))]
        if hits:
            whole = sum(re.match(r"\w", folded[hit.end() :]) is None for hit in hits)
            together = re.search(r"(?<!\w)" + r"\W+".join(map(re.escape, wanted)) + r"(?!\w)", folded)
            start, end = (together or hits[0]).span()
            scored.append(((-whole, -len(hits)), together is None, order, name, words, start, end))
    best = min(scored)[0] if scored else None
    return [
        Place(
            url=f"{url}#{name}",
            before=("…" if start > AROUND else "") + words[max(0, start - AROUND) : start],
            match=words[start:end],
            after=words[end : end + AROUND],
        )
        for score, _apart, _order, name, words, start, end in sorted(scored)[:MOST_PLACES_FOUND]
        if score == best
    ]


def as_markdown(*, title: str, groups: Iterable[LessonNotes]) -> str:
    """The notes of a course as Markdown, lesson by lesson."""
    lines = [f"# {title}", ""]
    for group in groups:
        lines += [f"## {group.lesson.label}", ""]
        for row in group.rows:
            if row.note.quote:
                lines += [f"> {row.note.quote}", ""]
            lines += [_said(row.note), ""]
    return "\n".join(lines).rstrip() + "\n"


def as_word(*, title: str, author: str, groups: Iterable[LessonNotes]) -> bytes:
    """The same as a Word file on the paper of the administration."""
    page = Page(title=title, author=author)
    page.title(title)
    for group in groups:
        page.heading(group.lesson.label, 1)
        for row in group.rows:
            if row.note.quote:
                page.paragraph(
                    [Run(text=f"“{row.note.quote}”", is_italic=True)], Look(size=BODY, left=8, before=4)
                )
            page.paragraph([Run(text=_said(row.note))], Look(size=BODY, after=6))
    return page.saved()


def _said(note: Note) -> str:
    """The words of a note and its day; a highlight or bookmark without words is called what it is."""
    words = note.text or str(note.get_kind_display())
    day = date_format(note.changed_at, "SHORT_DATE_FORMAT")
    return _("%(words)s (%(day)s)") % {"words": words, "day": day}

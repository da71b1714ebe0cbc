"""What would become of a checked file in its course, as things stand now. Writes nothing."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from content.models import WordImport
from content.services.words import tell_problem
from content.vietnamese import fold
from content.word.messages import SENTENCES as WORD_SENTENCES
from content.word.tree import Problem
from courses.importers.choosing import NEW_CHAPTER, Choices, Decision, choices_from_plain
from courses.importers.lesson import SENTENCES, ParsedLesson, lesson_problem
from courses.importers.pieces import FoundPiece, piece_from_plain
from courses.importers.reimport import Fate, Found, Known, Verdict, compare
from courses.importers.texts import lines_of, print_of
from courses.importers.word import plan_lesson
from courses.models import Chapter, Course, Lesson, LessonPage

KEPT_FOR = timedelta(days=30)
"""How long a file waits for its author after it was checked; what the course looked like then is long gone."""
DECISIONS: Mapping[Fate, tuple[Decision, ...]] = {
    Fate.WORD: ("word", "site"),
    Fate.BOTH: ("site", "word", "both"),
}
"""What may be chosen; the first is proposed. A conflict never overwrites the site unless somebody says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLesson:
    """A lesson as the site has it now: the newest draft, not only what learners read."""

    lesson: Lesson
    page_id: int
    title: str
    body: list[dict[str, Any]]

    @property
    def lines(self) -> list[str]:
        return lines_of(self.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPiece:
    """One lesson of the file, with the author's words put in, and what becomes of it."""

    index: int
    piece: FoundPiece
    lesson: ParsedLesson
    verdict: Verdict
    site: SiteLesson | None
    is_taken: bool
    chapter: str
    decision: Decision

    @property
    def fate(self) -> Fate:
        return self.verdict.fate

    @property
    def makes_lesson(self) -> bool:
        return self.is_taken and (
            self.fate is Fate.NEW or (self.fate is Fate.BOTH and self.decision == "both")
        )

    @property
    def revises_lesson(self) -> bool:
        return self.is_taken and self.fate in DECISIONS and self.decision == "word"

    @property
    def is_written(self) -> bool:
        return self.makes_lesson or self.revises_lesson

    @property
    def decisions(self) -> tuple[Decision, ...]:
        return DECISIONS.get(self.fate, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class GoneLesson:
    verdict: Verdict
    site: SiteLesson
    record: Mapping[str, Any]
    merged_into: str
    """The title of the lesson of the file its text stands in now, "" for none."""
    is_withdrawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    choices: Choices
    pieces: tuple[PlannedPiece, ...]
    gone: tuple[GoneLesson, ...]
    problems: tuple[Problem, ...]
    previous: WordImport | None
    candidates: tuple[WordImport, ...]
    records: Sequence[Mapping[str, Any]]
    """What the last version of the file was made into, lesson by lesson."""

    @property
    def seen(self) -> str:
        """Changes when the course has changed under somebody who looks at the plan."""
        said = [[p.piece.key, str(p.fate), str(p.site.lesson.uuid) if p.site else ""] for p in self.pieces]
        said += [["", "gone", str(one.site.lesson.uuid)] for one in self.gone]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]

    @property
    def new_count(self) -> int:
        return sum(piece.makes_lesson for piece in self.pieces)

    @property
    def revised_count(self) -> int:
        return sum(piece.revises_lesson for piece in self.pieces)

    @property
    def has_moved(self) -> bool:
        return any(piece.verdict.is_moved for piece in self.pieces)


def is_expired(*, batch: WordImport, now: datetime) -> bool:
    """Whether a checked file has waited too long to be applied."""
    is_old = now - batch.created_at > KEPT_FOR or "pieces" not in batch.parsed
    return batch.status == WordImport.Status.CHECKED and is_old


def plan_of(*, batch: WordImport, course: Course) -> ImportPlan:
    """The check's findings with the author's choices, in this course, in the reader's language. Six queries, flat."""
    choices = choices_from_plain(batch.choices)
    pieces = [piece_from_plain(plain) for plain in batch.parsed["pieces"]]
    candidates = candidates_for(course=course)
    previous = next((one for one in candidates if str(one.uuid) == choices.previous), None)
    site = site_lessons(course=course)
    records = [r for r in records_of(batch=previous) if r["lesson"] in site] if previous else []
    if previous is None:
        records = [*records, *_marked_records(pieces, site)]
    verdicts = compare([_found(piece) for piece in pieces], [_known(record, site) for record in records])
    planner = _Planner(choices, course, site, records)
    return ImportPlan(
        choices=choices,
        pieces=tuple(planner.piece(i, p, v) for i, (p, v) in enumerate(zip(pieces, verdicts, strict=False))),
        gone=tuple(planner.gone(v, pieces) for v in verdicts[len(pieces) :]),
        problems=told(
            problems=[*_foreign(batch, course, pieces), *(Problem(**one) for one in batch.parsed["problems"])]
        ),
        previous=previous,
        candidates=candidates,
        records=records,
    )


def _foreign(batch: WordImport, course: Course, pieces: Sequence[FoundPiece]) -> list[Problem]:
    """A file that was made from, or into, another course: allowed, but nobody should do it unknowingly."""
    marks = [UUID(piece.given_lesson) for piece in pieces if piece.given_lesson]
    other = Course.objects.filter(lessons__uuid__in=marks).exclude(pk=course.pk).first() if marks else None
    if other is None:
        same = WordImport.objects.filter(
            purpose=WordImport.Purpose.LESSON, status=WordImport.Status.APPLIED, sha256=batch.sha256
        ).exclude(target=course.code)
        code = same.values_list("target", flat=True).first()
        other = Course.objects.filter(code=code).first() if code else None
    return [lesson_problem("other_course", "", other.title)] if other else []


def candidates_for(*, course: Course) -> tuple[WordImport, ...]:
    """Imports into a course that nothing newer has followed, newest first."""
    rows = WordImport.objects.filter(
        purpose=WordImport.Purpose.LESSON, status=WordImport.Status.APPLIED, target=course.code
    ).order_by("-applied_at")
    applied = list(rows.only("uuid", "filename", "applied_at", "outcome", "choices", "parsed", "status"))
    followed = {one.outcome.get("previous", "") for one in applied}
    return tuple(one for one in applied if str(one.uuid) not in followed and one.outcome.get("pieces"))


def records_of(*, batch: WordImport) -> list[dict[str, Any]]:
    """What a version of a file was made into: key, fingerprint, title, path, text, print and lesson of each piece."""
    found: list[dict[str, Any]] = batch.outcome.get("pieces", [])
    return found


def site_lessons(*, course: Course) -> dict[str, SiteLesson]:
    """Every lesson of a course that has a page, by uuid, with the text of its newest draft."""
    pages = LessonPage.objects.filter(lesson__course=course).select_related("lesson", "latest_revision")
    found = {}
    for page in pages.order_by("lesson__position"):
        newest = page.latest_revision.content if page.latest_revision else None
        body = json.loads(newest["body"]) if newest else list(page.body.raw_data)
        found[str(page.lesson.uuid)] = SiteLesson(
            lesson=page.lesson, page_id=page.pk, title=newest["title"] if newest else page.title, body=body
        )
    return found


def told(*, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    sentences = {**WORD_SENTENCES, **SENTENCES}
    return tuple(tell_problem(problem=problem, sentences=sentences) for problem in problems)


def _found(piece: FoundPiece) -> Found:
    return Found(
        key=piece.key,
        fingerprint=piece.fingerprint,
        title=piece.title,
        path=piece.path,
        text=piece.text,
        given=piece.given_lesson,
    )


def _known(record: Mapping[str, Any], site: Mapping[str, SiteLesson]) -> Known:
    now = site[record["lesson"]]
    return Known(
        lesson=record["lesson"],
        key=record["key"],
        fingerprint=record["fingerprint"],
        title=record["title"],
        path=tuple(record["path"]),
        text=record["text"],
        is_edited=print_of(now.body) != record["print"] or now.title != record["written_title"],
        site_text="\n".join(now.lines),
    )


def _marked_records(pieces: Sequence[FoundPiece], site: Mapping[str, SiteLesson]) -> list[dict[str, Any]]:
    """For a file our own export wrote: its marks name the lessons. What they said then is not known: the site counts as edited."""
    by_mark = {uuid.replace("-", ""): uuid for uuid in site}
    found = []
    for piece in pieces:
        uuid = by_mark.get(piece.given_lesson)
        if uuid is None:
            continue
        text = "\n".join(site[uuid].lines)
        is_same = fold(text).split() == fold(piece.text).split() and site[uuid].title == piece.title
        found.append(
            {
                "lesson": uuid,
                "key": piece.key,
                "fingerprint": piece.fingerprint if is_same else "",
                "title": site[uuid].title,
                "path": list(piece.path),
                "text": text,
                "print": print_of(site[uuid].body) if is_same else "",
                "written_title": site[uuid].title,
            }
        )
    return found


class _Planner:
    """Puts the author's choices to what was found."""

    def __init__(
        self,
        choices: Choices,
        course: Course,
        site: Mapping[str, SiteLesson],
        records: Sequence[Mapping[str, Any]],
    ) -> None:
        self._choices, self._site, self._records = choices, site, records
        self._chapters = {fold(chapter.title): chapter for chapter in course.chapters.all()}
        self._by_mark = {chapter.uuid.hex: chapter for chapter in self._chapters.values()}

    def piece(self, index: int, piece: FoundPiece, verdict: Verdict) -> PlannedPiece:
        choice = self._choices.of(piece.key)
        site = self._site[self._records[verdict.known]["lesson"]] if verdict.known is not None else None
        titles = [
            one.title for uuid, one in self._site.items() if site is None or uuid != str(site.lesson.uuid)
        ]
        lesson = plan_lesson(
            piece.lesson,
            title=choice.title or piece.title,
            existing_titles=titles,
            alternatives=self._choices.alternatives,
            decorative=self._choices.decorative,
        )
        offered = DECISIONS.get(verdict.fate, ())
        return PlannedPiece(
            index=index,
            piece=piece,
            lesson=replace(lesson, problems=told(problems=lesson.problems)),
            verdict=verdict,
            site=site,
            is_taken=not piece.is_empty if choice.is_taken is None else choice.is_taken,
            chapter=self._chapter_of(piece, site) if choice.chapter is None else choice.chapter,
            decision=choice.decision if choice.decision in offered else next(iter(offered), ""),
        )

    def gone(self, verdict: Verdict, pieces: Sequence[FoundPiece]) -> GoneLesson:
        record = self._records[verdict.known or 0]
        into = verdict.merged_into
        return GoneLesson(
            verdict=verdict,
            site=self._site[record["lesson"]],
            record=record,
            merged_into=pieces[into].title if into is not None else "",
            is_withdrawn=record["lesson"] in self._choices.withdrawn,
        )

    def _chapter_of(self, piece: FoundPiece, site: SiteLesson | None) -> str:
        """The chapter the file means: the one it names, one with that title, else one to be made."""
        marked = self._by_mark.get(piece.given_chapter)
        if marked is not None:
            return str(marked.pk)
        if not piece.path:
            return str(site.lesson.chapter_id or "") if site else ""
        known: Chapter | None = self._chapters.get(fold(piece.path[0]))
        return str(known.pk) if known else f"{NEW_CHAPTER}{piece.path[0][:200]}"


def expired_sentence() -> str:
    return _(
        "This file was checked more than 30 days ago. Upload it again: the course may have changed since."
    )

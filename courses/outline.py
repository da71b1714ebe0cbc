"""The outline of a course as a learner sees it: chapters, lessons, and the state of each. Built from rows already read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import ngettext

from courses.completion import CompletionFacts
from courses.models import ChangeMeaning, Course, Enrolment, Lesson
from courses.release import LearnerFacts, ReleaseRule, locks_of
from courses.wording import locks_in_words

State = Literal["done", "reading", "open", "locked", "in_preparation"]
Trace = tuple[str, int, datetime | None]

LONGEST_BESIDE = 80
"""Lessons that a lesson's page lists beside the text; of a longer course it lists the neighbourhood and leads to the rest."""

STATE_ICONS: dict[State, str] = {
    "done": "check",
    "reading": "arrow-right",
    "open": "book",
    "locked": "lock",
    "in_preparation": "edit",
}


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class OutlineLesson:
    """A row of an outline; change none. It is not frozen because building 500 frozen ones takes thrice as long."""

    pk: int
    course_slug: str
    position: int
    number: str
    title: str
    title_language: str
    minutes: int
    periods: int
    is_mandatory: bool
    is_published: bool
    state: State
    place: str
    percent: int
    is_current: bool = False
    lock_reason: str = ""
    """Why the lesson is closed for this learner, in words; empty: it is open, or the learner has no place yet."""
    quiz_id: int | None = None
    done_at: datetime | None = field(default=None, compare=False)
    is_to_read_again: bool = False
    """Changed since, and its author asks to read it once more."""

    @property
    def url(self) -> str:
        return reverse("courses:lesson", kwargs={"slug": self.course_slug, "position": self.position})

    @property
    def url_at_place(self) -> str:
        """A lesson at the place left: deep link and resuming are the same thing."""
        return f"{self.url}#{self.place}" if self.place else self.url

    @property
    def icon(self) -> str:
        return STATE_ICONS[self.state]

    @property
    def minutes_in_words(self) -> str:
        return ngettext("%(minutes)s minute", "%(minutes)s minutes", self.minutes) % {"minutes": self.minutes}

    @property
    def can_be_read(self) -> bool:
        return self.is_published and self.state != "locked"

    @property
    def is_done(self) -> bool:
        return self.state == "done"

    @property
    def label(self) -> str:
        return f"{self.number} {self.title}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineChapter:
    title: str
    title_language: str
    lessons: list[OutlineLesson] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    chapters: list[OutlineChapter]
    lessons: list[OutlineLesson]

    @property
    def published(self) -> list[OutlineLesson]:
        return [lesson for lesson in self.lessons if lesson.is_published]

    @property
    def done(self) -> int:
        return sum(lesson.is_done for lesson in self.lessons)

    @property
    def minutes(self) -> int:
        return sum(lesson.minutes for lesson in self.lessons)

    @property
    def minutes_left(self) -> int:
        """Reading minutes of what is mandatory, published and not finished; a lesson half read counts half."""
        open_lessons = [row for row in self.published if row.is_mandatory and not row.is_done]
        return sum(-(-row.minutes * (100 - row.percent) // 100) for row in open_lessons)

    def facts(self, *, course: Course, is_quiz_passed: bool) -> CompletionFacts:
        """The facts of the completion rule, without asking the database again."""
        mandatory = [lesson for lesson in self.lessons if lesson.is_mandatory]
        return CompletionFacts(
            mandatory=len(mandatory),
            published=sum(lesson.is_published for lesson in mandatory),
            done=sum(lesson.is_done for lesson in mandatory),
            min_lessons_percent=course.min_lessons_percent,
            has_quiz=course.final_quiz_id is not None,
            is_quiz_passed=is_quiz_passed,
        )

    def neighbours(self, position: int) -> tuple[OutlineLesson | None, OutlineLesson | None]:
        """The lessons before and after a position that this learner can read now."""
        before = (row for row in reversed(self.lessons) if row.position < position and row.can_be_read)
        after = (row for row in self.lessons if row.position > position and row.can_be_read)
        return next(before, None), next(after, None)

    def near(self, position: int) -> list[OutlineChapter]:
        """The chapters beside a lesson: all of a course of usual length, of a very long one the lessons around it."""
        if len(self.lessons) <= LONGEST_BESIDE:
            return self.chapters
        near = [
            replace(
                chapter,
                lessons=[
                    row for row in chapter.lessons if abs(row.position - position) <= LONGEST_BESIDE // 4
                ],
            )
            for chapter in self.chapters
        ]
        return [chapter for chapter in near if chapter.lessons]

    def to_go_on(self, last_lesson_id: int | None) -> OutlineLesson | None:
        """Where to go on: the lesson last open if it is not done, else the first one after it that is not, else the first.

        What is locked is no way on; an optional lesson is one only when no mandatory one is left.
        """
        unfinished = [lesson for lesson in self.lessons if lesson.can_be_read and not lesson.is_done]
        open_lessons = [
            lesson for lesson in unfinished if lesson.is_mandatory or lesson.pk == last_lesson_id
        ] or unfinished
        last = next((lesson for lesson in self.lessons if lesson.pk == last_lesson_id), None)
        if last is not None:
            after = [lesson for lesson in open_lessons if lesson.position >= last.position]
            if after:
                return after[0]
        return open_lessons[0] if open_lessons else None


def build_outline(
    *,
    course: Course,
    lessons: Iterable[Lesson],
    progress: dict[int, Trace],
    is_enrolled: bool,
    current: int | None = None,
    with_chapters: bool = True,
    facts: LearnerFacts | None = None,
    untouched: Mapping[int, OutlineLesson] | None = None,
) -> Outline:
    """Lessons in order, grouped by chapter; ``progress`` maps a lesson to (place, percent, done at).

    Without chapters, which a list of courses does not show, the lessons need not have been read with theirs.
    ``facts`` of the learner decide which lessons are locked; without them none is locked by a rule.
    ``untouched`` are rows made before, for somebody enrolled who has opened none (``untouched_rows``).
    """
    lessons = list(lessons)
    untouched = untouched or {}
    labels = (
        {lesson.id: f"{lesson.number} {lesson.display_title}".strip() for lesson in lessons}
        if facts and any(lesson.opens_after_id for lesson in lessons)
        else {}
    )
    chapters: list[OutlineChapter] = []
    flat: list[OutlineLesson] = []
    last_chapter: int | str | None = "none yet"
    for lesson in lessons:
        key = lesson.id  # not pk, which is a property: this loop is what a page of a long course costs
        row, trace = untouched.get(key), progress.get(key)
        if row is None or trace is not None or lesson.position == current:
            reason = "" if trace is not None or facts is None else lock_reason(lesson, facts, labels)
            row = _outline_lesson(
                course,
                lesson,
                trace,
                is_enrolled,
                is_current=lesson.position == current,
                reason=reason,
                words=row,
            )
        flat.append(row)
        if not with_chapters:
            continue
        chapter_id = lesson.chapter_id
        if chapter_id != last_chapter:
            last_chapter = chapter_id
            chapter = lesson.chapter
            chapters.append(
                OutlineChapter(
                    title=chapter.display_title if chapter else "",
                    title_language=chapter.title_language if chapter else "vi",
                )
            )
        chapters[-1].lessons.append(row)
    return Outline(chapters=chapters, lessons=flat)


def untouched_rows(course: Course, lessons: Iterable[Lesson]) -> dict[int, OutlineLesson]:
    """The rows of lessons that wait for nothing, as somebody enrolled sees them before opening any, in this language."""
    return {
        lesson.id: _outline_lesson(course, lesson, None, True, is_current=False, reason="")
        for lesson in lessons
        if release_rule(lesson).is_free
    }


def _outline_lesson(
    course: Course,
    lesson: Lesson,
    trace: Trace | None,
    is_enrolled: bool,
    *,
    is_current: bool,
    reason: str,
    words: OutlineLesson | None = None,
) -> OutlineLesson:
    """``words``: another row of this lesson in this language, whose title needs not be asked for again."""
    place, percent, done_at = trace or ("", 0, None)
    return OutlineLesson(
        pk=lesson.id,
        course_slug=course.slug,
        position=lesson.position,
        number=lesson.number,
        title=words.title if words else lesson.display_title,
        title_language=words.title_language if words else lesson.title_language,
        minutes=lesson.minutes,
        periods=lesson.periods,
        is_mandatory=lesson.is_mandatory,
        is_published=lesson.is_published,
        state=_state(
            lesson,
            is_opened=trace is not None,
            is_done=done_at is not None,
            is_enrolled=is_enrolled and not reason,
        ),
        place=place,
        percent=percent,
        is_current=is_current,
        lock_reason=reason if is_enrolled else "",
        quiz_id=lesson.quiz_id,
        done_at=done_at,
        is_to_read_again=trace is not None
        and done_at is None
        and lesson.change_meaning == ChangeMeaning.AGAIN,
    )


def release_rule(lesson: Lesson) -> ReleaseRule:
    """What a lesson waits for. The organisation's path is read only where there is one."""
    return ReleaseRule(
        opens_on=lesson.opens_on,
        after=lesson.opens_after_id,
        within=lesson.opens_for.path if lesson.opens_for_id and lesson.opens_for else "",
    )


def lock_reason(lesson: Lesson, facts: LearnerFacts, labels: Mapping[int, str]) -> str:
    """Why a lesson is closed for a learner, in one sentence; empty when it is open."""
    rule = release_rule(lesson)
    if rule.is_free:
        return ""
    return locks_in_words(
        locks_of(rule, facts),
        day=lesson.opens_on,
        lesson=labels.get(lesson.opens_after_id or 0, ""),
        organisation=lesson.opens_for.short_name if lesson.opens_for else "",
    )


def _state(lesson: Lesson, *, is_opened: bool, is_done: bool, is_enrolled: bool) -> State:
    if is_done:
        return "done"
    if not lesson.is_published:
        return "in_preparation"
    if not is_enrolled:
        return "locked"
    return "reading" if is_opened else "open"


def resume_address(course: Course) -> str:
    """The one address that leads back to the place left."""
    return reverse("courses:resume", kwargs={"slug": course.slug})


def percent_of(facts: CompletionFacts) -> int:
    """How far a learner is, in steps of the rule: each mandatory lesson is one, the final quiz is one. 100 only when done."""
    steps = facts.required + facts.has_quiz
    taken = min(facts.done, facts.required) + facts.is_quiz_passed
    return 100 * taken // steps if steps else 0


def is_overdue(enrolment: Enrolment, now: datetime) -> bool:
    return (
        enrolment.status == Enrolment.Status.ACTIVE
        and enrolment.due_on is not None
        and localdate(now) > enrolment.due_on
    )


def tells_of_change(enrolment: Enrolment, lesson: Lesson, here: OutlineLesson) -> bool:
    """Whether a learner is told that a lesson was changed: it was announced, they were on the course, and have not
    finished it since.
    """
    if lesson.changed_at is None or enrolment.enrolled_at > lesson.changed_at:
        return False
    if here.done_at is not None and here.done_at > lesson.changed_at:
        return False
    return lesson.change_meaning in {ChangeMeaning.AGAIN, ChangeMeaning.ANNOUNCE}

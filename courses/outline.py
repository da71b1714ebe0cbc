"""The outline of a course as a learner sees it: chapters, lessons, and the state of each. Built from rows already read."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from django.urls import reverse
from django.utils.timezone import localdate

from courses.completion import CompletionFacts
from courses.models import Course, Enrolment, Lesson

State = Literal["done", "reading", "open", "locked", "in_preparation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineLesson:
    pk: int
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
    url: str
    is_current: bool = False

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
        """The published lessons before and after a position."""
        before = [lesson for lesson in self.published if lesson.position < position]
        after = [lesson for lesson in self.published if lesson.position > position]
        return (before[-1] if before else None, after[0] if after else None)

    def to_go_on(self, last_lesson_id: int | None) -> OutlineLesson | None:
        """Where to go on: the lesson last open if it is not done, else the first one after it that is not, else the first."""
        open_lessons = [lesson for lesson in self.published if not lesson.is_done]
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
    progress: dict[int, tuple[str, int, datetime | None]],
    is_enrolled: bool,
    current: int | None = None,
) -> Outline:
    """Lessons in order, grouped by chapter; ``progress`` maps a lesson to (place, percent, done at)."""
    chapters: list[OutlineChapter] = []
    flat: list[OutlineLesson] = []
    last_chapter: int | str | None = "none yet"
    for lesson in lessons:
        if lesson.chapter_id != last_chapter:
            last_chapter = lesson.chapter_id
            chapter = lesson.chapter
            chapters.append(
                OutlineChapter(
                    title=chapter.display_title if chapter else "",
                    title_language=chapter.title_language if chapter else "vi",
                )
            )
        row = _outline_lesson(course, lesson, progress.get(lesson.pk), is_enrolled, current)
        chapters[-1].lessons.append(row)
        flat.append(row)
    return Outline(chapters=chapters, lessons=flat)


def _outline_lesson(
    course: Course,
    lesson: Lesson,
    trace: tuple[str, int, datetime | None] | None,
    is_enrolled: bool,
    current: int | None,
) -> OutlineLesson:
    place, percent, done_at = trace or ("", 0, None)
    return OutlineLesson(
        pk=lesson.pk,
        position=lesson.position,
        number=lesson.number,
        title=lesson.display_title,
        title_language=lesson.title_language,
        minutes=lesson.minutes,
        periods=lesson.periods,
        is_mandatory=lesson.is_mandatory,
        is_published=lesson.is_published,
        state=_state(
            lesson, is_opened=trace is not None, is_done=done_at is not None, is_enrolled=is_enrolled
        ),
        place=place,
        percent=percent,
        url=reverse("courses:lesson", kwargs={"slug": course.slug, "position": lesson.position}),
        is_current=lesson.position == current,
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

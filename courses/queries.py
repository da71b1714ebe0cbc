"""Reads for screens: few questions, ready values. The number of questions does not grow with rows (tests hold the budgets)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from courses.completion import Complete, Missing, completion_of
from courses.models import Course, Enrolment, Lesson, LessonPage, LessonProgress
from courses.outline import Outline, OutlineLesson, build_outline, is_overdue, percent_of, resume_address
from courses.reading import folded_words
from courses.wording import missing_in_words, rule_in_words
from people.models import User
from quizzes.models import Grade

Trace = tuple[str, int, datetime | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningRow:
    """One course of one learner, with where to go on."""

    course: Course
    enrolment: Enrolment
    percent: int
    done: int
    total: int
    next_label: str
    next_url: str
    next_minutes: int
    due_on: date | None
    days_left: int | None
    is_overdue: bool
    completed_at: datetime | None
    missing: list[str]
    is_quiz_passed: bool

    @property
    def is_completed(self) -> bool:
        return self.completed_at is not None

    @property
    def days_late(self) -> int:
        return -(self.days_left or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningDesk:
    """A learner's courses, sorted into what to do with them."""

    latest: LearningRow | None
    """What was read last and can be gone on with."""
    due: list[LearningRow]
    others: list[LearningRow]
    completed: list[LearningRow]
    year: int
    periods_this_year: int

    @property
    def is_idle(self) -> bool:
        return not self.due and not self.others

    @property
    def taken(self) -> list[int]:
        return [row.course.pk for row in (*self.due, *self.others, *self.completed)]


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseView:
    """Everything the course page shows."""

    course: Course
    outline: Outline
    enrolment: Enrolment | None
    row: LearningRow | None
    rule: str
    missing: list[str]
    preparing: int
    quiz_url: str
    after_completion_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseFilter:
    """What somebody looks for in the catalogue."""

    words: str = ""
    audience: str = ""
    max_periods: int | None = None
    with_certificate: bool = False

    @property
    def is_empty(self) -> bool:
        return self == CourseFilter()


def courses_matching(wanted: CourseFilter) -> QuerySet[Course]:
    """Published courses that carry every word, with or without accents; in the order of their codes."""
    rows = Course.objects.published().select_related("organisation")
    for word in folded_words(wanted.words)[:8]:
        rows = rows.filter(search_key__contains=f" {word}")
    if wanted.audience:
        rows = rows.filter(search_key__contains=f"|{wanted.audience}|")
    if wanted.max_periods is not None:
        rows = rows.filter(periods__lte=wanted.max_periods)
    if wanted.with_certificate:
        rows = rows.exclude(certificate_kind="")
    return rows.annotate(
        lesson_count=Count("lessons"), ready_count=Count("lessons", filter=Q(lessons__is_published=True))
    ).order_by("code")


def course_view(*, course: Course, enrolment: Enrolment | None, now: datetime) -> CourseView:
    """The course page: outline with states, the rule in words, and what is missing for this learner."""
    outline = outline_of(course=course, enrolment=enrolment)
    is_passed = enrolment is not None and bool(_passed_quizzes(enrolment.learner_id, [course]))
    facts = outline.facts(course=course, is_quiz_passed=is_passed)
    answer = completion_of(facts)
    row = _row(enrolment, course, outline, is_passed=is_passed, now=now) if enrolment else None
    return CourseView(
        course=course,
        outline=outline,
        enrolment=enrolment,
        row=row,
        rule=rule_in_words(course, facts),
        missing=missing_in_words(answer) if enrolment and isinstance(answer, Missing) else [],
        preparing=facts.mandatory - facts.published,
        quiz_url=reverse("courses:quiz", kwargs={"slug": course.slug}) if course.final_quiz_id else "",
        after_completion_url=after_completion_url() if row and row.is_completed else "",
    )


def outline_of(*, course: Course, enrolment: Enrolment | None, current: int | None = None) -> Outline:
    """The outline of one course, for a learner or for anybody: two questions at most."""
    lessons = Lesson.objects.filter(course=course).select_related("chapter").order_by("position")
    progress: dict[int, Trace] = {}
    if enrolment is not None:
        for lesson, place, percent, done_at in LessonProgress.objects.filter(enrolment=enrolment).values_list(
            "lesson_id", "place", "percent", "done_at"
        ):
            progress[lesson] = (place, percent, done_at)
    return build_outline(
        course=course,
        lessons=lessons,
        progress=progress,
        is_enrolled=enrolment is not None,
        current=current,
    )


def learning_of(person: User, now: datetime) -> list[LearningRow]:
    """All courses of a learner: four questions, however many courses there are.

    What is due first comes first, then what was read last; completed courses come last.
    """
    enrolments = list(
        Enrolment.objects.standing()
        .for_learner(person)
        .select_related("course__final_quiz", "completion")
        .order_by("-last_seen_at", "-enrolled_at")
    )
    courses = [enrolment.course for enrolment in enrolments]
    lessons: dict[int, list[Lesson]] = defaultdict(list)
    for lesson in (
        Lesson.objects.filter(course__in=courses).select_related("chapter").order_by("course", "position")
    ):
        lessons[lesson.course_id].append(lesson)
    traces = _traces_of(enrolments)
    passed = _passed_quizzes(person.pk, courses)
    rows = [
        _row(
            enrolment,
            enrolment.course,
            build_outline(
                course=enrolment.course,
                lessons=lessons[enrolment.course_id],
                progress=traces[enrolment.pk],
                is_enrolled=True,
            ),
            is_passed=enrolment.course.final_quiz_id in passed,
            now=now,
        )
        for enrolment in enrolments
    ]
    return sorted(rows, key=lambda row: (row.is_completed, row.due_on or date.max))


def desk_of(person: User, now: datetime) -> LearningDesk:
    """The same courses as ``learning_of``, and no question more."""
    rows = learning_of(person, now)
    active = [row for row in rows if not row.is_completed]
    completed = [row for row in rows if row.is_completed]
    year = localdate(now).year
    return LearningDesk(
        latest=max(
            (row for row in active if row.next_url),
            key=lambda row: row.enrolment.last_seen_at or row.enrolment.enrolled_at,
            default=None,
        ),
        due=[row for row in active if row.due_on],
        others=[row for row in active if not row.due_on],
        completed=completed,
        year=year,
        periods_this_year=sum(
            row.course.periods
            for row in completed
            if row.completed_at and localdate(row.completed_at).year == year
        ),
    )


def next_step(
    *, course: Course, outline: Outline, enrolment: Enrolment, is_passed: bool
) -> tuple[str, str, int]:
    """Label, address and minutes of what to do next: a lesson, then the quiz, then nothing."""
    lesson = outline.to_go_on(enrolment.last_lesson_id)
    if lesson is not None:
        return lesson.label, lesson_address(lesson), lesson.minutes
    if course.final_quiz_id is not None and not is_passed:
        return _("Final quiz"), reverse("courses:quiz", kwargs={"slug": course.slug}), 0
    return "", "", 0


def lesson_address(lesson: OutlineLesson) -> str:
    """A lesson at the place left: deep link and resuming are the same thing."""
    return f"{lesson.url}#{lesson.place}" if lesson.place else lesson.url


def after_completion_url() -> str:
    """Where completion leads, in a room above that this one does not know; empty where it is not installed."""
    name = getattr(settings, "COURSES_AFTER_COMPLETION_URL_NAME", "")
    try:
        return reverse(name) if name else ""
    except NoReverseMatch:
        return ""


def resume_target(*, enrolment: Enrolment) -> str:
    """Where 'go on' leads: the place left, else the quiz, else the course page."""
    outline = outline_of(course=enrolment.course, enrolment=enrolment)
    is_passed = bool(_passed_quizzes(enrolment.learner_id, [enrolment.course]))
    _label, url, _minutes = next_step(
        course=enrolment.course, outline=outline, enrolment=enrolment, is_passed=is_passed
    )
    return url or enrolment.course.get_absolute_url()


def suggestions_for(*, taken: Iterable[int], limit: int = 3) -> Sequence[Course]:
    """Published courses beyond those somebody has taken."""
    return list(courses_matching(CourseFilter()).exclude(pk__in=list(taken))[:limit])


def _row(
    enrolment: Enrolment, course: Course, outline: Outline, *, is_passed: bool, now: datetime
) -> LearningRow:
    facts = outline.facts(course=course, is_quiz_passed=is_passed)
    answer = completion_of(facts)
    completion = getattr(enrolment, "completion", None)
    label, url, minutes = next_step(course=course, outline=outline, enrolment=enrolment, is_passed=is_passed)
    return LearningRow(
        course=course,
        enrolment=enrolment,
        percent=100 if completion else percent_of(facts),
        done=facts.done,
        total=facts.mandatory,
        next_label=label,
        next_url=resume_address(course) if url else "",
        next_minutes=minutes,
        due_on=enrolment.due_on,
        days_left=(enrolment.due_on - localdate(now)).days if enrolment.due_on else None,
        is_overdue=is_overdue(enrolment, now),
        completed_at=completion.completed_at if completion else None,
        missing=[] if completion or isinstance(answer, Complete) else missing_in_words(answer),
        is_quiz_passed=is_passed,
    )


def _traces_of(enrolments: Sequence[Enrolment]) -> dict[int, dict[int, Trace]]:
    traces: dict[int, dict[int, Trace]] = defaultdict(dict)
    for enrolment, lesson, place, percent, done_at in LessonProgress.objects.filter(
        enrolment__in=enrolments
    ).values_list("enrolment_id", "lesson_id", "place", "percent", "done_at"):
        traces[enrolment][lesson] = (place, percent, done_at)
    return traces


def _passed_quizzes(learner: int, courses: Sequence[Course]) -> set[int]:
    quizzes = [course.final_quiz_id for course in courses if course.final_quiz_id is not None]
    if not quizzes:
        return set()
    return set(
        Grade.objects.filter(learner=learner, quiz__in=quizzes, is_passed=True).values_list("quiz", flat=True)
    )


def lesson_page_id(lesson_uuid: str) -> int | None:
    """The page an author edits for a lesson, while there is one."""
    if not lesson_uuid:
        return None
    return LessonPage.objects.filter(lesson__uuid=lesson_uuid).values_list("pk", flat=True).first()

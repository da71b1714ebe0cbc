"""Reads for screens: few questions, ready values. The number of questions does not grow with rows (tests hold the budgets)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from courses.completion import Complete, Missing, completion_of
from courses.contents import lessons_read, rows_read
from courses.course_grade import CourseGrade
from courses.facts import Prerequisite, course_grade, learner_facts, prerequisites_of, results_of
from courses.legal_basis import CitedLine, cited_lines
from courses.models import Course, Enrolment, Lesson, LessonPage, LessonProgress, PeriodKind
from courses.outline import (
    Outline,
    OutlineLesson,
    Trace,
    build_outline,
    is_overdue,
    percent_of,
    resume_address,
)
from courses.reading import folded_words
from courses.wording import missing_in_words, rule_in_words
from people.access import Person
from people.models import Organisation, User

# The long columns of a course, which no list of somebody's own courses shows.
NOT_IN_LISTS = (
    *("summary", "goals", "words_en", "audience"),
    *("legal_basis", "search_key", "training_kind", "review_by"),
)


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
    prerequisites: list[Prerequisite]
    grade: CourseGrade | None
    periods: list[tuple[str, int]]
    """Periods by kind, where a course has more than one kind."""
    basis: list[CitedLine]

    @property
    def to_complete_first(self) -> list[Prerequisite]:
        return [one for one in self.prerequisites if not one.is_completed]


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


def course_view(
    *, course: Course, enrolment: Enrolment | None, now: datetime, person: Person | None = None
) -> CourseView:
    """The course page: outline with states, the rule in words, and what is missing for this learner."""
    lessons = lessons_of(course)
    outline = outline_of(course=course, enrolment=enrolment, now=now, lessons=lessons)
    learner = enrolment.learner_id if enrolment else 0
    results = (
        results_of(learner, [course.final_quiz_id, *(row.quiz_id for row in lessons)]) if learner else {}
    )
    is_passed = course.final_quiz_id in results and results[course.final_quiz_id].is_passed
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
        prerequisites=[] if enrolment else prerequisites_of(course=course, learner=person),
        grade=course_grade(course=course, lessons=lessons, results=results),
        periods=periods_by_kind(lessons),
        basis=cited_lines(course, day=localdate(now)),
    )


def lessons_of(course: Course) -> list[Lesson]:
    """The lessons of a course in order, with all that an outline shows: one question, two where one is for an organisation."""
    return _with_organisations(
        Lesson.objects.filter(course=course).select_related("chapter").order_by("position")
    )


def outline_to_read(*, course: Course, enrolment: Enrolment, now: datetime, current: int) -> Outline:
    """The same for a screen whose door has just read the course: one question, two where a lesson is for one organisation."""
    lessons, untouched = lessons_read(course), rows_read(course)
    if len(untouched) < len(lessons):
        _with_organisations(lessons)
    return outline_of(
        course=course, enrolment=enrolment, now=now, current=current, lessons=lessons, untouched=untouched
    )


def _with_organisations(rows: Iterable[Lesson]) -> list[Lesson]:
    """Few lessons are meant for one organisation; a join would carry its columns with every lesson."""
    lessons = list(rows)
    wanted = {lesson.opens_for_id for lesson in lessons if lesson.opens_for_id}
    if wanted:
        found = Organisation.objects.in_bulk(wanted)
        for lesson in lessons:
            if lesson.opens_for_id:
                lesson.opens_for = found[lesson.opens_for_id]
    return lessons


def outline_of(
    *,
    course: Course,
    enrolment: Enrolment | None,
    now: datetime,
    current: int | None = None,
    lessons: list[Lesson] | None = None,
    untouched: Mapping[int, OutlineLesson] | None = None,
) -> Outline:
    """The outline of one course, for a learner or for anybody: two questions, three where a lesson is for one organisation.

    ``lessons`` and ``untouched`` rows are for those who have read them already.
    """
    lessons = lessons_of(course) if lessons is None else lessons
    progress: dict[int, Trace] = {}
    facts = None
    if enrolment is not None:
        for lesson, place, percent, done_at in LessonProgress.objects.filter(enrolment=enrolment).values_list(
            "lesson_id", "place", "percent", "done_at"
        ):
            progress[lesson] = (place, percent, done_at)
        if untouched is None or len(untouched) < len(lessons):  # some lesson waits for something
            facts = learner_facts(
                learner=lambda: enrolment.learner, lessons=lessons, progress=progress, now=now
            )
    return build_outline(
        course=course,
        lessons=lessons,
        progress=progress,
        is_enrolled=enrolment is not None,
        current=current,
        facts=facts,
        untouched=untouched,
    )


def periods_by_kind(lessons: Iterable[Lesson]) -> list[tuple[str, int]]:
    """How many periods of each kind a course has; nothing where all are of the usual kind."""
    sums: dict[str, int] = defaultdict(int)
    for lesson in lessons:
        sums[lesson.period_kind] += lesson.periods
    kinds = [(str(label), sums[code]) for code, label in PeriodKind.choices if sums[code]]
    return kinds if len(kinds) > 1 or sums[PeriodKind.THEORY] == 0 else []


def learning_of(person: User, now: datetime) -> list[LearningRow]:
    """All courses of a learner: four questions, however many courses there are.

    What is due first comes first, then what was read last; completed courses come last.
    """
    enrolments = list(
        Enrolment.objects.standing()
        .for_learner(person)
        .select_related("course", "completion")
        .defer(*(f"course__{name}" for name in NOT_IN_LISTS))
        .order_by("-last_seen_at", "-enrolled_at")
    )
    courses = [enrolment.course for enrolment in enrolments]
    lessons: dict[int, list[Lesson]] = defaultdict(list)
    for lesson in _with_organisations(
        Lesson.objects.filter(course__in=courses).order_by("course_id", "position")
    ):
        lessons[lesson.course_id].append(lesson)
    traces = _traces_of(enrolments)
    results = results_of(person.pk, [course.final_quiz_id for course in courses])
    passed = {quiz for quiz, result in results.items() if result.is_passed}
    everything = [lesson for rows in lessons.values() for lesson in rows]
    done = {lesson: trace for traces_of_one in traces.values() for lesson, trace in traces_of_one.items()}
    facts = learner_facts(learner=lambda: person, lessons=everything, progress=done, now=now)
    rows = [
        _row(
            enrolment,
            enrolment.course,
            build_outline(
                course=enrolment.course,
                lessons=lessons[enrolment.course_id],
                progress=traces[enrolment.pk],
                is_enrolled=True,
                with_chapters=False,
                facts=facts,
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
        return lesson.label, lesson.url_at_place, lesson.minutes
    if course.final_quiz_id is not None and not is_passed:
        return _("Final quiz"), reverse("courses:quiz", kwargs={"slug": course.slug}), 0
    return "", "", 0


def after_completion_url() -> str:
    """Where completion leads, in a room above that this one does not know; empty where it is not installed."""
    name = getattr(settings, "COURSES_AFTER_COMPLETION_URL_NAME", "")
    try:
        return reverse(name) if name else ""
    except NoReverseMatch:
        return ""


def resume_target(*, enrolment: Enrolment, now: datetime) -> str:
    """Where 'go on' leads: the place left, else the quiz, else the course page."""
    outline = outline_of(course=enrolment.course, enrolment=enrolment, now=now)
    is_passed = is_final_quiz_passed(enrolment)
    _label, url, _minutes = next_step(
        course=enrolment.course, outline=outline, enrolment=enrolment, is_passed=is_passed
    )
    return url or enrolment.course.get_absolute_url()


def is_final_quiz_passed(enrolment: Enrolment) -> bool:
    """Whether the quiz that ends the course is behind this learner; asks nothing where there is no quiz."""
    results = results_of(enrolment.learner_id, [enrolment.course.final_quiz_id])
    return any(result.is_passed for result in results.values())


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


def lesson_pages(lesson_uuids: Iterable[str]) -> list[tuple[int, str]]:
    """The pages an author edits for lessons that still have one, with their titles, in the order of the course."""
    wanted = [uuid for uuid in lesson_uuids if uuid]
    if not wanted:
        return []
    pages = LessonPage.objects.filter(lesson__uuid__in=wanted).order_by("lesson__position")
    return list(pages.values_list("pk", "draft_title"))

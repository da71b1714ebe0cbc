"""The doors of this room: a row, or a refusal."""

from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from courses.contents import text_read
from courses.errors import EnrolmentRefused, ProgressRefused
from courses.models import Course, Enrolment, Lesson, LessonText
from people.access import Person
from quizzes.models import Quiz

# What a lesson's page uses of the place on the course: a wide row costs more than the question itself.
READING = (
    *("learner", "status", "last_lesson", "last_seen_at", "enrolled_at"),
    *("course__slug", "course__title", "course__title_en", "course__final_quiz", "course__contents_stamp"),
)
# What the course page shows of the rows beside the course.
BESIDE_COURSE = (
    *("learner", "status", "due_on", "last_lesson", "completion__completed_at", "has_answered_survey"),
    *("course__organisation__short_name", "course__final_quiz__pass_percent"),
)


def get_course_for(person: Person | None, slug: str) -> Course:
    """A course as anybody may see it: in the catalogue, or the person has a place on it. Drafts do not exist."""
    return get_course_and_place_for(person, slug)[0]


def get_course_and_place_for(person: Person | None, slug: str) -> tuple[Course, Enrolment | None]:
    """The same door with the place a person has on the course, if any: one question for those who have one."""
    place = _place_of(
        person,
        slug,
        relations=("completion", "course__organisation", "course__final_quiz"),
        only=(*BESIDE_COURSE, *(f"course__{field.name}" for field in Course._meta.concrete_fields)),
    )
    course = (
        place.course
        if place is not None
        else Course.objects.select_related("organisation", "final_quiz").filter(slug=slug).first()
    )
    if course is None or course.status == Course.Status.DRAFT:
        raise Http404
    if course.status == Course.Status.RETIRED and place is None:
        raise Http404
    return course, place


def _place_of(
    person: Person | None, slug: str, *, relations: tuple[str, ...], only: tuple[str, ...] = ()
) -> Enrolment | None:
    """One standing place at most, with what is asked for beside it; ``only`` these columns, where they are few."""
    if person is None or not person.is_authenticated:
        return None
    places = Enrolment.objects.standing().select_related(*relations).only(*only)
    # No order: there is one at most (``enrolment_one_standing_…``), and sorting is a fifth of what the question costs.
    return next(iter(places.filter(learner=person, course__slug=slug).order_by()[:1]), None)


def get_enrolment_for(
    person: Person, slug: str, *, relations: tuple[str, ...] = ("course",), only: tuple[str, ...] = ()
) -> Enrolment:
    """A person's own place on a course. No course: 404. No place on it: a refusal that says how to get one."""
    enrolment = _place_of(person, slug, relations=relations, only=only)
    if enrolment is None:
        get_course_for(None, slug)
        raise EnrolmentRefused(_("Enrol in this course first; then its lessons open."), code="not_enrolled")
    return enrolment


def get_final_quiz_for(person: Person, slug: str) -> tuple[Enrolment, Quiz]:
    """The quiz that ends a course a person has a place on."""
    enrolment = get_enrolment_for(person, slug, relations=("course__final_quiz",))
    if enrolment.course.final_quiz is None:
        raise Http404
    return enrolment, enrolment.course.final_quiz


def get_lesson_for(
    person: Person, slug: str, position: int, *, uuid: UUID | None = None
) -> tuple[Enrolment, Lesson]:
    """A published lesson of a course a person has a place on.

    ``uuid`` is the lesson somebody had before their eyes: when lessons were moved meanwhile, it is that one and not the
    one that stands at its place now.
    """
    enrolment = get_enrolment_for(person, slug)
    lessons = Lesson.objects.filter(course=enrolment.course_id)
    lesson = lessons.filter(uuid=uuid).first() if uuid else lessons.filter(position=position).first()
    return enrolment, _published(lesson)


def get_own_lesson(person: Person, uuid: UUID) -> tuple[Enrolment, Lesson]:
    """A lesson by its own number, published or not, of a course a person has a place on: for what a device sends later."""
    lesson = Lesson.objects.select_related("course").filter(uuid=uuid).first()
    if lesson is None:
        raise Http404
    enrolment = get_enrolment_for(person, lesson.course.slug)
    return enrolment, lesson


def get_lesson_text_for(person: Person, slug: str, position: int) -> tuple[Enrolment, LessonText]:
    """The same door for reading: the lesson comes with its reading copy; the place on the course is the one question."""
    enrolment = get_enrolment_for(person, slug, only=READING)
    text = text_read(enrolment.course, position)
    if text is None:
        _published(Lesson.objects.filter(course=enrolment.course_id, position=position).first())
        raise Http404
    return enrolment, text


def _published(lesson: Lesson | None) -> Lesson:
    """The lesson, if it can be read; one that was taken back says so, one that never was does not exist."""
    if lesson is None:
        raise Http404
    if not lesson.is_published:
        raise ProgressRefused(
            _("“%(lesson)s” is being edited and cannot be read just now. Your place and your notes are kept.")
            % {"lesson": lesson.display_title},
            code="in_preparation",
        )
    return lesson

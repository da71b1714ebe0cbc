"""The doors of this room: a row, or a refusal."""

from django.http import Http404
from django.utils.translation import gettext as _

from courses.errors import EnrolmentRefused
from courses.models import Course, Enrolment, Lesson, LessonText
from people.access import Person
from quizzes.models import Quiz


def get_course_for(person: Person | None, slug: str) -> Course:
    """A course as anybody may see it: in the catalogue, or the person has a place on it. Drafts do not exist."""
    course = Course.objects.select_related("organisation", "final_quiz").filter(slug=slug).first()
    if course is None or course.status == Course.Status.DRAFT:
        raise Http404
    if course.status == Course.Status.RETIRED and find_enrolment(person, course) is None:
        raise Http404
    return course


def find_enrolment(person: Person | None, course: Course) -> Enrolment | None:
    """The place a person has on a course, if any; one standing place at most."""
    if person is None or not person.is_authenticated:
        return None
    return (
        Enrolment.objects.standing()
        .select_related("completion")
        .filter(learner=person, course=course)
        .first()
    )


def get_enrolment_for(person: Person, slug: str) -> Enrolment:
    """A person's own place on a course. No course: 404. No place on it: a refusal that says how to get one."""
    enrolment = (
        Enrolment.objects.standing()
        .select_related("course__final_quiz", "completion")
        .filter(learner=person, course__slug=slug)
        .first()
        if person.is_authenticated
        else None
    )
    if enrolment is None:
        get_course_for(person, slug)
        raise EnrolmentRefused(_("Enrol in this course first; then its lessons open."), code="not_enrolled")
    return enrolment


def get_final_quiz_for(person: Person, slug: str) -> tuple[Enrolment, Quiz]:
    """The quiz that ends a course a person has a place on."""
    enrolment = get_enrolment_for(person, slug)
    if enrolment.course.final_quiz is None:
        raise Http404
    return enrolment, enrolment.course.final_quiz


def get_lesson_for(person: Person, slug: str, position: int) -> tuple[Enrolment, Lesson]:
    """A published lesson of a course a person has a place on."""
    enrolment = get_enrolment_for(person, slug)
    lesson = Lesson.objects.filter(course=enrolment.course_id, position=position, is_published=True).first()
    if lesson is None:
        raise Http404
    return enrolment, lesson


def get_lesson_text_for(person: Person, slug: str, position: int) -> tuple[Enrolment, LessonText]:
    """The same door for reading: the lesson comes with its reading copy, in one question."""
    enrolment = get_enrolment_for(person, slug)
    text = (
        LessonText.objects.select_related("lesson")
        .filter(lesson__course=enrolment.course_id, lesson__position=position, lesson__is_published=True)
        .first()
    )
    if text is None:
        raise Http404
    text.lesson.course = enrolment.course
    return enrolment, text

"""The doors of the import screens: instructors and administrators, in the organisation that owns the course."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from content.models import WordImport
from courses.models import Course, CoursePage
from courses.permissions import AUTHORS
from people.access import Person, may_act_in, organisations_for
from people.models import Role

IMPORTERS = (Role.INSTRUCTOR, Role.ADMINISTRATOR)


def courses_importable_by(person: Person) -> QuerySet[Course]:
    """Courses a person may bring lessons into; the only ones the form offers."""
    owners = organisations_for(person, IMPORTERS)
    return Course.objects.owned_within(owners).exclude(status=Course.Status.RETIRED).order_by("title")


def may_import_lessons(person: Person) -> bool:
    return courses_importable_by(person).exists()


def may_begin_course(person: Person) -> bool:
    """Whether a person may open a new course in at least one organisation."""
    return organisations_for(person, IMPORTERS).exists()


def get_whole_course_for(person: Person, uuid: UUID) -> Course:
    """A course that still has its page, for those who write or review it; for everybody else it does not exist."""
    course = Course.objects.select_related("organisation", "final_quiz").filter(uuid=uuid).first()
    if course is None or not may_act_in(person, course.organisation, AUTHORS):
        raise Http404
    if not CoursePage.objects.filter(course=course).exists():
        raise Http404
    return course


def may_export(person: Person, course: Course) -> bool:
    """Whether a person may take a course out as a file: those who bring lessons in."""
    return may_act_in(person, course.organisation, IMPORTERS)


def get_course_to_export_for(person: Person, uuid: UUID) -> Course:
    """A course with its organisation, for those who write in it; for everybody else it does not exist."""
    course = Course.objects.select_related("organisation").filter(uuid=uuid).first()
    if course is None or not may_export(person, course):
        raise Http404
    return course


def get_lesson_import_for(person: Person, uuid: UUID) -> tuple[WordImport, Course]:
    """A batch and its course, for those who may write in that course; for everybody else it does not exist."""
    batch = (
        WordImport.objects.filter(uuid=uuid, purpose=WordImport.Purpose.LESSON)
        .select_related("imported_by")
        .first()
    )
    course = (
        Course.objects.select_related("organisation").filter(code=batch.target).first() if batch else None
    )
    if batch is None or course is None or not may_act_in(person, course.organisation, IMPORTERS):
        raise Http404
    return batch, course

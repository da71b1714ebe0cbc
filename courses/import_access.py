"""The doors of the import screens: instructors and administrators, in the organisation that owns the course."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from content.models import WordImport
from courses.models import Course
from people.access import Person, may_act_in, organisations_for
from people.models import Role

IMPORTERS = (Role.INSTRUCTOR, Role.ADMINISTRATOR)


def courses_importable_by(person: Person) -> QuerySet[Course]:
    """Courses a person may bring lessons into; the only ones the form offers."""
    owners = organisations_for(person, IMPORTERS)
    return Course.objects.owned_within(owners).exclude(status=Course.Status.RETIRED).order_by("title")


def may_import_lessons(person: Person) -> bool:
    return courses_importable_by(person).exists()


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

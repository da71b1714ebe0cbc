"""How many people a change of a lesson touches."""

from dataclasses import dataclass

from django.apps import apps
from django.db.models import Count, Q

from courses.models.course import Lesson


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    done: int
    """Have finished the lesson; the course is not completed yet."""
    reading: int
    """Have opened it and not finished."""
    here: int
    """Everybody on the course who has not completed it."""


def people_in(lesson: Lesson) -> People:
    """Those in the middle of a course: two questions. Who has completed it is not touched by any change."""
    enrolments = apps.get_model("courses", "Enrolment").objects.filter(
        course=lesson.course_id, status="active"
    )
    counts = (
        apps.get_model("courses", "LessonProgress")
        .objects.filter(lesson=lesson, enrolment__in=enrolments)
        .aggregate(
            done=Count("pk", filter=Q(done_at__isnull=False)),
            reading=Count("pk", filter=Q(done_at__isnull=True)),
        )
    )
    return People(done=counts["done"], reading=counts["reading"], here=enrolments.count())

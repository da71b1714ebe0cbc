"""In which order rows are locked: the course before its lessons, for every change of a lesson ends with its course."""

from collections.abc import Iterable

from courses.models import Course


def lock_courses(*, lessons: Iterable[int]) -> None:
    """Hold the courses of some lessons until the transaction ends, always in the same order: nobody waits in a circle."""
    courses = Course.objects.filter(pk__in=Course.objects.filter(lessons__in=list(lessons)).values("pk"))
    list(courses.order_by("pk").select_for_update().values_list("pk", flat=True))

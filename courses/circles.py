"""What waits for what, read for the question whether something would run in a circle (``courses.release.circle_of``)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from courses.models.course import Course, Lesson
from courses.release import circle_of

Edges = Mapping[int, list[int]]


def prerequisite_edges() -> Edges:
    """For each course the courses to complete first: one question."""
    edges: dict[int, list[int]] = defaultdict(list)
    through = Course.prerequisites.through.objects.values_list("from_course_id", "to_course_id")
    for course, required in through:
        edges[course].append(required)
    return edges


def waiting_edges(course_id: int) -> Edges:
    """For each lesson of a course the lesson it opens after: one question."""
    rows = Lesson.objects.filter(course=course_id, opens_after__isnull=False)
    return {lesson: [after] for lesson, after in rows.values_list("pk", "opens_after_id") if after}


def circle_of_courses(course_id: int, wanted: Iterable[int]) -> str:
    """The circle in words that a wish would close: "A → B → A"; empty: none."""
    circle = circle_of(course_id, wanted, prerequisite_edges())
    titles = dict(Course.objects.filter(pk__in=circle).values_list("pk", "title"))
    return " → ".join(titles[key] for key in circle)


def circle_of_lessons(lesson: Lesson, wanted: int) -> str:
    """The same for lessons of one course."""
    circle = circle_of(lesson.pk, [wanted], waiting_edges(lesson.course_id))
    titles = {row.pk: str(row) for row in Lesson.objects.filter(pk__in=circle)}
    return " → ".join(titles[key] for key in circle)

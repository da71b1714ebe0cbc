"""What stands on the first page of the editors' admin about courses."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.timezone import localdate
from wagtail.admin.ui.components import Component

from courses.models import CoursePage
from courses.services.reviewing import courses_to_review

SHOWN = 10


class ReviewDatesPanel(Component):
    """Courses of one's own organisations whose review date has come near."""

    name = "review_dates"
    template_name = "courses/admin/review_dates.html"
    order = 150

    def get_context_data(self, parent_context: Mapping[str, Any] | None) -> dict[str, Any]:
        today = localdate()
        user = (parent_context or {})["request"].user
        due = courses_to_review(person=user, today=today)[:SHOWN]
        pages = dict(CoursePage.objects.filter(course__in=[c.pk for c in due]).values_list("course_id", "pk"))
        rows = [
            (course, pages[course.pk], bool(course.review_by and course.review_by < today))
            for course in due
            if course.pk in pages
        ]
        return {"rows": rows}


def add_review_dates(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(ReviewDatesPanel())

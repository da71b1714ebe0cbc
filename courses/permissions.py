"""Who may do what with a course's pages in the editors' admin: groups say what, the organisation says where."""

from wagtail.models import Page, PagePermissionTester

from courses.models.course import Course
from people.access import may_act_in
from people.models import Role, User

AUTHORS = (Role.INSTRUCTOR, Role.REVIEWER, Role.ADMINISTRATOR)


def may_write(person: User, course: Course) -> bool:
    """Whether a person writes in the organisation that owns a course, or above it."""
    return may_act_in(person, course.organisation, AUTHORS)


class CoursePermissionTester(PagePermissionTester):
    """Wagtail asks this before every act on a page; in another organisation's course the answer is always no."""

    def __init__(self, user: User, page: Page, course: Course) -> None:
        super().__init__(user, page)
        if user.is_active and not user.is_superuser and not may_write(user, course):
            self.permissions: set[str] = set()

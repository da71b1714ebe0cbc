"""Who may do what with a course's pages in the editors' admin: groups say what, the organisation says where."""

from django.conf import settings
from wagtail.models import Page, PagePermissionTester

from content.four_eyes import FourEyesTester
from courses.models.course import Course
from people.access import may_act_in
from people.models import Organisation, Role, User

AUTHORS = (Role.INSTRUCTOR, Role.REVIEWER, Role.ADMINISTRATOR)
APPROVERS = (Role.REVIEWER, Role.ADMINISTRATOR)


def may_write(person: User, course: Course) -> bool:
    """Whether a person writes in the organisation that owns a course, or above it."""
    return may_act_in(person, course.organisation, AUTHORS)


def organisation_of_page(page: Page) -> Organisation | None:
    """Whose course a page belongs to; None for pages that are no course and no lesson."""
    specific = page.specific
    if getattr(specific, "lesson_id", None):
        return specific.lesson.course.organisation
    return specific.course.organisation if getattr(specific, "course_id", None) else None


def may_approve(person: User, page: Page) -> bool:
    """Whether a person reviews for the organisation that owns a course, or above it."""
    owner = organisation_of_page(page)
    return owner is not None and person.is_active and may_act_in(person, owner, APPROVERS)


class CoursePermissionTester(FourEyesTester):
    """Wagtail asks this before every act on a page; in another organisation's course the answer is always no."""

    def __init__(self, user: User, page: Page, course: Course) -> None:
        super().__init__(user, page)
        if user.is_active and not user.is_superuser and not may_write(user, course):
            self.permissions: set[str] = set()

    def has_rule(self) -> bool:
        return bool(settings.COURSES_FOUR_EYES)

    def may_approve(self) -> bool:
        return may_approve(self.user, self.page)

    def can_unpublish(self) -> bool:
        return bool(super().can_unpublish()) and (self._is_free() or self.may_approve())


class CourseListPermissionTester(PagePermissionTester):
    """In the list of courses: a new course is not published by the person who has just written it."""

    def can_publish_subpage(self) -> bool:
        return bool(super().can_publish_subpage()) and (
            self.user.is_superuser or not settings.COURSES_FOUR_EYES
        )

"""Who may do what with a course's pages in the editors' admin: groups say what, the organisation says where."""

from django.conf import settings
from wagtail.models import Page, PagePermissionTester

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


class CoursePermissionTester(PagePermissionTester):
    """Wagtail asks this before every act on a page; in another organisation's course the answer is always no."""

    def __init__(self, user: User, page: Page, course: Course) -> None:
        super().__init__(user, page)
        if user.is_active and not user.is_superuser and not may_write(user, course):
            self.permissions: set[str] = set()

    def can_publish(self) -> bool:
        """Four eyes: by a reviewer, and never what they wrote last or asked to be reviewed themselves."""
        return bool(super().can_publish()) and self._has_four_eyes()

    def can_unpublish(self) -> bool:
        return bool(super().can_unpublish()) and (
            self.user.is_superuser or not settings.COURSES_FOUR_EYES or may_approve(self.user, self.page)
        )

    def can_publish_subpage(self) -> bool:
        """A lesson that somebody has just written is not published by the same person."""
        return bool(super().can_publish_subpage()) and (
            self.user.is_superuser or not settings.COURSES_FOUR_EYES
        )

    def can_submit_for_moderation(self) -> bool:
        return bool(super().can_submit_for_moderation()) and self.can_edit()

    def _has_four_eyes(self) -> bool:
        if self.user.is_superuser or not settings.COURSES_FOUR_EYES:
            return True
        state = self.page.current_workflow_state
        asked_by = state.requested_by_id if state else None
        last = self.page.latest_revision
        wrote_by = last.user_id if last else self.page.owner_id
        return self.user.pk not in {asked_by, wrote_by} and may_approve(self.user, self.page)


class CourseListPermissionTester(PagePermissionTester):
    """In the list of courses: a new course is not published by the person who has just written it."""

    def can_publish_subpage(self) -> bool:
        return bool(super().can_publish_subpage()) and (
            self.user.is_superuser or not settings.COURSES_FOUR_EYES
        )

"""Which pages somebody finds in the editors' admin: lists, search, choosers, reports and API leave out foreign courses."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from courses.models import CoursePage, LessonPage
from courses.permissions import AUTHORS, may_write
from people.access import organisations_for
from people.models import User


def without_foreign_courses(pages: QuerySet[Page], person: User) -> QuerySet[Page]:
    """Pages without the courses and lessons of organisations in which a person may not write."""
    if getattr(person, "is_superuser", False):
        return pages
    mine = organisations_for(person, AUTHORS)
    return pages.exclude(
        pk__in=CoursePage.objects.exclude(course__organisation__in=mine).values("pk")
    ).exclude(pk__in=LessonPage.objects.exclude(lesson__course__organisation__in=mine).values("pk"))


def choosable_pages(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """What a page chooser offers. Registered as a hook."""
    return without_foreign_courses(pages, request.user)  # type: ignore[arg-type]


class OwnPagesPolicy(PagePermissionPolicy):
    """Wagtail's policy for pages, narrowed to courses of one's own organisations."""

    def instances_user_has_any_permission_for(self, user: User, actions: Iterable[str]) -> QuerySet[Page]:
        return without_foreign_courses(super().instances_user_has_any_permission_for(user, actions), user)

    def explorable_instances(self, user: User) -> QuerySet[Page]:
        return without_foreign_courses(super().explorable_instances(user), user)

    def user_has_any_permission_for_instance(self, user: User, actions: Any, instance: Page) -> bool:
        if not super().user_has_any_permission_for_instance(user, actions, instance):
            return False
        specific = instance.specific
        course = getattr(specific, "course", None) or getattr(
            getattr(specific, "lesson", None), "course", None
        )
        return user.is_superuser or course is None or may_write(user, course)

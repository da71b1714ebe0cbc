"""What the editors' admin must not do with course pages, told in sentences. Registered in ``wagtail_hooks``."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from courses.models import CoursePage, LessonPage
from courses.permissions import AUTHORS
from people.access import organisations_for


def only_own_courses(parent_page: Page, pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """Lists of pages leave out courses of organisations in which somebody may not write."""
    if getattr(request.user, "is_superuser", False):
        return pages
    mine = organisations_for(request.user, AUTHORS)
    return pages.exclude(
        pk__in=CoursePage.objects.exclude(course__organisation__in=mine).values("pk")
    ).exclude(pk__in=LessonPage.objects.exclude(lesson__course__organisation__in=mine).values("pk"))


def refuse_copy(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A copied page would stand on the same course as its original."""
    if not isinstance(page.specific, CoursePage | LessonPage):
        return None
    messages.warning(
        request, _("Courses and lessons cannot be copied: create a new one, so that it has its own learners.")
    )
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def refuse_move(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """A lesson belongs to its course: what learners did in it is counted there."""
    if not isinstance(page.specific, LessonPage) or destination.pk == page.get_parent().pk:
        return None
    messages.warning(request, _("A lesson cannot be moved to another course; create it there instead."))
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def refuse_bulk_move(
    request: HttpRequest, action_type: str, objects: Sequence[Page], action_class: object
) -> HttpResponse | None:
    """The same for several pages at once."""
    lessons = [page for page in objects if isinstance(page, Page) and isinstance(page.specific, LessonPage)]
    if action_type != "move" or not lessons:
        return None
    messages.warning(request, _("A lesson cannot be moved to another course; create it there instead."))
    return redirect("wagtailadmin_explore", lessons[0].get_parent().pk)

"""What the editors' admin must not do with course pages, told in sentences. Registered in ``wagtail_hooks``."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from courses.models import CoursePage, LessonPage
from courses.page_policy import without_foreign_courses


def only_own_courses(parent_page: Page, pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """Lists of pages leave out courses of organisations in which somebody may not write."""
    return without_foreign_courses(pages, request.user)  # type: ignore[arg-type]


def refuse_copy(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A copied page would stand on the same course as its original: a course has its own way to be copied."""
    if isinstance(page.specific, CoursePage):
        return redirect("courses_copy", slug=page.specific.course.slug)
    if not isinstance(page.specific, CoursePage | LessonPage):
        return None
    messages.warning(request, _("A lesson is not copied by itself: copy its course, or create a new lesson."))
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


def tell_of_another_hand(request: HttpRequest, page: Page) -> None:
    """Somebody saved the same page meanwhile: say so after saving. Both wordings are kept, and can be compared."""
    loaded = request.POST.get("loaded_revision_id", "")
    if not loaded.isdigit():
        return
    newest = list(page.revisions.order_by("-created_at", "-pk").select_related("user")[:2])
    if len(newest) < 2 or newest[1].pk <= int(loaded):
        return
    address = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, newest[1].pk, newest[0].pk])
    messages.warning(
        request,
        format_html(
            _(
                '{} saved this page while you were writing. Both versions are kept: <a href="{}">compare them</a>.'
            ),
            newest[1].user or _("Somebody"),
            address,
        ),
    )

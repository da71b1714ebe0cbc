"""What stands on the first page of the editors' admin for those who keep what citizens read.

Panels of other matters of the editor's day (``construct_homepage_panels``) take orders from 120 to 149: below these doors
and above what Wagtail and the courses show.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.forms import Media
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate
from wagtail.admin.ui.components import Component
from wagtail.models import TaskState

from guides.access import may_keep_guides
from guides.models import GuideIndexPage, GuideReviewTask
from guides.reviews import reviews_due
from people.access import Person


class EditorsDayPanel(Component):
    """The doors of the day: a new guide, one from Word, what waits for a second pair of eyes, what is overdue."""

    name = "editors_day"
    template_name = "guides/admin/editors_day.html"
    order = 110

    @property
    def media(self) -> Media:
        return Media(css={"all": ["guides/desk.css"]})

    def get_context_data(self, parent_context: Mapping[str, Any] | None) -> dict[str, Any]:
        person = (parent_context or {})["request"].user
        index = GuideIndexPage.objects.first()
        rows = reviews_due(person=person, today=localdate())
        add = reverse("wagtailadmin_pages:add", args=["guides", "guidepage", index.pk]) if index else ""
        return {
            "add_url": add,
            "waiting": waiting_for(person).count(),
            "waiting_url": f"{reverse('wagtailadmin_reports:workflow_tasks')}?status=in_progress",
            "overdue": sum(row.is_overdue for row in rows),
            "soon": sum(not row.is_overdue for row in rows),
        }


def waiting_for(person: Person) -> QuerySet[TaskState]:
    """Guides that were handed in and that this person may read and publish."""
    waiting = TaskState.objects.filter(
        task__in=GuideReviewTask.objects.values("pk"), status=TaskState.STATUS_IN_PROGRESS
    )
    if settings.GUIDES_FOUR_EYES and not getattr(person, "is_superuser", False):
        waiting = waiting.exclude(workflow_state__requested_by=person.pk)
    return waiting


def add_editors_day(request: HttpRequest, panels: list[Component]) -> None:
    if may_keep_guides(request.user):
        panels.append(EditorsDayPanel())

"""The review between an author and the learners: somebody else of the organisation reads first."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Task, TaskState

from content.accessibility import barriers_in
from courses.permissions import may_approve, organisation_of_page
from people.models import User


class ReviewTask(Task):
    """Approved by a reviewer or administrator of the organisation that owns the course, never by who asked for it."""

    @classmethod
    def get_description(cls) -> str:
        return str(_("A reviewer of the organisation approves, never the person who submitted the page."))

    def _reviews(self, page: Page, user: User) -> bool:
        return may_approve(user, page)

    def user_can_access_editor(self, page: Page, user: User) -> bool:
        return self._reviews(page, user)

    def locked_for_user(self, page: Page, user: User) -> bool:
        return not self._reviews(page, user)

    def get_actions(self, page: Page, user: User) -> list[tuple[str, Any, bool]]:
        state = page.current_workflow_state
        is_own = state is not None and state.requested_by_id == user.pk
        if not self._reviews(page, user) or (is_own and not user.is_superuser):
            return []
        back = ("reject", _("Send back with a reason"), True)
        body = getattr(page.get_latest_revision_as_object(), "body", None)
        if body and barriers_in(body):
            return [back]
        return [
            back,
            ("approve", _("Approve"), False),
            ("approve", _("Approve with a remark"), True),
        ]

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        from courses.review_forms import SendBackForm, TaskStateCommentForm  # these need loaded models

        return SendBackForm if action == "reject" else TaskStateCommentForm

    def get_task_states_user_can_moderate(self, user: User, **kwargs: Any) -> QuerySet[TaskState]:
        """What waits for this person: within their organisations, and not their own."""
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS).select_related(
            "workflow_state"
        )
        mine = [
            state.pk
            for state in waiting
            if isinstance(page := state.workflow_state.content_object, Page)
            and organisation_of_page(page) is not None
            and self.get_actions(page, user)
        ]
        return self.task_states.filter(pk__in=mine)

    class Meta:
        verbose_name = _("review of a course or lesson")
        verbose_name_plural = _("reviews of courses and lessons")

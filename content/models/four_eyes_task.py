"""The task of a review between a writer and the readers: somebody else reads first."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Task, TaskState

from content.models.gated import Gated
from people.models import User


class FourEyesTask(Task):
    """Approved by whom the room names, never by who asked for it, and never while the gate would stop it."""

    class Meta:
        abstract = True

    def reviews(self, page: Page, user: User) -> bool:
        """Whether a person is one of those who may approve this page."""
        raise NotImplementedError

    def concerns(self, page: Page) -> bool:
        """Whether a page is of the kind this task was made for."""
        return True

    def user_can_access_editor(self, page: Page, user: User) -> bool:
        return self.reviews(page, user)

    def locked_for_user(self, page: Page, user: User) -> bool:
        return not self.reviews(page, user)

    def get_actions(self, page: Page, user: User) -> list[tuple[str, Any, bool]]:
        state = page.current_workflow_state
        is_own = state is not None and state.requested_by_id == user.pk
        if not self.reviews(page, user) or (is_own and not user.is_superuser and self.has_rule()):
            return []
        back = ("reject", _("Send back with a reason"), True)
        draft = page.get_latest_revision_as_object()
        if isinstance(draft, Gated) and draft.barriers():
            return [back]
        return [
            back,
            ("approve", _("Approve"), False),
            ("approve", _("Approve with a remark"), True),
        ]

    def has_rule(self) -> bool:
        """Whether who asked for a review may not approve it themselves."""
        return True

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        from content.review_forms import SendBackForm, TaskStateCommentForm  # these need loaded models

        return SendBackForm if action == "reject" else TaskStateCommentForm

    def get_task_states_user_can_moderate(self, user: User, **kwargs: Any) -> QuerySet[TaskState]:
        """What waits for this person, and is not their own."""
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS).select_related(
            "workflow_state"
        )
        mine = [
            state.pk
            for state in waiting
            if isinstance(page := state.workflow_state.content_object, Page)
            and self.concerns(page)
            and self.get_actions(page, user)
        ]
        return self.task_states.filter(pk__in=mine)

"""What happens when the last reviewer has approved. Wagtail loads this before any model: imports come late."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wagtail.models import WorkflowState

    from people.models import User


def publish_approved(workflow_state: "WorkflowState", user: "User | None" = None) -> None:
    """Publish what was approved. Who may approve, the task decided: a reviewer may have mended a word meanwhile."""
    from wagtail.workflows import publish_workflow_state

    from content.models.four_eyes_task import FourEyesTask

    last = workflow_state.current_task_state
    if last is not None and isinstance(last.task.specific, FourEyesTask):
        page = workflow_state.content_object
        page.get_latest_revision().publish(user=user, skip_permission_checks=True)
    else:
        publish_workflow_state(workflow_state, user)

"""Review of guides by a second editor before citizens read them."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState, Workflow, WorkflowPage, WorkflowTask

from content.letters import desk_address
from content.models.gated import holders_of
from guides.access import EDITORS
from guides.models import GuideIndexPage, GuideReviewTask
from jobs.services import enqueue
from people.letters import write_to

TELL_REVIEWERS = "guides.tell_reviewers"
WORKFLOW = "Thẩm định hướng dẫn"
TASK = "Biên tập viên thứ hai đọc và xuất bản"


@transaction.atomic
def set_up_guide_review(*, index: GuideIndexPage) -> Workflow:
    """Let everything below the list of guides pass a review; calling it again changes nothing."""
    task = GuideReviewTask.objects.first() or GuideReviewTask.objects.create(name=TASK)
    workflow, _created = Workflow.objects.get_or_create(name=WORKFLOW)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task.task_ptr, defaults={"sort_order": 0})
    WorkflowPage.objects.get_or_create(page=index.page_ptr, defaults={"workflow": workflow})
    return workflow


def ask_editors(*, state: TaskState) -> None:
    """Promise the letter to those who may review a guide, in the transaction that hands it in."""
    enqueue(kind=TELL_REVIEWERS, key=f"{TELL_REVIEWERS}:{state.pk}", payload={"state": state.pk})


def tell_editors(*, state_id: int) -> int:
    """Write to the other editors that a guide waits for them. Returns how many letters were sent."""
    state = TaskState.objects.filter(pk=state_id, status=TaskState.STATUS_IN_PROGRESS).first()
    page = state.workflow_state.content_object if state else None
    if state is None or not isinstance(page, Page):
        return 0
    asked_by = state.workflow_state.requested_by
    title = page.get_latest_revision_as_object().title
    address = desk_address(page)
    return write_to(
        readers=holders_of(*EDITORS).exclude(pk=asked_by.pk if asked_by else 0),
        subject=lambda: _("To be reviewed: %(title)s") % {"title": title},
        body=lambda: (
            _("%(who)s asks you to review the guide “%(title)s”.\n\n%(address)s")
            % {"who": asked_by or "", "title": title, "address": address}
        ),
    )

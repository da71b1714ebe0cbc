"""Review by somebody else before publishing, and review dates of what is published."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState, Workflow, WorkflowPage, WorkflowTask

from content.letters import desk_address
from courses.models import Course, CourseIndexPage, CoursePage
from courses.models.review import ReviewTask
from courses.permissions import APPROVERS, AUTHORS
from jobs.services import enqueue
from people.access import organisations_for
from people.letters import write_to
from people.models import Membership, Organisation, User

TELL_REVIEWERS = "courses.tell_reviewers"
REMIND = "courses.remind_of_review"
DAYS_BEFORE = 14
WORKFLOW = "Thẩm định khóa học và bài học"
TASK = "Người thẩm định đọc và xuất bản"


@transaction.atomic
def set_up_review(*, index: CourseIndexPage) -> Workflow:
    """Let everything below the list of courses pass a review; calling it again changes nothing."""
    task = ReviewTask.objects.first() or ReviewTask.objects.create(name=TASK)
    workflow, _created = Workflow.objects.get_or_create(name=WORKFLOW)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task.task_ptr, defaults={"sort_order": 0})
    WorkflowPage.objects.get_or_create(page=index.page_ptr, defaults={"workflow": workflow})
    return workflow


def ask_reviewers(*, state: TaskState) -> None:
    """Promise the letter to those who may review a page, in the transaction that submits it."""
    enqueue(kind=TELL_REVIEWERS, key=f"{TELL_REVIEWERS}:{state.pk}", payload={"state": state.pk})


def tell_reviewers(*, state_id: int) -> int:
    """Write to the reviewers of the organisation that a page waits for them. Returns how many letters were sent."""
    state = TaskState.objects.filter(pk=state_id, status=TaskState.STATUS_IN_PROGRESS).first()
    page = state.workflow_state.content_object if state else None
    if not isinstance(page, Page):
        return 0
    course = page.specific.course if isinstance(page.specific, CoursePage) else page.specific.lesson.course
    asked_by = state.workflow_state.requested_by
    readers = people_with(organisation=course.organisation, roles=APPROVERS).exclude(
        pk=asked_by.pk if asked_by else 0
    )
    address = desk_address(page)
    return write_to(
        readers=readers,
        subject=lambda: (
            _("To be reviewed: %(title)s") % {"title": page.get_latest_revision_as_object().title}
        ),
        body=lambda: (
            _("%(who)s asks you to review “%(title)s” in the course %(course)s.\n\n%(address)s")
            % {"who": asked_by or "", "title": page.title, "course": course, "address": address}
        ),
    )


def courses_to_review(*, person: User, today: Any) -> QuerySet[Course]:
    """Published courses of a person's organisations whose review date has come or comes within two weeks."""
    own = organisations_for(person, AUTHORS)
    return due_for_review(today=today).filter(organisation__in=own)


def due_for_review(*, today: Any) -> QuerySet[Course]:
    until = today + timedelta(days=DAYS_BEFORE)
    return Course.objects.published().filter(review_by__lte=until).order_by("review_by", "code")


@transaction.atomic
def promise_reminders(*, now: datetime) -> int:
    """One letter for each review date that comes near: asked every day, written once. Returns the courses found."""
    due = list(due_for_review(today=localdate(now)))
    for course in due:
        key = f"{REMIND}:{course.uuid}:{course.review_by}"
        enqueue(kind=REMIND, key=key, payload={"course": course.pk}, now=now)
    return len(due)


def remind_of_review(*, course_id: int) -> int:
    """Write to the authors of a course that it is to be reviewed. Returns how many letters were sent."""
    course = Course.objects.published().select_related("organisation").filter(pk=course_id).first()
    if course is None or course.review_by is None:
        return 0
    page = CoursePage.objects.filter(course=course).first()
    address = desk_address(page) if page else settings.SITE_URL
    day = course.review_by.strftime("%d/%m/%Y")
    return write_to(
        readers=people_with(organisation=course.organisation, roles=AUTHORS),
        subject=lambda: _("To be reviewed by %(day)s: %(course)s") % {"day": day, "course": course},
        body=lambda: (
            _(
                "The course %(course)s is to be reviewed by %(day)s: are rules, forms and addresses still right? "
                "Enter a new date when you have done so.\n\n%(address)s"
            )
            % {"course": course, "day": day, "address": address}
        ),
    )


def people_with(*, organisation: Organisation, roles: Any) -> QuerySet[User]:
    """Active people who hold one of the roles in an organisation today."""
    posts = Membership.objects.valid_on(localdate()).filter(organisation=organisation, role__in=roles)
    return User.objects.filter(pk__in=posts.values("person"), is_active=True)

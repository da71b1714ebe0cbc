"""A course and all its lessons handed in, approved or published in one act: all of it, or a sentence and nothing."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from courses.errors import AuthoringRefused
from courses.models import Course
from courses.whole_course import Part, WholeCourse, may_publish_at_once, to_approve, whole_course
from people.models import User

NAMED = 10
"""So many lessons are named in a sentence."""


@transaction.atomic
def hand_in_course(*, course: Course, by: User) -> int:
    """Ask for the review of everything that is not out yet. Returns how many pages were handed in.

    Raises ``AuthoringRefused``: ``barriers``, ``nothing_to_do``, ``no_review``.
    """
    whole = _locked(course)
    parts = whole.open_parts
    _refuse(whole, parts)
    for part in parts:
        workflow = part.page.get_workflow()
        if workflow is None:
            raise AuthoringRefused(
                _("No review is set up for this course. Ask an administrator."), code="no_review"
            )
        state = part.page.current_workflow_state
        if state is not None:
            state.resume(by)
        else:
            workflow.start(part.page, by)
    return len(parts)


@transaction.atomic
def approve_course(*, course: Course, by: User) -> int:
    """Approve everything that waits for this person; it is published. Returns how many pages.

    Raises ``AuthoringRefused``: ``barriers``, ``nothing_to_do``.
    """
    whole = _locked(course)
    parts = to_approve(whole, by)
    _refuse(whole, parts)
    for part in parts:
        part.page.current_workflow_state.current_task_state.approve(user=by)
    return len(parts)


@transaction.atomic
def publish_whole_course(*, course: Course, by: User) -> int:
    """Publish everything that is not out yet. Returns how many pages.

    Raises ``AuthoringRefused``: ``four_eyes``, ``barriers``, ``nothing_to_do``.
    """
    whole = _locked(course)
    if not may_publish_at_once(whole, by):
        raise AuthoringRefused(_("Somebody else has to review this course before."), code="four_eyes")
    parts = whole.open_parts
    _refuse(whole, parts)
    for part in parts:
        revision = part.page.get_latest_revision() or part.page.save_revision(user=by)
        revision.publish(user=by, skip_permission_checks=True)
    return len(parts)


def _locked(course: Course) -> WholeCourse:
    return whole_course(Course.objects.select_for_update().get(pk=course.pk))


def _refuse(whole: WholeCourse, parts: Sequence[Part]) -> None:
    if not parts:
        raise AuthoringRefused(_("Nothing of this course waits for that."), code="nothing_to_do")
    blocked = [part.title for part in parts if part.barriers]
    if blocked:
        raise AuthoringRefused(
            _("Nothing was sent out. Mend these lessons first: %(titles)s.")
            % {"titles": "; ".join(blocked[:NAMED])},
            code="barriers",
        )
    if all(lesson.is_empty for lesson in whole.lessons):
        raise AuthoringRefused(_("This course has no lesson with a text yet."), code="no_lessons")

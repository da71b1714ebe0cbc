"""Changes to lessons that stand already, always as a draft somebody publishes; and the way back."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Revision

from courses.details import lesson_details
from courses.errors import ImportRefused
from courses.models import Course, Lesson, LessonPage
from courses.services.settling import move_lesson
from people.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """A lesson's page with the revision written and the one before; ``position`` is the record's before the change."""

    lesson: str
    page: int
    written: int
    before: int
    position: int

    def as_plain(self) -> dict[str, Any]:
        return asdict(self)


def revise_page(*, page_id: int, title: str, body: Sequence[dict[str, Any]], by: User) -> Revised:
    """Put a new wording into the newest draft of a lesson. Learners go on reading what is published."""
    page = _draft_of(page_id, by)
    before = page.latest_revision or page.save_revision(user=by)
    position = page.lesson.position
    page.title = title
    page.body = json.dumps(list(body))
    written = page.save_revision(user=by, log_action=True)
    return Revised(
        lesson=str(page.lesson.uuid), page=page.pk, written=written.pk, before=before.pk, position=position
    )


def place_draft(
    *, course: Course, in_file: Sequence[str], new: set[str], chapters: Mapping[str, int | None], by: User
) -> list[Revised]:
    """Give lessons the order of the file: new drafts at once, lessons that stand with the publication of a draft.

    ``chapters`` are those the file puts standing lessons under, by uuid.
    """
    wanted = _order(course, in_file)
    revised = []
    for position, uuid in enumerate(wanted, 1):
        lesson = Lesson.objects.get(uuid=uuid)
        if lesson.position == position and chapters.get(uuid, lesson.chapter_id) == lesson.chapter_id:
            continue
        if uuid in new:
            move_lesson(lesson=lesson, position=position)
            continue
        if uuid not in in_file:
            continue
        page_id = LessonPage.objects.filter(lesson=lesson).values_list("pk", flat=True).first()
        if page_id is None:
            continue
        page = _draft_of(page_id, by)
        before = page.latest_revision or page.save_revision(user=by)
        moved = {"position": position, "chapter": chapters.get(uuid, lesson.chapter_id)}
        page.details = {**lesson_details(lesson), **page.details, **moved}
        written = page.save_revision(user=by, log_action=True)
        revised.append(
            Revised(lesson=uuid, page=page.pk, written=written.pk, before=before.pk, position=lesson.position)
        )
    return revised


def _order(course: Course, in_file: Sequence[str]) -> list[str]:
    """All lessons of a course, those of the file behind one another in its order, at the place of its first."""
    standing = [str(uuid) for uuid in course.lessons.order_by("position").values_list("uuid", flat=True)]
    mine = [uuid for uuid in dict.fromkeys(in_file) if uuid in set(standing)]
    if not mine:
        return standing
    places = iter(mine)
    taken = set(mine)
    return [next(places) if uuid in taken else uuid for uuid in standing]


def withdraw_lesson(*, page_id: int, by: User) -> dict[str, Any]:
    """Take a published lesson from learners' sight; what they did in it stays, and so does its page.

    Raises ``ImportRefused`` where it takes a reviewer to do that (``COURSES_FOUR_EYES``).
    """
    page = LessonPage.objects.select_related("lesson").get(pk=page_id)
    _refuse_locked(page, by)
    if not page.permissions_for_user(by).can_unpublish():
        raise ImportRefused(
            _(
                "Only a reviewer takes a published lesson from learners. Untick “%(title)s”, or ask a reviewer."
            )
            % {"title": page.title},
            code="reviewer_needed",
        )
    live = page.live_revision_id
    page.unpublish(user=by)
    return {"lesson": str(page.lesson.uuid), "page": page.pk, "live": live}


def _draft_of(page_id: int, by: User) -> LessonPage:
    page = LessonPage.objects.filter(pk=page_id).first()
    if page is None:
        raise ImportRefused(
            _("A lesson has been deleted since you looked. Please check once more."), code="changed_meanwhile"
        )
    _refuse_locked(page, by)
    draft: LessonPage = page.get_latest_revision_as_object()
    return draft


def _refuse_locked(page: LessonPage, by: User) -> None:
    lock = page.get_lock()
    if lock is not None and lock.for_user(by):
        raise ImportRefused(
            _("The lesson “%(title)s” is locked for editing, so nothing was written.")
            % {"title": page.title},
            code="locked",
        )


def put_back(*, revised: dict[str, Any], by: User) -> None:
    """Make the wording before an import the newest draft again. Raises ``ImportRefused`` when somebody purged it."""
    before = Revision.objects.filter(pk=revised["before"]).first()
    if before is None:
        raise ImportRefused(
            _("The wording before this import is not kept any more, so the import stays."), code="not_kept"
        )
    page = before.as_object()
    page.save_revision(user=by, log_action=True, previous_revision=before)
    lesson = Lesson.objects.get(uuid=revised["lesson"])
    if not lesson.is_published and lesson.position != revised["position"]:
        move_lesson(lesson=lesson, position=revised["position"])


def publish_again(*, withdrawn: dict[str, Any], by: User) -> None:
    """Let learners read a withdrawn lesson again, as they last read it."""
    revision = Revision.objects.filter(pk=withdrawn["live"]).first()
    if revision is not None:
        revision.publish(user=by)

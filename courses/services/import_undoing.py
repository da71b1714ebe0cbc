"""A whole import taken back while nobody has seen it; a sentence that says why when it cannot be."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from content.models import ContentImage, WordImport
from courses.errors import ImportRefused
from courses.models import Chapter, Lesson, LessonPage, LessonProgress
from courses.services.import_remarks import take_remarks_back
from courses.services.import_revising import publish_again, put_back
from courses.services.locking import lock_courses
from people.models import User
from quizzes.services.self_checking import undo_self_check


@transaction.atomic
def undo_import(*, batch: WordImport, by: User, now: datetime) -> WordImport:
    """Take back all an import wrote: new drafts with their pictures and self-checks, changed drafts, withdrawals.

    Raises ``ImportRefused`` (``nothing_to_undo``, ``published``, ``edited``, ``followed``, ``not_kept``) and changes nothing then.
    """
    batch = WordImport.objects.select_for_update().get(pk=batch.pk)
    if batch.status != WordImport.Status.APPLIED:
        raise ImportRefused(_("There is nothing to undo."), code="nothing_to_undo")
    new = [batch.outcome["lesson"]] if "lessons" not in batch.outcome else batch.outcome["lessons"]
    wanted = Lesson.objects.filter(uuid__in=[uuid for uuid in new if uuid])
    lock_courses(lessons=wanted.values_list("pk", flat=True))
    lessons = list(wanted.select_for_update())
    revised: list[dict[str, Any]] = batch.outcome.get("revised", [])
    _refuse_followed(batch)
    _refuse_seen(lessons)
    _refuse_overtaken(revised)
    _refuse_edited(batch.outcome.get("drafts", {}))
    for lesson in lessons:
        for page in LessonPage.objects.filter(lesson=lesson):
            page.delete(user=by)
        lesson.delete()
    for one in reversed(revised):
        put_back(revised=one, by=by)
    for one in batch.outcome.get("withdrawn", []):
        publish_again(withdrawn=one, by=by)
    _take_back_the_rest(batch, by, now)
    batch.status = WordImport.Status.UNDONE
    batch.save(update_fields=["status"])
    return batch


def _take_back_the_rest(batch: WordImport, by: User, now: datetime) -> None:
    take_remarks_back(written=batch.outcome.get("remarks", []))
    for made in reversed(batch.outcome.get("self_checks", [])):
        undo_self_check(
            quiz_uuid=made["quiz"], batch_uuid=made["batch"], is_new=made["is_new"], by=by, now=now
        )
    for image in ContentImage.objects.filter(pk__in=batch.outcome.get("images", [])):
        if not image.get_usage().count():
            image.delete()
    Chapter.objects.filter(pk__in=batch.outcome.get("chapters", []), lessons=None).delete()


def _refuse_followed(batch: WordImport) -> None:
    """A newer version of the same file builds on this one: that one has to go first."""
    followers = WordImport.objects.filter(
        status=WordImport.Status.APPLIED, target=batch.target, outcome__previous=str(batch.uuid)
    )
    if followers.exists():
        raise ImportRefused(
            _("A newer version of this file has been imported since. Undo that one first."), code="followed"
        )


def _refuse_seen(lessons: list[Lesson]) -> None:
    seen = [lesson for lesson in lessons if lesson.is_published]
    seen += [p.lesson for p in LessonProgress.objects.filter(lesson__in=lessons).select_related("lesson")]
    if seen:
        raise ImportRefused(
            _(
                "The lesson “%(title)s” has been published, so the import stays. "
                "Unpublish it in the page editor instead."
            )
            % {"title": seen[0].title},
            code="published",
        )


def _refuse_overtaken(revised: list[dict[str, Any]]) -> None:
    """A draft that was published or edited since is somebody's newer work."""
    newest: dict[int, int] = {one["page"]: one["written"] for one in revised}
    pages = LessonPage.objects.filter(pk__in=newest)
    for page in pages:
        if page.live_revision_id is not None and page.live_revision_id >= newest[page.pk]:
            raise ImportRefused(
                _("The change to the lesson “%(title)s” has been published, so the import stays.")
                % {"title": page.title},
                code="published",
            )
        if page.latest_revision_id != newest[page.pk]:
            raise ImportRefused(
                _("The lesson “%(title)s” has been edited since, so the import stays.")
                % {"title": page.title},
                code="edited",
            )


def _refuse_edited(drafts: dict[str, int]) -> None:
    """What somebody has written into a new draft since would be lost with it."""
    for page in LessonPage.objects.filter(lesson__uuid__in=drafts).select_related("lesson"):
        if page.latest_revision_id != drafts[str(page.lesson.uuid)]:
            raise ImportRefused(
                _("The lesson “%(title)s” has been edited since, so the import stays.")
                % {"title": page.lesson.title},
                code="edited",
            )

"""Lessons from Word: read and checked first, written only when the author says so, undone as a whole."""

import hashlib
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.utils.translation import gettext as _

from content.models import ContentImage, WordImport
from content.services.pictures import PREVIEW_SIDE, CleanPicture, PictureRefused, clean_picture, store_picture
from content.services.words import read_word_safely, tell_problem
from content.word.messages import SENTENCES as WORD_SENTENCES
from content.word.tree import Media, WordDocument, WordRefused
from courses.errors import ImportRefused
from courses.import_access import IMPORTERS
from courses.importers.lesson import SENTENCES, ParsedLesson, lesson_from_plain, report_of
from courses.importers.word import BROKEN_PICTURE, SHOWN_ON_THE_WEB, parse_lesson, plan_lesson
from courses.models import Chapter, Course, Lesson, LessonPage, LessonProgress
from courses.services.authoring import add_lesson
from jobs.services import enqueue
from people.access import may_act_in
from people.models import User

CHECK = "courses.check_word_import"
SYNCHRONOUS_UP_TO = 2_000_000
"""A larger file is read by a worker; the author watches a page that refreshes itself."""


def read_lesson(*, data: bytes, filename: str) -> tuple[ParsedLesson, WordDocument]:
    """What a file would become, with nothing written. Raises ``WordRefused`` with a sentence."""
    document = _with_readable_pictures(read_word_safely(data, filename=filename))
    return _told(parse_lesson(document)), document


def receive_lesson_file(*, data: bytes, filename: str, course: Course, by: User, now: datetime) -> WordImport:
    """Take a file in and check it: at once when it is small, by a worker when it is large.

    Raises ``WordRefused`` for a small file that cannot be read; then nothing is kept.
    """
    is_small = len(data) <= SYNCHRONOUS_UP_TO
    found = read_lesson(data=data, filename=filename) if is_small else None
    with transaction.atomic():
        batch = _new_batch(data, filename, course, by, now)
        if found:
            _fill(batch, *found)
        batch.save()
        if not is_small:
            enqueue(
                kind=CHECK, key=f"{CHECK}:{batch.uuid}", payload={"import": str(batch.uuid)}, requested_by=by
            )
    return batch


def check_waiting_import(*, batch_uuid: UUID) -> WordImport:
    """Read a large file that waits. Doing it twice is harmless."""
    batch = WordImport.objects.get(uuid=batch_uuid)
    if batch.status != WordImport.Status.WAITING:
        return batch
    try:
        found = read_lesson(data=_original(batch), filename=batch.filename)
    except WordRefused as refusal:
        batch.status = WordImport.Status.REFUSED
        batch.report = {"refused": refusal.code, "message": refusal.message}
    else:
        _fill(batch, *found)
    batch.save(update_fields=["status", "report", "parsed"])
    return batch


def planned_lesson(*, batch: WordImport, course: Course) -> ParsedLesson:
    """What the check found, with what it means in this course, in the reader's language."""
    titles = list(course.lessons.values_list("title", flat=True))
    return _told(plan_lesson(lesson_from_plain(batch.parsed), existing_titles=titles))


def import_lesson(
    *,
    batch: WordImport,
    course: Course,
    by: User,
    now: datetime,
    title: str = "",
    chapter: Chapter | None = None,
    alternatives: Mapping[int, str] | None = None,
    not_headings: Collection[int] = (),
) -> Lesson:
    """Write what was checked: a draft lesson at the end of the course, its pictures, and the batch's record of both.

    The file is read and its pictures are written anew before the transaction begins: nobody waits for that.
    """
    document = _with_readable_pictures(read_word_safely(_original(batch), filename=batch.filename))
    parsed = parse_lesson(document, not_headings=not_headings)
    plan = plan_lesson(parsed, title=title, alternatives=alternatives)
    if not plan.blocks:
        raise ImportRefused(_("There is no text in this file."), code="nothing")
    pictures = [clean_picture(data=document.media[picture.key].data) for picture in plan.pictures]
    images: list[ContentImage] = []
    try:
        return _write_lesson(
            batch=batch,
            course=course,
            chapter=chapter,
            plan=plan,
            pictures=pictures,
            images=images,
            by=by,
            now=now,
        )
    except BaseException:
        for image in images:  # the rows went back with the transaction; their files did not
            image.file.storage.delete(image.file.name)
        raise


@transaction.atomic
def _write_lesson(
    *,
    batch: WordImport,
    course: Course,
    chapter: Chapter | None,
    plan: ParsedLesson,
    pictures: list[CleanPicture],
    images: list[ContentImage],
    by: User,
    now: datetime,
) -> Lesson:
    batch = WordImport.objects.select_for_update().get(pk=batch.pk)
    if batch.status != WordImport.Status.CHECKED:
        raise ImportRefused(_("This file has been imported or withdrawn already."), code="not_waiting")
    for found, picture in zip(plan.pictures, pictures, strict=True):
        title = found.caption or f"{plan.title} – {found.filename}"
        images.append(
            store_picture(
                picture=picture, title=title, alt=found.alt, organisation=course.organisation, by=by
            )
        )
    lesson = add_lesson(
        course=course, title=plan.title[:250], body=_with_images(plan, images), chapter=chapter, by=by
    )
    batch.status, batch.applied_at = WordImport.Status.APPLIED, now
    batch.outcome = {
        **batch.outcome,
        "lesson": str(lesson.uuid),
        "images": [image.pk for image in images],
    }
    batch.save(update_fields=["status", "applied_at", "outcome"])
    return lesson


@transaction.atomic
def undo_import(*, batch: WordImport, by: User, now: datetime) -> WordImport:
    """Take back a lesson nobody has seen yet: page, record and the pictures used nowhere else."""
    batch = WordImport.objects.select_for_update().get(pk=batch.pk)
    if batch.status != WordImport.Status.APPLIED:
        raise ImportRefused(_("There is nothing to undo."), code="nothing_to_undo")
    lesson = Lesson.objects.select_for_update().filter(uuid=batch.outcome.get("lesson")).first()
    if lesson is not None and (lesson.is_published or LessonProgress.objects.filter(lesson=lesson).exists()):
        raise ImportRefused(
            _("This lesson has been published. Unpublish it in the page editor instead."), code="published"
        )
    if lesson is not None:
        for page in LessonPage.objects.filter(lesson=lesson):
            page.delete(user=by)
        lesson.delete()
    for image in ContentImage.objects.filter(pk__in=batch.outcome.get("images", [])):
        if not image.get_usage().count():
            image.delete()
    batch.status = WordImport.Status.UNDONE
    batch.save(update_fields=["status"])
    return batch


@transaction.atomic
def discard_import(*, batch: WordImport) -> None:
    """Forget a file that was only checked, and its copies."""
    batch = WordImport.objects.select_for_update().get(pk=batch.pk)
    if batch.status in {WordImport.Status.APPLIED, WordImport.Status.UNDONE}:
        raise ImportRefused(_("This file has been imported or withdrawn already."), code="not_waiting")
    for name in [batch.original.name, *batch.outcome.get("previews", [])]:
        if name:
            storages["private"].delete(name)
    batch.delete()


def _new_batch(data: bytes, filename: str, course: Course, by: User, now: datetime) -> WordImport:
    batch = WordImport(
        purpose=WordImport.Purpose.LESSON,
        status=WordImport.Status.WAITING,
        filename=unicodedata.normalize("NFC", filename)[:255],
        sha256=hashlib.sha256(data).hexdigest(),
        target=course.code,
        imported_by=by,
        created_at=now,
    )
    batch.original.save("original.docx", ContentFile(data), save=False)
    return batch


def _fill(batch: WordImport, parsed: ParsedLesson, document: WordDocument) -> None:
    batch.status = WordImport.Status.CHECKED
    batch.parsed = parsed.as_plain()
    batch.report = report_of(parsed)
    batch.outcome = {"previews": [_keep_preview(batch, document.media[p.key]) for p in parsed.pictures]}


def _keep_preview(batch: WordImport, media: Media) -> str:
    """A small copy for the check screen, behind the same door as the original."""
    clean = clean_picture(data=media.data, largest_side=PREVIEW_SIDE)
    return storages["private"].save(f"imports/{batch.uuid}/hinh.{clean.extension}", ContentFile(clean.data))


def _original(batch: WordImport) -> bytes:
    with batch.original.open("rb") as kept:
        return bytes(kept.read())


def _with_readable_pictures(document: WordDocument) -> WordDocument:
    """Pictures that cannot be opened are marked before anything counts on them."""
    return replace(document, media={key: _marked(media) for key, media in document.media.items()})


def _marked(media: Media) -> Media:
    if media.content_type not in SHOWN_ON_THE_WEB:
        return media
    try:
        clean_picture(data=media.data, largest_side=64)
    except PictureRefused:
        return replace(media, content_type=BROKEN_PICTURE)
    return media


def _with_images(plan: ParsedLesson, images: list[ContentImage]) -> list[dict[str, Any]]:
    body: list[dict[str, Any]] = []
    for block in plan.blocks:
        if block["type"] != "image":
            body.append(block)
            continue
        index = block["value"]["picture"]
        value = {
            "image": images[index].pk,
            "alt": plan.pictures[index].alt,
            "is_decorative": False,
            "caption": block["value"]["caption"],
        }
        body.append({"type": "image", "value": value})
    return body


def _told(parsed: ParsedLesson) -> ParsedLesson:
    sentences = {**WORD_SENTENCES, **SENTENCES}
    return replace(
        parsed, problems=tuple(tell_problem(problem=p, sentences=sentences) for p in parsed.problems)
    )


def import_lesson_file(
    *, data: bytes, filename: str, course_code: str, by_email: str, now: datetime, is_rehearsal: bool
) -> dict[str, Any]:
    """The three steps in one, for the command line; answers with the report. A rehearsal writes nothing."""
    course = Course.objects.select_related("organisation").filter(code=course_code).first()
    if course is None:
        raise ImportRefused(
            _("There is no course with the code %(code)s.") % {"code": course_code}, code="no_course"
        )
    by = _author(course, by_email)
    parsed, document = read_lesson(data=data, filename=filename)
    if not parsed.blocks:
        raise ImportRefused(_("There is no text in this file."), code="nothing")
    if is_rehearsal:
        return report_of(parsed)
    if by is None:
        raise ImportRefused(_("Say in whose name: --by EMAIL."), code="no_author")
    batch = _new_batch(data, filename, course, by, now)
    _fill(batch, parsed, document)
    batch.save()
    import_lesson(batch=batch, course=course, by=by, now=now)
    return report_of(parsed)


def _author(course: Course, email: str) -> User | None:
    """The person named; else an instructor or administrator of the course's organisation, the first of them."""
    if email:
        person = User.objects.filter(email__iexact=email, is_active=True).first()
        if person is None:
            raise ImportRefused(
                _("There is no account with the address %(email)s.") % {"email": email}, code="no_author"
            )
        if not may_act_in(person, course.organisation, IMPORTERS):
            raise ImportRefused(_("This person may not write in this course."), code="not_allowed")
        return person
    holders = User.objects.filter(
        is_active=True, memberships__organisation=course.organisation, memberships__role__in=IMPORTERS
    ).order_by("pk")
    return next((person for person in holders if may_act_in(person, course.organisation, IMPORTERS)), None)

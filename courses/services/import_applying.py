"""A checked file becomes drafts: all ticked lessons in one transaction, or none. Learners see nothing until somebody publishes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from content.models import ContentImage, WordImport
from content.services.import_files import original_of
from content.services.pictures import CleanPicture, clean_picture, store_picture
from content.vietnamese import fold
from content.word.questions import QuestionBlock, set_questions_apart
from content.word.tree import WordDocument
from courses.errors import ImportRefused
from courses.importers.arranging import arranged
from courses.importers.choosing import NEW_CHAPTER, Choices
from courses.importers.pieces import question_sheet
from courses.importers.texts import print_of
from courses.models import Chapter, Course, Lesson, LessonPage
from courses.services.authoring import add_chapter, add_lesson
from courses.services.import_plans import ImportPlan, PlannedPiece, expired_sentence, is_expired, plan_of
from courses.services.import_remarks import carry_remarks
from courses.services.import_revising import Revised, place_draft, revise_page, withdraw_lesson
from courses.services.import_states import refuse_unless_checked, tell_steps
from courses.services.import_trees import kept_tree, read_marked
from jobs.services import enqueue
from people.errors import DomainError
from people.models import User
from quizzes.services.self_checking import write_self_check

APPLY = "courses.apply_word_import"
AT_ONCE = 40
"""So many pictures and lessons are written while the author waits; more are a worker's."""
SHOWN_TITLE = "Câu hỏi tự kiểm tra – %(code)s"
"""The bank of a course's own questions; banks are Vietnamese whatever the screen's language is."""
Step = Callable[[int, int], None]


@dataclass(slots=True)
class _Written:
    """What the transaction has written so far, so that it can be told, undone and swept up."""

    images: list[ContentImage] = field(default_factory=list)
    lessons: list[Lesson] = field(default_factory=list)
    revised: list[Revised] = field(default_factory=list)
    chapters: dict[str, Chapter] = field(default_factory=dict)
    self_checks: list[dict[str, Any]] = field(default_factory=list)
    remarks: list[int] = field(default_factory=list)
    prints: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """By the piece's key: lesson, print and title as written."""


def start_applying(
    *, batch: WordImport, course: Course, by: User, now: datetime, seen: str = ""
) -> WordImport:
    """Write what was chosen: at once when it is little, by a worker when it is much. Raises ``ImportRefused``."""
    plan = plan_of(batch=batch, course=course)
    work = sum(1 + len(piece.lesson.pictures) for piece in plan.pieces if piece.is_written)
    if work <= AT_ONCE:
        return apply_import(batch=batch, course=course, by=by, now=now, seen=seen)
    with transaction.atomic():
        batch = WordImport.objects.select_for_update().get(pk=batch.pk)
        _refuse_late(batch, plan, seen, now, or_applying=False)
        batch.status, batch.steps_done, batch.steps_all = WordImport.Status.APPLYING, 0, 0
        batch.outcome = {**batch.outcome, "tries": batch.outcome.get("tries", 0) + 1, "refusal": ""}
        batch.save(update_fields=["status", "steps_done", "steps_all", "outcome"])
        enqueue(
            kind=APPLY,
            key=f"{APPLY}:{batch.uuid}:{batch.outcome['tries']}",
            payload={"import": str(batch.uuid), "by": by.pk, "seen": seen},
            requested_by=by,
        )
    return batch


def apply_waiting_import(*, batch_uuid: UUID, by: User, now: datetime, seen: str = "") -> WordImport:
    """The worker's part. A refusal puts the batch back to its check, with the sentence; doing it twice is harmless."""
    batch = WordImport.objects.get(uuid=batch_uuid)
    if batch.status != WordImport.Status.APPLYING:
        return batch
    course = Course.objects.select_related("organisation").get(code=batch.target)
    try:
        return apply_import(
            batch=batch,
            course=course,
            by=by,
            now=now,
            seen=seen,
            step=lambda done, of: tell_steps(batch=batch, done=done, of=of),
        )
    except DomainError as refusal:
        batch.status = WordImport.Status.CHECKED
        batch.outcome = {**batch.outcome, "refusal": str(refusal)}
        batch.save(update_fields=["status", "outcome"])
        return batch


def apply_import(
    *,
    batch: WordImport,
    course: Course,
    by: User,
    now: datetime,
    seen: str = "",
    step: Step = lambda _done, _of: None,
) -> WordImport:
    """Write the ticked lessons as drafts and the changed ones as draft revisions, with the record of both.

    ``seen`` is what ``ImportPlan.seen`` said to whoever decided: when the course has changed since, nothing is written.
    The file is read and its pictures are written anew before the transaction begins: nobody waits for that.
    Raises ``ImportRefused`` with a sentence.
    """
    plan = plan_of(batch=batch, course=course)
    _refuse_late(batch, plan, seen, now)
    document = _with_bytes(batch, plan)
    pictures = _clean_pictures(plan, document, step)
    written = _Written()
    try:
        return _write(
            batch=batch,
            course=course,
            document=document,
            pictures=pictures,
            written=written,
            by=by,
            now=now,
            seen=seen,
        )
    except BaseException:
        for image in written.images:  # the rows went back with the transaction; their files did not
            image.file.storage.delete(image.file.name)
        raise


def _refuse_late(
    batch: WordImport, plan: ImportPlan, seen: str, now: datetime, *, or_applying: bool = True
) -> None:
    refuse_unless_checked(batch=batch, or_applying=or_applying)
    if is_expired(batch=batch, now=now):
        raise ImportRefused(expired_sentence(), code="expired")
    if seen and seen != plan.seen:
        raise ImportRefused(
            _("The course has changed since you looked, so nothing was written. Please check once more."),
            code="changed_meanwhile",
        )
    if all(piece.piece.is_empty for piece in plan.pieces):
        raise ImportRefused(_("There is no text in this file."), code="nothing")
    if not any(p.is_written for p in plan.pieces) and not any(g.is_withdrawn for g in plan.gone):
        raise ImportRefused(
            _("Nothing is chosen that would change the course. Tick at least one lesson."),
            code="nothing_chosen",
        )


def _with_bytes(batch: WordImport, plan: ImportPlan) -> WordDocument:
    """The arranged tree; with the bytes of its pictures where some will be written."""
    wanted = any(
        piece.lesson.pictures or piece.lesson.by_type.get("self_check")
        for piece in plan.pieces
        if piece.is_written
    )
    document = (
        read_marked(data=original_of(batch=batch), filename=batch.filename, changes=plan.choices.changes)
        if wanted
        else kept_tree(batch=batch)
    )
    return arranged(document, plan.choices.arrangement)


def _clean_pictures(plan: ImportPlan, document: WordDocument, step: Step) -> dict[str, CleanPicture]:
    keys = list(
        dict.fromkeys(
            picture.key for piece in plan.pieces if piece.is_written for picture in piece.lesson.pictures
        )
    )
    found = {}
    step(1, len(keys) + 2)
    for number, key in enumerate(keys):
        found[key] = clean_picture(data=document.media[key].data)
        step(number + 2, len(keys) + 2)
    return found


@transaction.atomic
def _write(
    *,
    batch: WordImport,
    course: Course,
    document: WordDocument,
    pictures: dict[str, CleanPicture],
    written: _Written,
    by: User,
    now: datetime,
    seen: str,
) -> WordImport:
    Course.objects.select_for_update().get(pk=course.pk)
    batch = WordImport.objects.select_for_update().get(pk=batch.pk)
    plan = plan_of(batch=batch, course=course)
    _refuse_late(batch, plan, seen, now)
    writer = _Writer(course=course, document=document, pictures=pictures, written=written, by=by, now=now)
    for piece in plan.pieces:
        if piece.is_written:
            writer.write(piece)
    if plan.choices.takes_order:
        writer.order(plan)
    written.remarks = carry_remarks(remarks=document.comments, lessons=writer.lessons, by=by)
    withdrawn = [
        withdraw_lesson(page_id=one.site.page_id, by=by)
        for one in plan.gone
        if one.is_withdrawn and one.site.lesson.is_published
    ]
    batch.status, batch.applied_at = WordImport.Status.APPLIED, now
    batch.outcome = {**batch.outcome, **_outcome(batch, plan, written), "withdrawn": withdrawn, "refusal": ""}
    batch.save(update_fields=["status", "applied_at", "outcome"])
    return batch


class _Writer:
    """Writes one planned lesson after the other, within the transaction."""

    def __init__(
        self,
        *,
        course: Course,
        document: WordDocument,
        pictures: dict[str, CleanPicture],
        written: _Written,
        by: User,
        now: datetime,
    ) -> None:
        self._course, self._document = course, document
        self._pictures, self._written, self._by, self._now = pictures, written, by, now
        self.lessons: list[Lesson] = []
        """Those written, new and changed, in the order of the file."""
        self._sheets = {
            block.number: block
            for block in set_questions_apart(document.blocks)
            if isinstance(block, QuestionBlock)
        }

    def write(self, piece: PlannedPiece) -> None:
        body = self._body(piece)
        title = piece.lesson.title[:250]
        if piece.revises_lesson and piece.site is not None:
            revised = revise_page(page_id=piece.site.page_id, title=title, body=body, by=self._by)
            self._written.revised.append(revised)
            lesson = piece.site.lesson
        else:
            if piece.site is not None:
                title = _("%(title)s (from Word)") % {"title": title[:230]}
            lesson = add_lesson(
                course=self._course, title=title, body=body, chapter=self._chapter(piece.chapter), by=self._by
            )
            self._written.lessons.append(lesson)
        self.lessons.append(lesson)
        if piece.site is None or piece.revises_lesson:
            self._written.prints[piece.piece.key] = (str(lesson.uuid), print_of(body), title)

    def order(self, plan: ImportPlan) -> None:
        """Give the lessons of the file its order: drafts at once, published ones with their next publication."""
        in_file, chapters = [], {}
        for piece in plan.pieces:
            if piece.piece.key in self._written.prints:
                in_file.append(self._written.prints[piece.piece.key][0])
            elif piece.site is not None:
                in_file.append(str(piece.site.lesson.uuid))
            if piece.site is not None and piece.verdict.is_moved and piece.piece.path:
                chapter = self._chapter(piece.chapter)
                chapters[str(piece.site.lesson.uuid)] = chapter.pk if chapter else None
        self._written.revised += place_draft(
            course=self._course,
            in_file=in_file,
            new={str(lesson.uuid) for lesson in self._written.lessons},
            chapters=chapters,
            by=self._by,
        )

    def _chapter(self, chosen: str) -> Chapter | None:
        if not chosen.startswith(NEW_CHAPTER):
            return self._course.chapters.filter(pk=chosen).first() if chosen else None
        title = chosen.removeprefix(NEW_CHAPTER)
        key = fold(title)
        if key not in self._written.chapters:
            self._written.chapters[key] = add_chapter(course=self._course, title=title)
        return self._written.chapters[key]

    def _body(self, piece: PlannedPiece) -> list[dict[str, Any]]:
        body: list[dict[str, Any]] = []
        for block in piece.lesson.blocks:
            if block["type"] == "image":
                body.append({"type": "image", "value": self._picture(piece, block["value"])})
            elif block["type"] == "self_check":
                body.append(self._self_check(piece, block["value"]["questions"]))
            else:
                body.append(block)
        return body

    def _picture(self, piece: PlannedPiece, value: dict[str, Any]) -> dict[str, Any]:
        found = piece.lesson.pictures[value["picture"]]
        title = found.caption or f"{piece.lesson.title} – {found.filename}"
        image = store_picture(
            picture=self._pictures[found.key],
            title=title,
            alt=found.alt,
            organisation=self._course.organisation,
            by=self._by,
        )
        self._written.images.append(image)
        return {
            "image": image.pk,
            "alt": found.alt,
            "is_decorative": found.is_decorative,
            "caption": value["caption"],
        }

    def _self_check(self, piece: PlannedPiece, number: int) -> dict[str, Any]:
        sheet = question_sheet(self._document, self._sheets[number])
        made = write_self_check(
            title=f"{sheet.title} – {piece.lesson.title}",
            document=sheet,
            bank_name=SHOWN_TITLE % {"code": self._course.code},
            organisation=self._course.organisation,
            by=self._by,
            now=self._now,
        )
        self._written.self_checks.append(
            {"quiz": str(made.quiz.uuid), "batch": made.batch, "is_new": made.is_new}
        )
        return {"type": "self_check", "value": {"quiz": str(made.quiz.uuid)}}


def _outcome(batch: WordImport, plan: ImportPlan, written: _Written) -> dict[str, Any]:
    lessons = [str(lesson.uuid) for lesson in written.lessons]
    return {
        "lesson": lessons[0] if lessons else "",
        "lessons": lessons,
        "drafts": {
            str(uuid): revision
            for uuid, revision in LessonPage.objects.filter(lesson__in=written.lessons).values_list(
                "lesson__uuid", "latest_revision"
            )
        },
        "revised": [one.as_plain() for one in written.revised],
        "images": [image.pk for image in written.images],
        "chapters": [chapter.pk for chapter in written.chapters.values()],
        "self_checks": written.self_checks,
        "remarks": written.remarks,
        "previous": str(plan.previous.uuid) if plan.previous else "",
        "pieces": _records(plan, written),
        "mended": _mended(batch, plan.choices),
    }


def _records(plan: ImportPlan, written: _Written) -> list[dict[str, Any]]:
    """The file as it stands now, lesson by lesson, for the next version to be compared with."""
    records: list[dict[str, Any]] = []
    for planned in plan.pieces:
        piece = planned.piece
        earlier = plan.records[planned.verdict.known] if planned.verdict.known is not None else None
        if piece.key in written.prints:
            lesson, said, title = written.prints[piece.key]
        elif earlier is not None:
            lesson, said, title = earlier["lesson"], earlier["print"], earlier["written_title"]
        else:
            continue  # not taken: next time it is new again
        is_left = planned.fate.value == "word" and not planned.revises_lesson
        records.append(
            {
                "lesson": lesson,
                "key": piece.key,
                "fingerprint": earlier["fingerprint"] if is_left and earlier else piece.fingerprint,
                "title": earlier["title"] if is_left and earlier else piece.title,
                "path": list(piece.path),
                "text": piece.text[:40_000],
                "print": said,
                "written_title": title,
            }
        )
    return records + [dict(one.record) for one in plan.gone if not one.is_withdrawn]


def _mended(batch: WordImport, choices: Choices) -> dict[str, int]:
    """The levels the author mended, by the words of the headings: paragraph numbers change with the file."""
    return {
        fold(heading["text"]): choices.headings[heading["number"]]
        for heading in batch.parsed["headings"]
        if heading["number"] in choices.headings
    }

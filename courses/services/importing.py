"""Lessons from Word: read and checked first, arranged as the author wants, written only when told to."""

import hashlib
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from content.models import WordImport
from content.services.import_files import keep_preview, original_of
from content.services.words import refuse_unreadable_word
from content.vietnamese import fold
from content.word.questions import QuestionBlock, set_questions_apart
from content.word.tree import Problem, WordDocument, WordRefused
from courses.errors import ImportRefused
from courses.import_access import IMPORTERS
from courses.importers.arranging import arranged, carried_over, count_of_tones, headings_of, without_bytes
from courses.importers.choosing import Choices, choices_from_plain
from courses.importers.lesson import ParsedLesson, lesson_problem, report_of
from courses.importers.pieces import MOST_LESSONS, FoundPiece, pieces_of, question_sheet
from courses.importers.splitting import levels_found
from courses.models import Course, Lesson
from courses.services.import_applying import apply_import
from courses.services.import_plans import candidates_for, records_of, told
from courses.services.import_states import refuse_unless_checked, tell_steps
from courses.services.import_trees import (
    forget_files,
    keep_tree,
    kept_tree,
    read_marked,
)
from jobs.services import enqueue
from people.access import may_act_in
from people.models import User
from quizzes.services.self_checking import look_at_questions

CHECK = "courses.check_word_import"
SYNCHRONOUS_UP_TO = 2_000_000
"""A larger file is read by a worker; the author watches a page that refreshes itself."""
_TRACKED = {"insertion", "deletion", "insertion_refused", "deletion_refused"}
Step = Callable[[int, int], None]
"""Told how many steps are done, and of how many."""


def receive_lesson_file(
    *, data: bytes, filename: str, course: Course, by: User, now: datetime, level: int | None = None
) -> WordImport:
    """Take a file in and check it: at once when it is small, by a worker when it is large.

    ``level`` is that of the headings lessons begin at (0: one lesson); None as the file was divided last time.
    Raises ``WordRefused`` for a small file that cannot be read, and for a large one that is no Word file at all;
    then nothing is kept.
    """
    is_small = len(data) <= SYNCHRONOUS_UP_TO
    if not is_small:
        refuse_unreadable_word(data=data)
    document = read_marked(data=data, filename=filename) if is_small else None
    with transaction.atomic():
        batch = _new_batch(
            data=data, filename=filename, course=course, by=by, now=now, choices=Choices(level=level)
        )
        if document:
            _fill(batch, course, document, _unheard)
        batch.save()
        if not is_small:
            _promise_check(batch, by)
    return batch


def check_waiting_import(*, batch_uuid: UUID) -> WordImport:
    """Read a large file that waits, telling its row how far it is. Doing it twice is harmless."""
    batch = WordImport.objects.get(uuid=batch_uuid)
    if batch.status != WordImport.Status.WAITING:
        return batch
    course = Course.objects.get(code=batch.target)
    choices = choices_from_plain(batch.choices)
    try:
        document = read_marked(
            data=original_of(batch=batch), filename=batch.filename, changes=choices.changes
        )
        _fill(batch, course, document, lambda done, of: tell_steps(batch=batch, done=done, of=of))
    except WordRefused as refusal:
        batch.status = WordImport.Status.REFUSED
        batch.report = {"refused": refusal.code, "message": refusal.message}
    batch.save(update_fields=["status", "report", "parsed", "outcome", "choices"])
    return batch


def choose_for_import(*, batch: WordImport, course: Course, choices: Choices, by: User) -> WordImport:
    """Keep what the author chose; what cuts the file otherwise is found anew. Raises ``ImportRefused``, ``WordRefused``."""
    with transaction.atomic():
        batch = WordImport.objects.select_for_update().get(pk=batch.pk)
        refuse_unless_checked(batch=batch)
        before = choices_from_plain(batch.choices)
        batch.choices = choices.as_plain()
        if choices.changes != before.changes:
            if len(original_of(batch=batch)) > SYNCHRONOUS_UP_TO:
                batch.status, batch.steps_done, batch.steps_all = WordImport.Status.WAITING, 0, 0
                _promise_check(batch, by)
            else:
                document = read_marked(
                    data=original_of(batch=batch), filename=batch.filename, changes=choices.changes
                )
                forget_files(batch=batch, with_original=False)
                _fill(batch, course, document, _unheard)
        elif _cuts_otherwise(before, choices):
            batch.choices = choices.as_plain()
            _divide(batch, kept_tree(batch=batch))
        batch.save()
    return batch


def _cuts_otherwise(before: Choices, after: Choices) -> bool:
    return before.arrangement != after.arrangement or before.questions_as_text != after.questions_as_text


@transaction.atomic
def discard_import(*, batch: WordImport) -> None:
    """Forget a file that was only checked, and its copies."""
    batch = WordImport.objects.select_for_update().get(pk=batch.pk)
    if batch.status in {WordImport.Status.APPLIED, WordImport.Status.UNDONE, WordImport.Status.APPLYING}:
        raise ImportRefused(_("This file has been imported or withdrawn already."), code="not_waiting")
    forget_files(batch=batch, with_original=True)
    batch.delete()


def _new_batch(
    *, data: bytes, filename: str, course: Course, by: User, now: datetime, choices: Choices
) -> WordImport:
    batch = WordImport(
        purpose=WordImport.Purpose.LESSON,
        status=WordImport.Status.WAITING,
        filename=unicodedata.normalize("NFC", filename)[:255],
        sha256=hashlib.sha256(data).hexdigest(),
        target=course.code,
        imported_by=by,
        created_at=now,
        choices=choices.as_plain(),
    )
    batch.original.save("original.docx", ContentFile(data), save=False)
    return batch


def _promise_check(batch: WordImport, by: User) -> None:
    changes = choices_from_plain(batch.choices).changes
    enqueue(
        kind=CHECK,
        key=f"{CHECK}:{batch.uuid}:{changes}:{len(batch.report.get('read', []))}",
        payload={"import": str(batch.uuid)},
        requested_by=by,
    )


def _unheard(_done: int, _of: int) -> None:
    """Nobody watches: the request that does the work answers when it is done."""


def _fill(batch: WordImport, course: Course, document: WordDocument, step: Step) -> None:
    """Everything the check finds: tree, small pictures, what this file was before, and its lessons."""
    choices = choices_from_plain(batch.choices)
    shown = _pictures_shown(document)
    step(1, len(shown) + 3)
    previews = []
    for number, key in enumerate(shown):
        name = keep_preview(batch=batch, media=document.media[key])
        previews.append({"key": key, "name": name})
        step(number + 2, len(shown) + 3)
    batch.outcome = {"previews": previews, "tree": keep_tree(batch=batch, document=document)}
    slim = without_bytes(document)
    choices = _remembering(batch, course, slim, choices)
    batch.choices = choices.as_plain()
    batch.status = WordImport.Status.CHECKED
    _divide(batch, slim)
    step(len(shown) + 3, len(shown) + 3)


def _pictures_shown(document: WordDocument) -> list[str]:
    pieces, _rest = pieces_of(without_bytes(document), level=0)
    return list(dict.fromkeys(picture.key for piece in pieces for picture in piece.lesson.pictures))


def _remembering(batch: WordImport, course: Course, document: WordDocument, choices: Choices) -> Choices:
    """Propose which import this file is a new version of, and take over how that one was divided and mended."""
    if choices.previous is not None:  # read a second time: paragraphs may be counted otherwise now
        known = {fold(one["text"]): one["level"] for one in batch.parsed.get("headings", [])}
        return replace(choices, level=choices.level or 0, headings=carried_over(document, known))
    best, best_score = None, 0.0
    for candidate in candidates_for(course=course):
        earlier = choices_from_plain(candidate.choices)
        level = earlier.level or 0
        score = _likeness(document, candidate, level if choices.level is None else choices.level)
        score += 0.2 if candidate.filename == batch.filename else 0.0
        if score > best_score:
            best, best_score = candidate, score
    if best is None:
        return replace(choices, level=choices.level or 0, previous="")
    earlier = choices_from_plain(best.choices)
    return replace(
        choices,
        previous=str(best.uuid),
        level=earlier.level or 0 if choices.level is None else choices.level,
        has_house_tones=earlier.has_house_tones,
        headings=carried_over(document, best.outcome.get("mended", {})),
        alternatives=earlier.alternatives,
        decorative=earlier.decorative,
    )


def _likeness(document: WordDocument, candidate: WordImport, level: int) -> float:
    """The share of an earlier version's lessons that this file still has."""
    records = records_of(batch=candidate)
    pieces, _rest = pieces_of(document, level=level)
    signs = {piece.key for piece in pieces} | {piece.fingerprint for piece in pieces}
    met = sum(record["key"] in signs or record["fingerprint"] in signs for record in records)
    return met / max(len(records), 1)


def _divide(batch: WordImport, document: WordDocument) -> None:
    """Cut the arranged tree into lessons and write down what was found."""
    choices = choices_from_plain(batch.choices)
    as_wanted = arranged(document, choices.arrangement)
    questions = {
        str(block.number): {
            "title": block.title,
            **look_at_questions(document=question_sheet(as_wanted, block)),
        }
        for block in set_questions_apart(as_wanted.blocks)
        if isinstance(block, QuestionBlock)
    }
    checks = [int(n) for n, found in questions.items() if found["imported"]]
    pieces, rest = pieces_of(
        as_wanted, level=choices.level or 0, self_checks=set(checks) - set(choices.questions_as_text)
    )
    problems = [*rest, *_told_of_questions(questions)]
    if len(pieces) > MOST_LESSONS:
        problems.append(lesson_problem("too_many_lessons", "", str(len(pieces))))
        choices = replace(choices, level=0)
        batch.choices = choices.as_plain()
        pieces, _rest = pieces_of(
            as_wanted, level=0, self_checks=set(checks) - set(choices.questions_as_text)
        )
    batch.parsed = {
        "title": document.title,
        "pieces": [piece.as_plain() for piece in pieces],
        "headings": [asdict(heading) for heading in headings_of(document, choices.headings)],
        "levels": levels_found(document),
        "questions": questions,
        "comments": [asdict(comment) for comment in document.comments],
        "problems": [asdict(problem) for problem in problems],
        "has_changes": any(problem.code in _TRACKED for problem in document.problems),
        "tones": count_of_tones(document),
    }
    batch.report = report_of_pieces(pieces=pieces, rest=problems)


def _told_of_questions(questions: Mapping[str, Mapping[str, Any]]) -> list[Problem]:
    found: list[Problem] = []
    for number, one in questions.items():
        where = f"đoạn {number}"
        if not one["imported"]:
            found.append(lesson_problem("questions_text", where, one["title"]))
            continue
        found += [
            Problem(
                severity=told["severity"], where=where, message=f"{told['where']} {told['message']}".strip()
            )
            for told in one["problems"]
        ]
    return found


def report_of_pieces(*, pieces: tuple[FoundPiece, ...], rest: list[Problem]) -> dict[str, Any]:
    """The report every import ends with, over all lessons of the file."""
    return report_of(_as_one(pieces, rest))


def _as_one(pieces: tuple[FoundPiece, ...], rest: list[Problem]) -> ParsedLesson:
    by_type: dict[str, int] = {}
    for piece in pieces:
        for kind, count in piece.lesson.by_type.items():
            by_type[kind] = by_type.get(kind, 0) + count
    return ParsedLesson(
        title="",
        by_type=dict(sorted(by_type.items())),
        rejected=sum(piece.lesson.rejected for piece in pieces),
        problems=told(problems=[*rest, *(problem for piece in pieces for problem in piece.lesson.problems)]),
    )


def import_lesson(*, batch: WordImport, course: Course, by: User, now: datetime, title: str = "") -> Lesson:
    """Write a checked file of one lesson as it was found, under ``title`` if one is given."""
    if title and batch.parsed["pieces"]:
        choices = choices_from_plain(batch.choices)
        first = batch.parsed["pieces"][0]["key"]
        named = replace(choices, pieces={**choices.pieces, first: replace(choices.of(first), title=title)})
        batch = choose_for_import(batch=batch, course=course, choices=named, by=by)
    batch = apply_import(batch=batch, course=course, by=by, now=now)
    return Lesson.objects.get(uuid=batch.outcome["lesson"])


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
    slim = without_bytes(read_marked(data=data, filename=filename))
    pieces, rest = pieces_of(slim, level=0)
    if all(piece.is_empty for piece in pieces):
        raise ImportRefused(_("There is no text in this file."), code="nothing")
    if is_rehearsal:
        return report_of_pieces(pieces=pieces, rest=list(rest))
    if by is None:
        raise ImportRefused(_("Say in whose name: --by EMAIL."), code="no_author")
    with transaction.atomic():
        batch = receive_lesson_file(data=data, filename=filename, course=course, by=by, now=now, level=0)
        if batch.status == WordImport.Status.WAITING:
            batch = check_waiting_import(batch_uuid=batch.uuid)
        apply_import(batch=batch, course=course, by=by, now=now)
    return batch.report


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

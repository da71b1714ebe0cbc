"""Word files from strangers: checked, read in a child process with limits, and every refusal a sentence."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace

from django.conf import settings
from django.utils.translation import gettext as _

from content.intake import check_word_file
from content.services.children import ChildFailed, answer_of_child
from content.word.messages import SENTENCES
from content.word.refusals import BROKEN, TOO_COSTLY, TOO_LARGE
from content.word.tree import Changes, Problem, Severity, WordDocument, WordRefused
from content.word.wire import from_json

WALL_SECONDS = 30
_PLACES = {
    "đoạn": lambda rest: _("paragraph %(number)s") % {"number": rest},
    "bảng": lambda rest: _("table %(number)s") % {"number": rest},
    "chú thích": lambda rest: _("note %(number)s") % {"number": rest},
}
_PLACE = re.compile(r"^(đoạn|bảng|chú thích) (.+)$")


def read_word_safely(data: bytes, *, filename: str, changes: Changes = "accept") -> WordDocument:
    """The tree of a Word file nobody vouches for, problems in the reader's language; tracked changes as chosen.

    Raises ``WordRefused`` with a code (empty, too_large, not_docx, old_doc, encrypted, pdf, zip_bomb, has_dtd,
    too_costly, broken) and a sentence in the reader's language.
    """
    refuse_unreadable_word(data=data)
    try:
        document = _read_in_child(data, filename, changes)
    except WordRefused as refusal:
        raise WordRefused(refusal.code, _(refusal.message)) from refusal
    told = tuple(tell_problem(problem=problem, sentences=SENTENCES) for problem in document.problems)
    comments = tuple(replace(comment, where=_told_place(comment.where)) for comment in document.comments)
    return replace(document, problems=told, comments=comments)


def refuse_unreadable_word(*, data: bytes) -> None:
    """The cheap part of the check: signature, size and the directory of the package, before anything is parsed.

    Raises ``WordRefused`` like ``read_word_safely``; what passes may still turn out to be damaged.
    """
    try:
        check_word_file(data, max_bytes=settings.CONTENT_WORD_MAX_BYTES)
    except WordRefused as refusal:
        raise WordRefused(refusal.code, _(refusal.message)) from refusal


def refuse_large_word(*, size: int) -> None:
    """The same refusal for ``size`` bytes that were announced and not yet read into memory."""
    if size > settings.CONTENT_WORD_MAX_BYTES:
        raise WordRefused("too_large", _(TOO_LARGE))


def _read_in_child(data: bytes, filename: str, changes: Changes) -> WordDocument:
    name = ("-" if changes == "refuse" else "+") + filename.replace("\x00", "")[:255]
    try:
        answer = answer_of_child(
            module="content.word.child", argument=name, data=data, wall_seconds=WALL_SECONDS
        )
    except ChildFailed as failure:
        is_costly = failure.code == "too_costly"
        raise WordRefused(failure.code, TOO_COSTLY if is_costly else BROKEN) from failure
    return _document_from(answer)


def _document_from(answer: bytes) -> WordDocument:
    if answer.startswith(b'{"refused"'):
        refused = json.loads(answer)
        raise WordRefused(refused["refused"], refused["message"])
    try:
        return from_json(answer)
    except (ValueError, KeyError, TypeError) as error:
        raise WordRefused("broken", BROKEN) from error


def tell_problem(*, problem: Problem, sentences: Mapping[str, tuple[Severity, str]]) -> Problem:
    """A problem in the language of whoever reads it; ``sentences`` are the msgids of a pure room by code."""
    known = sentences.get(problem.code)
    message = _(known[1]) % {"detail": problem.detail} if known else problem.message
    return replace(problem, message=message, where=_told_place(problem.where))


def _told_place(where: str) -> str:
    place = _PLACE.match(where)
    return _PLACES[place.group(1)](place.group(2)) if place else where

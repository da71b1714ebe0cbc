"""Word files from strangers: checked, read in a child process with limits, and every refusal a sentence."""

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from content.intake import check_word_file
from content.word.messages import SENTENCES
from content.word.refusals import BROKEN, TOO_COSTLY
from content.word.tree import Problem, Severity, WordDocument, WordRefused
from content.word.wire import from_json

WALL_SECONDS = 30
_ROOT = str(Path(__file__).resolve().parent.parent.parent)
_PLACES = {
    "đoạn": lambda rest: _("paragraph %(number)s") % {"number": rest},
    "bảng": lambda rest: _("table %(number)s") % {"number": rest},
    "chú thích": lambda rest: _("note %(number)s") % {"number": rest},
}
_PLACE = re.compile(r"^(đoạn|bảng|chú thích) (.+)$")


def read_word_safely(data: bytes, *, filename: str) -> WordDocument:
    """The tree of a Word file nobody vouches for, problems in the reader's language.

    Raises ``WordRefused`` with a code (empty, too_large, not_docx, old_doc, encrypted, pdf, zip_bomb, has_dtd,
    too_costly, broken) and a sentence in the reader's language.
    """
    try:
        check_word_file(data, max_bytes=settings.CONTENT_WORD_MAX_BYTES)
        document = _read_in_child(data, filename)
    except WordRefused as refusal:
        raise WordRefused(refusal.code, _(refusal.message)) from refusal
    told = tuple(tell_problem(problem=problem, sentences=SENTENCES) for problem in document.problems)
    return replace(document, problems=told)


def _read_in_child(data: bytes, filename: str) -> WordDocument:
    name = filename.replace("\x00", "")[:255]
    try:
        answer = subprocess.run(  # noqa: S603 - our own module; the name is one argument, never a command
            [sys.executable, "-m", "content.word.child", name],
            input=data,
            capture_output=True,
            timeout=WALL_SECONDS,
            cwd=_ROOT,
            env={"PYTHONPATH": _ROOT, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise WordRefused("too_costly", TOO_COSTLY) from error
    if answer.returncode < 0 or b"MemoryError" in answer.stderr[-2000:]:
        raise WordRefused("too_costly", TOO_COSTLY)
    if answer.returncode:
        raise WordRefused("broken", BROKEN)
    return _document_from(answer.stdout)


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
    place = _PLACE.match(problem.where)
    where = _PLACES[place.group(1)](place.group(2)) if place else problem.where
    return replace(problem, message=message, where=where)

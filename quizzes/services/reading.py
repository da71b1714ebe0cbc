"""Files of questions from strangers: which format, read under limits, every refusal a sentence."""

import json

from django.conf import settings
from django.utils.translation import gettext as _

from content.services.children import ChildFailed, answer_of_child
from content.services.words import read_word_safely
from content.word.tree import WordRefused
from quizzes.errors import ImportRefused
from quizzes.importers import PARSERS
from quizzes.importers.drafts import ParsedBank, from_json
from quizzes.importers.formats import WORD, detect_format
from quizzes.importers.messages import REFUSALS
from quizzes.importers.word import parse_word

WALL_SECONDS = 30


def read_bank(*, data: bytes, filename: str, format: str = "auto") -> ParsedBank:
    """Everything found in a file, as it stands there: nothing is sanitised yet.

    Raises ``ImportRefused`` with a sentence when it cannot be read at all.
    """
    kind = detect_format(data) if format == "auto" else format
    if kind == WORD:
        return _read_word(data, filename)
    if len(data) > settings.CONTENT_WORD_MAX_BYTES:
        raise _refusal("too_large")
    if kind not in PARSERS:
        raise ImportRefused(_(REFUSALS["unknown_format"]) % {"detail": kind}, code="unsupported_format")
    return _read_in_child(data, kind)


def _read_word(data: bytes, filename: str) -> ParsedBank:
    try:
        return parse_word(read_word_safely(data, filename=filename))
    except WordRefused as refusal:
        raise ImportRefused(refusal.message, code=refusal.code) from refusal


def _read_in_child(data: bytes, kind: str) -> ParsedBank:
    try:
        answer = answer_of_child(
            module="quizzes.importers.child", argument=kind, data=data, wall_seconds=WALL_SECONDS
        )
    except ChildFailed as failure:
        raise _refusal(failure.code) from failure
    try:
        found = json.loads(answer)
        if "refused" in found:
            raise _refusal(found["refused"], found["detail"])
        return from_json(found)
    except (ValueError, KeyError, TypeError) as error:
        raise _refusal("broken") from error


def _refusal(code: str, detail: str = "") -> ImportRefused:
    return ImportRefused(_(REFUSALS[code]) % {"detail": detail}, code=code)

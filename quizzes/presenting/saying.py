"""An answer in one line of plain words, to be told beside another one."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from quizzes.items.essay_text import answer_plain
from quizzes.models import AttemptItem
from quizzes.presenting.judging import JudgedLine, judge
from quizzes.presenting.parts import CHOICES, ORDER, SHAPES
from quizzes.presenting.words import line_of
from quizzes.reviewing import Sight


def answer_in_words(*, slot: AttemptItem, answer: Mapping[str, Any]) -> str:
    """The answer as a person would read it out; the key is not looked at."""
    if not answer:
        return _("no answer")
    kind = slot.version.kind
    if kind == "essay":
        return answer_plain(answer)
    said = judge(
        kind=kind,
        content=slot.version.content,
        key=None,
        arrangement=slot.arrangement,
        answer=answer,
        outcome="",
        seen={Sight.ANSWERS},
    )
    glue = " → " if SHAPES[kind] == ORDER else "; "
    return glue.join(_line(line, SHAPES[kind]) for line in said.lines) or _("no answer")


def _line(line: JudgedLine, shape: str) -> str:
    if shape == CHOICES:
        return f"{line.letter.upper()}. {line_of(line.label)}"
    if shape == ORDER or not line.label:
        return line_of(line.yours)
    return f"{line_of(line.label)}: {line_of(line.yours)}"

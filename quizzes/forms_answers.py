"""What a page of questions sends when its form is posted: an answer for each question, and where to go.

Names begin with the question's prefix, so that several questions stand on one page: ``q3-answer``, ``q3-answer-<part>``,
``q3-base_revision``.
"""

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quizzes.errors import AnswerRefused
from quizzes.forms import CLIENT, MAX_REVISION, MAX_SEQUENCE
from quizzes.grading import AnswerMalformed, Arrangement, clean_answer
from quizzes.presenting.parts import PartsRefused, answer_in
from quizzes.services.saving import Save
from quizzes.shown import from_shown

STEPS = ("next", "prev", "overview", "stay")
ACTS = ("flag", "unflag", "check", "hint", "upload", "drop")
"""What is done to one question: ``flag-3``; ``drop-3-<uuid>`` takes a file away."""
_ACT = re.compile(rf"({'|'.join(ACTS)})-([1-9][0-9]{{0,4}})(?:-([0-9a-f-]{{36}}))?")

SENTENCES: Mapping[str, Promise] = {
    "unknown": _("Choose only from the answers of this question."),
    "one_only": _("Choose only one answer here."),
    "places_missing": _("Give every line a place before going on, or leave all of them without one."),
    "places_twice": _("Two lines have the same place. Give every line a place of its own."),
}
DOES_NOT_FIT = _("This answer does not fit the question.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What the pressed button asks for: a step between pages, or something done to one question."""

    name: str
    slot: int = 0
    file: uuid.UUID | None = None

    @property
    def is_step(self) -> bool:
        return self.name in STEPS


def read_act(go: str) -> Act:
    """The pressed button; anything unknown stays on the page."""
    act = _ACT.fullmatch(go)
    if act is None:
        return Act(name=go if go in STEPS else "stay")
    name, slot, file = act.groups()
    try:
        return Act(name=name, slot=int(slot), file=uuid.UUID(file) if file else None)
    except ValueError:
        return Act(name="stay")


def parts_in(data: QueryDict, prefix: str) -> dict[str, list[str]]:
    """What the controls of one question say, by part.

    >>> parts_in(QueryDict("q1-answer-a=2&q1-answer-b=1&q2-answer=c"), "q1")
    {'a': ['2'], 'b': ['1']}
    """
    start = f"{prefix}-answer"
    parts = {}
    for name in data:
        if name == start:
            parts[""] = data.getlist(name)
        elif name.startswith(f"{start}-"):
            parts[name.removeprefix(f"{start}-")] = data.getlist(name)
    return parts


def read_answer(kind: str, arrangement: Arrangement, parts: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The answer in ids, in its one stored form. Raises :class:`AnswerRefused` with a sentence for the learner."""
    try:
        return clean_answer(kind, arrangement, from_shown(answer_in(kind, parts), arrangement))
    except PartsRefused as refusal:
        raise AnswerRefused(SENTENCES[refusal.code], field="answer") from refusal
    except AnswerMalformed as refusal:
        sentence = DOES_NOT_FIT if refusal.field in {"answer.text", "answer.files"} else SENTENCES["unknown"]
        raise AnswerRefused(sentence, field=refusal.field) from refusal


class AnswerForm(forms.Form):
    """One question of a page. ``client`` and ``sequence`` are filled by the script, so that its own saves are not rivals."""

    client = forms.RegexField(rf"^{CLIENT.pattern}$", required=False)
    sequence = forms.IntegerField(min_value=1, max_value=MAX_SEQUENCE, required=False)
    base_revision = forms.IntegerField(min_value=0, max_value=MAX_REVISION, required=False)
    is_kept = forms.BooleanField(required=False)

    def __init__(self, data: QueryDict, *, slot: int, kind: str, arrangement: Arrangement) -> None:
        super().__init__(data, prefix=f"q{slot}")
        self.slot, self.kind, self.arrangement = slot, kind, arrangement
        self.parts = parts_in(data, f"q{slot}")

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        try:
            cleaned["answer"] = read_answer(self.kind, self.arrangement, self.parts)
        except AnswerRefused as refusal:
            self.add_error(None, str(refusal.message))
        return cleaned

    @property
    def problem(self) -> str:
        """The first thing wrong, in words; ``""`` when nothing is."""
        return next((str(errors[0]) for errors in self.errors.values()), "")

    @property
    def has_number(self) -> bool:
        """Whether a script numbered this save among its own."""
        return bool(self.cleaned_data["client"] and self.cleaned_data["sequence"])

    def save(self) -> Save:
        """What is to be kept. Without a script every POST is a client of its own; the base revision guards it."""
        data = self.cleaned_data
        return Save(
            slot=self.slot,
            answer=data["answer"],
            client=data["client"] if self.has_number else str(uuid.uuid4()),
            sequence=data["sequence"] if self.has_number else 1,
            base_revision=data["base_revision"] or 0,
        )

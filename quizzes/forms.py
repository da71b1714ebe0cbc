"""The shape of what browsers send: a page's form, a script's save, the answers carried by a submission."""

import json
import re
import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.errors import AnswerRefused
from quizzes.models import Attempt, AttemptItem
from quizzes.models.bank import ItemType
from quizzes.services.saving import Save
from quizzes.shown import from_shown, letters_of

MAX_REVISION = 2**31 - 1
MAX_SEQUENCE = 2**53
MAX_CARRIED = 500
_CLIENT = re.compile(r"[A-Za-z0-9-]{1,36}")


class AnswerForm(forms.Form):
    """One question's page. ``client`` and ``sequence`` are filled by the script, so that its own saves are not rivals."""

    client = forms.RegexField(rf"^{_CLIENT.pattern}$", required=False)
    sequence = forms.IntegerField(min_value=1, max_value=MAX_SEQUENCE, required=False)
    base_revision = forms.IntegerField(min_value=0, max_value=MAX_REVISION, required=False)
    is_kept = forms.BooleanField(required=False)
    answer = forms.MultipleChoiceField(required=False)
    go = forms.ChoiceField(
        choices=[(go, go) for go in ("next", "prev", "overview", "flag", "unflag", "stay")],
        required=False,
    )

    def __init__(self, data: Mapping[str, Any], *, slot: AttemptItem) -> None:
        super().__init__(data)
        self.slot = slot
        shown = (
            ["true", "false"]
            if slot.version.kind == ItemType.TRUE_FALSE
            else letters_of(slot.choice_order).values()
        )
        answer = self.fields["answer"]
        if isinstance(answer, forms.MultipleChoiceField):
            answer.choices = [(letter, letter) for letter in shown]
            answer.error_messages["invalid_choice"] = _("Choose only from the answers of this question.")

    def save(self) -> Save:
        """What is to be kept. Without a script every POST is a client of its own; the base revision guards it."""
        data = self.cleaned_data
        picked = data["answer"]
        if self.slot.version.kind == ItemType.TRUE_FALSE:
            answer: object = {"value": picked == ["true"]} if len(picked) == 1 else {"choices": picked}
        else:
            answer = from_shown({"choices": picked}, self.slot.choice_order)
        has_number = bool(data["client"] and data["sequence"])
        return Save(
            slot=self.slot.slot,
            answer=answer if picked else {},
            client=data["client"] if has_number else str(uuid.uuid4()),
            sequence=data["sequence"] if has_number else 1,
            base_revision=data["base_revision"] or 0,
        )


def _whole_number(body: Mapping[str, Any], name: str, *, low: int, high: int) -> int:
    value = body.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise AnswerRefused(_("This is not a whole number in the range allowed."), field=name)
    return value


def read_save(body: object) -> Save:
    """A save as the script sends it, the answer still in the letters of the screen; anything more is ignored."""
    if not isinstance(body, Mapping):
        raise AnswerRefused(_("An object with an answer was expected."), field="body")
    client = body.get("client")
    if not isinstance(client, str) or not _CLIENT.fullmatch(client):
        raise AnswerRefused(_("The page that sends must name itself."), field="client")
    return Save(
        slot=_whole_number(body, "slot", low=1, high=32767),
        answer=body.get("answer"),
        client=client,
        sequence=_whole_number(body, "sequence", low=1, high=MAX_SEQUENCE),
        base_revision=_whole_number(body, "base_revision", low=0, high=MAX_REVISION),
    )


def read_carried(text: str, *, attempt: Attempt) -> list[Save]:
    """The answers that a submission carries because nobody had acknowledged them yet."""
    if not text.strip():
        return []
    try:
        rows = json.loads(text)
    except ValueError as error:
        raise AnswerRefused(_("The answers sent along could not be read."), field="unacked") from error
    if not isinstance(rows, list) or len(rows) > MAX_CARRIED:
        raise AnswerRefused(_("The answers sent along could not be read."), field="unacked")
    orders = dict(AttemptItem.objects.filter(attempt=attempt).values_list("slot", "choice_order"))
    return [in_choice_ids(read_save(row), orders) for row in rows]


def in_choice_ids(save: Save, orders: Mapping[int, list[str]]) -> Save:
    """The same save with letters turned into choice ids; ``orders`` knows the paper's choices by slot."""
    if save.slot not in orders:
        raise AnswerRefused(_("This paper has no such question."), field="slot")
    try:
        answer = from_shown(save.answer, orders[save.slot])
    except ValueError as error:
        raise AnswerRefused(_("This answer does not fit the question."), field="answer.choices") from error
    return Save(
        slot=save.slot,
        answer=answer,
        client=save.client,
        sequence=save.sequence,
        base_revision=save.base_revision,
    )

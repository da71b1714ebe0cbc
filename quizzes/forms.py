"""The shape of what scripts send: a save, and the answers carried by a submission."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from quizzes.errors import AnswerRefused
from quizzes.services.saving import Save

MAX_REVISION = 2**31 - 1
MAX_SEQUENCE = 2**53
MAX_CARRIED = 500
MAX_SLOT = 32767
CLIENT = re.compile(r"[A-Za-z0-9-]{1,36}")


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
    if not isinstance(client, str) or not CLIENT.fullmatch(client):
        raise AnswerRefused(_("The page that sends must name itself."), field="client")
    return Save(
        slot=_whole_number(body, "slot", low=1, high=MAX_SLOT),
        answer=body.get("answer"),
        client=client,
        sequence=_whole_number(body, "sequence", low=1, high=MAX_SEQUENCE),
        base_revision=_whole_number(body, "base_revision", low=0, high=MAX_REVISION),
        is_shown=True,
        seconds=_count(body, "seconds"),
        focus_losses=_count(body, "focus_losses"),
        pastes=_count(body, "pastes"),
    )


def _count(body: Mapping[str, Any], name: str) -> int:
    """What a page counted; a page that does not count sends nothing."""
    return _whole_number(body, name, low=0, high=MAX_REVISION) if name in body else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """What a page counted, without an answer."""

    focus_losses: int
    pastes: int
    seconds: dict[int, int]


def read_activity(body: object) -> Activity:
    """Counts as the script sends them; ``seconds`` maps slots, as text, to whole seconds."""
    if not isinstance(body, Mapping) or not isinstance(body.get("seconds", {}), Mapping):
        raise AnswerRefused(_("An object with counts was expected."), field="body")
    used = body.get("seconds", {})
    if len(used) > MAX_CARRIED or not all(re.fullmatch(r"[0-9]{1,5}", slot) for slot in used):
        raise AnswerRefused(_("This paper has no such question."), field="seconds")
    return Activity(
        focus_losses=_count(body, "focus_losses"),
        pastes=_count(body, "pastes"),
        seconds={int(slot): _count(used, slot) for slot in used},
    )


def read_carried(text: str) -> list[Save]:
    """The answers that a submission carries because nobody had acknowledged them yet."""
    if not text.strip():
        return []
    try:
        rows = json.loads(text)
    except ValueError as error:
        raise AnswerRefused(_("The answers sent along could not be read."), field="unacked") from error
    if not isinstance(rows, list) or len(rows) > MAX_CARRIED:
        raise AnswerRefused(_("The answers sent along could not be read."), field="unacked")
    return [read_save(row) for row in rows]

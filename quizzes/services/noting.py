"""What a page counted besides answers: time used, the page left, text pasted. Shown to learner and marker, never punished."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.http import Http404

from quizzes.errors import TicketRefused
from quizzes.models import Attempt, Response
from quizzes.services.saving import MAX_COUNT
from quizzes.tickets import Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a page that comes back must know: the clock's end, whether it is over, the newest revision of each slot."""

    due_at: datetime | None
    is_closed: bool
    revisions: dict[int, int]


@transaction.atomic
def note_activity(
    *,
    attempt: UUID,
    learner_id: int,
    focus_losses: int,
    pastes: int,
    seconds: Mapping[int, int],
    now: datetime,
    ticket: Ticket | None = None,
) -> Standing:
    """Write counts that have grown, and say how the attempt stands. Sending the same again changes nothing.

    ``seconds`` maps slots to the time used so far; a slot without an answer has no row to keep it in.
    """
    found = Attempt.objects.select_related("learner").filter(uuid=attempt, learner_id=learner_id).first()
    if found is None:
        raise Http404
    if ticket is not None and not ticket.fits(
        epoch=found.ticket_epoch, password=found.learner.password, is_active=found.learner.is_active
    ):
        raise TicketRefused
    losses, pasted = min(focus_losses, MAX_COUNT), min(pastes, MAX_COUNT)
    is_news = losses > found.focus_losses or pasted > found.pastes
    if is_news and not found.is_closed:
        Attempt.objects.filter(pk=found.pk, status=Attempt.Status.IN_PROGRESS).update(
            focus_losses=Greatest(F("focus_losses"), losses), pastes=Greatest(F("pastes"), pasted)
        )
    rows = Response.objects.filter(attempt_item__attempt=found.pk)
    known = {
        slot: (pk, revision, used)
        for slot, pk, revision, used in rows.values_list("attempt_item__slot", "pk", "revision", "seconds")
    }
    elapsed = int((now - found.started_at).total_seconds())
    for slot, used in {} if found.is_closed else seconds.items():
        pk, _revision, before = known.get(slot, (0, 0, 0))
        if pk and min(used, elapsed) > before:
            Response.objects.filter(pk=pk).update(seconds=Greatest(F("seconds"), min(used, elapsed)))
    return Standing(
        due_at=found.due_at,
        is_closed=found.is_closed,
        revisions={slot: revision for slot, (_pk, revision, _used) in known.items()},
    )

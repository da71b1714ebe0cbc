"""The steps of a question from draft to retired, each with a line in its history."""

from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.models import User
from quizzes.errors import AuthoringRefused
from quizzes.lifecycle import Actor, refusal_of
from quizzes.models import Item, ItemEvent
from quizzes.services.describing import note_event

REFUSALS: dict[str, str | Promise] = {
    "no_such_step": _("This step is not possible from the question's present state."),
    "needs_author": _("Only authors of this bank may do this."),
    "needs_reviewer": _("Only a reviewer may do this."),
    "needs_administrator": _("A question is reviewed first; without a review only an administrator puts it in use."),
    "own_wording": _("Nobody reviews a wording of their own. Ask another reviewer."),
    "no_version": _("This question has no wording yet."),
}  # fmt: skip


def actor_for(*, item: Item, by: User, actor: Actor) -> Actor:
    """The actor with the one fact that depends on the question: whether they wrote its current wording."""
    wrote_it = item.current is not None and item.current.created_by_id == by.pk
    return Actor(
        is_author=actor.is_author,
        is_reviewer=actor.is_reviewer,
        is_administrator=actor.is_administrator,
        wrote_it=wrote_it,
    )


@transaction.atomic
def lead_item(*, item: Item, state: str, by: User, actor: Actor, now: datetime, remark: str = "") -> Item:
    """Lead a question to another state, or refuse with the sentence that says what is missing.

    ``actor`` is what ``quizzes.access`` found the person to be in the question's bank. The same state is no step.
    """
    item = Item.objects.select_for_update(of=("self",)).select_related("current").get(pk=item.pk)
    if item.state == state:
        return item
    known = actor_for(item=item, by=by, actor=actor)
    code = refusal_of(before=item.state, after=state, actor=known, has_wording=item.current is not None)
    if code:
        raise AuthoringRefused(REFUSALS[code], code=code)
    before, item.state = item.state, Item.State(state)
    item.save(update_fields=["state"])
    detail = {"from": before, "to": state, "number": item.current.number if item.current else 0}
    if remark.strip():
        detail["remark"] = remark.strip()[:500]
    note_event(item=item, kind=ItemEvent.Kind.STATE, by=by, now=now, detail=detail)
    return item

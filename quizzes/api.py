"""What the attempt page's script speaks to: JSON in, JSON out, every error a code and a sentence."""

import json
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quizzes import access
from quizzes.errors import AnswerRefused
from quizzes.forms import in_choice_ids, read_save
from quizzes.models import Attempt, AttemptItem
from quizzes.services import attempts
from quizzes.services.attempts import SavedAnswer
from quizzes.shown import to_shown
from quizzes.timing import remaining_ms

MAX_BODY = 60_000


def error(status: int, code: str, message: str | Promise, **more: object) -> JsonResponse:
    return JsonResponse({"error": code, "message": str(message), **more}, status=status)


def json_door(view: Callable[..., JsonResponse]) -> Callable[..., JsonResponse]:
    """Signed-out callers get 401, refusals their sentence: a script is never sent to a sign-in page."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: object) -> JsonResponse:
        if not request.user.is_authenticated:
            return error(
                401, "signed_out", _("You have been signed out. Sign in again; your answers are kept.")
            )
        try:
            return view(request, **kwargs)
        except Http404:
            return error(404, "not_found", _("There is no such attempt, or it is not yours."))
        except AnswerRefused as refusal:
            return error(422, refusal.code, refusal.message, field=refusal.field)

    return guarded


def clock_of(moment: datetime | None) -> str:
    """A moment as people read it: hour and minute on the office's clock."""
    return date_format(timezone.localtime(moment), "H:i") if moment else ""


def _read_body(request: HttpRequest) -> Any:
    if len(request.body) > MAX_BODY:
        raise AnswerRefused(_("This answer is too long."), field="body")
    try:
        return json.loads(request.body)
    except (ValueError, RecursionError) as failure:
        raise AnswerRefused(_("The answer could not be read."), field="body") from failure


@require_POST
@json_door
def save(request: HttpRequest, uuid: UUID) -> JsonResponse:
    """Keep one answer. 200 means: on disk."""
    now = timezone.now()
    if request.content_type != "application/json":
        return error(415, "not_json", _("Answers are sent as JSON."))
    offered = read_save(_read_body(request))
    slot = _slot_for(request, uuid, offered.slot)
    offered = in_choice_ids(offered, {slot.slot: slot.choice_order})
    saved = attempts.save_response(
        attempt=slot.attempt,
        slot=offered.slot,
        answer=offered.answer,
        client=offered.client,
        sequence=offered.sequence,
        base_revision=offered.base_revision,
        now=now,
    )
    return _reply(slot.attempt, saved, now)


def _slot_for(request: HttpRequest, uuid: UUID, slot: int) -> AttemptItem:
    """One query when all is well; a slot that is not on one's own paper is a mistake, not a secret."""
    try:
        return access.get_slot_for(request.user, uuid, slot)
    except Http404:
        access.get_attempt_for(request.user, uuid)
        raise AnswerRefused(_("This paper has no such question."), field="slot") from None


def _reply(attempt: Attempt, saved: SavedAnswer, now: datetime) -> JsonResponse:
    clock = {
        "slot": saved.slot,
        "revision": saved.revision,
        "saved_at": saved.saved_at.isoformat() if saved.saved_at else None,
        "saved_time": clock_of(saved.saved_at),
        "server_time": now.isoformat(),
        "remaining_ms": remaining_ms(due_at=attempt.due_at, now=now),
    }
    if saved.is_saved:
        return JsonResponse({"saved": True, **clock})
    if saved.outcome == "late" and attempt.status == Attempt.Status.SUBMITTED:
        sentence = _("This attempt has been handed in. The answer is kept, but it is not graded.")
        return error(409, "closed", sentence, **clock)
    if saved.outcome == "late":
        sentence = _("This answer arrived after the deadline. It is kept, but it is not graded.")
        return error(409, "late", sentence, **clock)
    return error(
        409,
        "conflict",
        _("This question was changed in another window. The newer answer was kept."),
        current=to_shown(saved.answer, saved.choice_order),
        yours=to_shown(saved.offered, saved.choice_order),
        **clock,
    )


@require_GET
@json_door
def state(request: HttpRequest, uuid: UUID) -> JsonResponse:
    """A fresh CSRF token and the server's clock for the owner, after signing in again in another window."""
    now = timezone.now()
    attempt = attempts.close_if_overdue(attempt=access.get_attempt_for(request.user, uuid), now=now)
    return JsonResponse(
        {
            "csrf": get_token(request),
            "server_time": now.isoformat(),
            "remaining_ms": remaining_ms(due_at=attempt.due_at, now=now),
            "is_closed": attempt.is_closed,
        }
    )

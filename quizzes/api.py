"""What the attempt page's script speaks to: JSON in, JSON out, every error a code and a sentence.

Saves come through one of two doors: with a ticket (``quizzes.middleware``) or with the session (the views below).
Behind both stands the same service.
"""

import json
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.db import InterfaceError, OperationalError, connection
from django.http import Http404, HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from people.models import User
from quizzes import access, clock
from quizzes.errors import AnswerRefused, TicketRefused
from quizzes.forms import read_activity, read_save
from quizzes.models import Attempt
from quizzes.services import attempts
from quizzes.services.attempts import SavedAnswer
from quizzes.services.noting import note_activity
from quizzes.shown import to_shown
from quizzes.tickets import Ticket, device_key, issue_ticket
from quizzes.timing import remaining_ms

MAX_BODY = 60_000
RETRY_AFTER_SECONDS = 2


def error(status: int, code: str, message: str | Promise, **more: object) -> JsonResponse:
    return JsonResponse({"error": code, "message": str(message), **more}, status=status)


def in_json(work: Callable[[], JsonResponse]) -> JsonResponse:
    """Refusals with their sentence; a database that went away is asked once more, and then the page is told to wait.

    Asking again is harmless: a save is known by its page and number.
    """
    for is_last in (False, True):
        try:
            return work()
        except Http404:
            return error(404, "not_found", _("There is no such attempt, or it is not yours."))
        except AnswerRefused as refusal:
            return error(422, refusal.code, refusal.message, field=refusal.field)
        except TicketRefused as refusal:
            return error(401, refusal.code, refusal.message)
        except (OperationalError, InterfaceError):
            if connection.in_atomic_block:
                raise  # a test's transaction, or a caller's: not ours to throw away
            connection.close()
            if is_last:
                break
    refused = error(
        503, "try_again", _("The server is busy. Your answer is kept on this device and sent again.")
    )
    refused.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return refused


def json_door(view: Callable[..., JsonResponse]) -> Callable[..., JsonResponse]:
    """Signed-out callers get 401 and a token to sign in with: a script is never sent to a sign-in page."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: object) -> JsonResponse:
        def work() -> JsonResponse:
            if request.user.is_authenticated:
                return view(request, **kwargs)
            sentence = _("You have been signed out. Sign in again; your answers are kept.")
            return error(401, "signed_out", sentence, csrf=get_token(request))

        return in_json(work)

    return guarded


def clock_of(moment: datetime | None) -> str:
    """A moment as people read it: hour and minute on the office's clock."""
    return date_format(timezone.localtime(moment), "H:i") if moment else ""


def body_of(request: HttpRequest) -> Any:
    """The JSON of a request; too long, not JSON or too deep is a refusal that names the body."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BODY or len(request.body) > MAX_BODY:
        raise AnswerRefused(_("This answer is too long."), field="body")
    try:
        return json.loads(request.body)
    except (ValueError, RecursionError) as failure:
        raise AnswerRefused(_("The answer could not be read."), field="body") from failure


def keep(
    request: HttpRequest, *, uuid: UUID, learner_id: int, now: datetime, ticket: Ticket | None = None
) -> JsonResponse:
    """Keep one answer. 200 means: on disk."""
    if request.content_type != "application/json":
        return error(415, "not_json", _("Answers are sent as JSON."))
    save = read_save(body_of(request))
    saved = attempts.keep_answer(attempt=uuid, learner_id=learner_id, save=save, now=now, ticket=ticket)
    return _reply(saved, now)


def note(
    request: HttpRequest, *, uuid: UUID, learner_id: int, now: datetime, ticket: Ticket | None = None
) -> JsonResponse:
    """Keep what the page counted, and tell it how its attempt stands."""
    if request.content_type != "application/json":
        return error(415, "not_json", _("Answers are sent as JSON."))
    activity = read_activity(body_of(request))
    standing = note_activity(
        attempt=uuid,
        learner_id=learner_id,
        focus_losses=activity.focus_losses,
        pastes=activity.pastes,
        seconds=activity.seconds,
        now=now,
        ticket=ticket,
    )
    return JsonResponse(
        {
            "noted": True,
            "server_time": now.isoformat(),
            "remaining_ms": remaining_ms(due_at=standing.due_at, now=now),
            "is_closed": standing.is_closed,
            "revisions": standing.revisions,
        }
    )


@require_POST
@json_door
def save(request: HttpRequest, uuid: UUID) -> JsonResponse:
    return keep(request, uuid=uuid, learner_id=_person(request).pk, now=clock.now())


@require_POST
@json_door
def beat(request: HttpRequest, uuid: UUID) -> JsonResponse:
    return note(request, uuid=uuid, learner_id=_person(request).pk, now=clock.now())


def _person(request: HttpRequest) -> User:
    return cast("User", request.user)


def _reply(saved: SavedAnswer, now: datetime) -> JsonResponse:
    facts: dict[str, object] = {
        "slot": saved.slot,
        "revision": saved.revision,
        "saved_at": saved.saved_at.isoformat() if saved.saved_at else None,
        "saved_time": clock_of(saved.saved_at),
        "server_time": now.isoformat(),
        "remaining_ms": remaining_ms(due_at=saved.due_at, now=now),
    }
    if saved.is_saved:
        return JsonResponse({"saved": True, **facts})
    if saved.outcome == "late" and saved.status == Attempt.Status.SUBMITTED:
        sentence = _("This attempt has been handed in. The answer is kept, but it is not graded.")
        return error(409, "closed", sentence, **facts)
    if saved.outcome == "late":
        sentence = _("This answer arrived after the deadline. It is kept, but it is not graded.")
        return error(409, "late", sentence, **facts)
    facts |= {
        "current": to_shown(saved.answer, saved.arrangement),
        "yours": to_shown(saved.offered, saved.arrangement),
    }
    if saved.outcome == "passed":
        sentence = _("This quiz only goes forward: a question that was left is closed.")
        return error(409, "passed", sentence, **facts)
    sentence = _("This question was changed in another window. The newer answer was kept.")
    return error(409, "conflict", sentence, **facts)


@require_GET
@json_door
def state(request: HttpRequest, uuid: UUID) -> JsonResponse:
    """For the owner, after signing in again: a fresh CSRF token, a new ticket and the server's clock."""
    now = clock.now()
    attempt = attempts.close_if_overdue(attempt=access.get_attempt_for(request.user, uuid), now=now)
    said = {
        "csrf": get_token(request),
        "server_time": now.isoformat(),
        "remaining_ms": remaining_ms(due_at=attempt.due_at, now=now),
        "is_closed": attempt.is_closed,
    }
    if not attempt.is_closed:
        said["ticket"] = issue_ticket(attempt=attempt, password=_person(request).password, now=now)
        said["device_key"] = device_key(attempt)
    return JsonResponse(said)

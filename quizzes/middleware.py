"""The narrow door for saves: a ticket instead of a session, and nothing of the chain that a save does not need."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation

from quizzes import api, clock
from quizzes.errors import TicketRefused
from quizzes.tickets import read_ticket

_ADDRESS = re.compile(r"(/en)?/lam-bai/([0-9a-f-]{36})/(luu|nhip)/")
SIGNED_OUT = "lms.signed_out"
"""Set on a request that ended a session: drafts of answers on that browser go with it."""
_WORKS = {"luu": api.keep, "nhip": api.note}


class AnswerDoor:
    """Stands behind the security headers and before the session.

    A POST to the two addresses of saving that carries a ticket is served here, everything else goes on. The ticket is
    a header that only a script of this site can set, never a cookie, so there is nothing for a foreign page to ride on.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        text = request.META.get("HTTP_X_ATTEMPT_TICKET")
        found = _ADDRESS.fullmatch(request.path_info) if text and request.method == "POST" else None
        if found is None:
            response = self.get_response(request)
            if SIGNED_OUT in request.META:
                response.headers["Clear-Site-Data"] = '"storage"'
            return response
        request.get_host()  # ALLOWED_HOSTS, as CommonMiddleware would ask
        language = "en" if found[1] else settings.LANGUAGE_CODE
        translation.activate(language)
        response = api.in_json(lambda: _serve(request, str(text), found[2], found[3]))
        response.headers["Content-Length"] = str(len(response.content))
        response.headers["Content-Language"] = language
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["X-Frame-Options"] = settings.X_FRAME_OPTIONS
        return response


def _serve(request: HttpRequest, text: str, attempt: str, work: str) -> JsonResponse:
    now = clock.now()
    ticket = read_ticket(text, now=now)
    if ticket is None or ticket.attempt.hex != attempt.replace("-", ""):
        raise TicketRefused
    return _WORKS[work](request, uuid=ticket.attempt, learner_id=ticket.learner_id, now=now, ticket=ticket)

"""Counting what public pages are read. Those that the page cache keeps it counts itself, by the same ``visits.note``."""

import logging
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from listening import flushing, visits

logger = logging.getLogger("lms.listening")


class CountVisits:
    """Reads no cookie's value, sets nothing, and changes no answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method == "GET":
            try:
                visits.note(request, response)
                flushing.see_to_it()
            except Exception:
                # Whatever ails the counting, the reader has the page.
                logger.exception("listening.not_counted")
        return response

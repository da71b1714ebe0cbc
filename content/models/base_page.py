"""A page for everybody: no account, no cookie, kept by caches."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from wagtail.models import Page


class PublicPage(Page):
    """Answers everybody with the same bytes, so its template may read neither user nor session."""

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().serve(request, *args, **kwargs)
        make_public(response)
        return response


def make_public(response: HttpResponse) -> None:
    """Let any cache keep an answer for a minute, and show it for ten more while it fetches a new one."""
    patch_cache_control(response, public=True, max_age=60, stale_while_revalidate=600)

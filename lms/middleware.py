"""What every answer of this site carries: its language, its security policy, its privacy."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation
from wagtail.contrib.redirects.middleware import RedirectMiddleware

from lms.settings.policies import ADMIN_CSP

ADMIN_PREFIX = "/quan-tri/"
Handler = Callable[[HttpRequest], HttpResponse]


class ContentSecurityPolicy(CSPMiddleware):
    """Strict everywhere; under the editors' admin only what Wagtail's own templates need."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path.startswith(ADMIN_PREFIX):
            response._csp_config = ADMIN_CSP  # type: ignore[attr-defined]
        return super().process_response(request, response)


class PathLanguage:
    """The address alone decides the language, so that public pages need neither cookie nor Vary."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = (
            "en" if request.path == "/en" or request.path.startswith("/en/") else settings.LANGUAGE_CODE
        )
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class PrivateByDefault:
    """A page that did not declare itself public is stored by nobody."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class EditorsDoor:
    """Somebody who is signed in and may not edit gets the 403 page; whoever may has a second factor, whatever gave the right.

    Wagtail sends such a person to the sign-in page, which knows them and sends them back: without this, for ever.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(ADMIN_PREFIX):
            person = request.user
            if person.is_authenticated and not person.has_perm("wagtailadmin.access_admin"):
                raise PermissionDenied
            if person.is_authenticated and settings.PEOPLE_SECOND_FACTOR_ROLES and not is_mfa_enabled(person):
                return redirect("mfa_index")
        return self.get_response(request)


class Redirects(RedirectMiddleware):
    """Wagtail's redirects for addresses that are gone; not for a 404 that is itself an answer, which must cost no more."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if getattr(response, "is_final", False):
            return response
        return super().process_response(request, response)

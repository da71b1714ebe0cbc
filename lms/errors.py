"""When something is refused: a sentence, what was kept, and how to go on. None of these asks the database."""

from allauth.account import app_settings as account_settings
from allauth.core.internal.ratelimit import parse_rates
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

# allauth's doors that count visits, by URL name; other rooms give their own time in ``wait_seconds``.
COUNTED_DOORS = {
    "account_login": "login",
    "account_signup": "signup",
    "account_reset_password": "reset_password",
    "account_reset_password_from_key": "reset_password_from_key",
    "account_change_password": "change_password",
    "account_email": "manage_email",
    "account_reauthenticate": "reauthenticate",
}
USUAL_WAIT_SECONDS = 60


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: mostly an old tab, or cookies that are turned off."""
    if request.content_type == "application/json":
        # The same sentence as the page: a script shows it, or fetches a fresh token and sends again.
        sentence = _(
            "For your safety the form was not accepted: the page was open for a long time, "
            "you signed in or out in another tab, or the browser refuses cookies."
        )
        return JsonResponse({"error": "csrf", "message": sentence}, status=403)
    return render(request, "403_csrf.html", {"site_name": settings.WAGTAIL_SITE_NAME}, status=403)


def too_many_requests(
    request: HttpRequest, exception: Exception | None = None, *, wait_seconds: int = 0
) -> HttpResponse:
    """Say how long to wait: the longest window of that door, after which it is open for certain."""
    wait_seconds = wait_seconds or _window_of(request)
    facts = {"site_name": settings.WAGTAIL_SITE_NAME, "wait_minutes": -(-wait_seconds // 60)}
    response = render(request, "429.html", facts, status=429)
    response.headers["Retry-After"] = str(wait_seconds)
    return response


def _window_of(request: HttpRequest) -> int:
    door = request.resolver_match.url_name if request.resolver_match else None
    rates = parse_rates(account_settings.RATE_LIMITS.get(COUNTED_DOORS.get(door or "", "")))
    return int(max((rate.duration for rate in rates), default=USUAL_WAIT_SECONDS))

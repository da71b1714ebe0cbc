"""A second factor for those who hold power over others' records."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from people.access import roles_of


class StaffSecondFactor:
    """Staff without a second factor may do one thing: set it up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.roles = frozenset(settings.PEOPLE_SECOND_FACTOR_ROLES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self.roles and self._must_set_up(request):
            return redirect("mfa_index")
        return self.get_response(request)

    def _must_set_up(self, request: HttpRequest) -> bool:
        if "_auth_user_id" not in request.session or not request.user.is_authenticated:
            return False
        if not (roles_of(request.user) & self.roles):
            return False
        # The second factor may only be set once the e-mail address is confirmed, so that door stays open too.
        allowed = (
            "account_logout",
            "account_reauthenticate",
            "account_email",
            "account_email_verification_sent",
            "mfa_index",
        )
        if request.path.startswith(("/static/", *(reverse(name) for name in allowed))):
            return False
        return not is_mfa_enabled(request.user)

"""The allauth seam: sign-up policy and where people land. SSO comes here later."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from people.models import User


class AccountAdapter(DefaultAccountAdapter):
    def populate_username(self, request: HttpRequest, user: User) -> None:
        """Staff codes are given by the office, never invented at sign-up."""

    def clean_username(self, username: str, shallow: bool = False) -> str:
        return username.strip()

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.staff_code = None
        user.full_name = form.cleaned_data.get("full_name", "")
        saved: User = super().save_user(request, user, form, commit=commit)
        return saved

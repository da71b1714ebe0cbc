"""The allauth seam: sign-up policy, sentences, the language of mail. SSO comes here later."""

from io import BytesIO
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from people.models import User


def display_name(user: User) -> str:
    return str(user)


class AccountAdapter(DefaultAccountAdapter):
    # One sentence for an unknown name and for a wrong password: nobody learns who has an account.
    _mismatch = _("The e-mail address or staff code, or the password, is not right.")
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _mismatch,
        "username_password_mismatch": _mismatch,
        "account_inactive": _("This account is closed. Ask the training officer of your office."),
        "too_many_login_attempts": format_lazy(
            _("Too many wrong passwords. Wait {minutes} minutes and try again, or choose a new password."),
            minutes=settings.ACCOUNT_LOCK_SECONDS // 60,
        ),
    }

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count wrong passwords by name and place: nobody can lock another person out from elsewhere."""
        key: str = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{key}:{self.get_client_ip(request)}"

    def populate_username(self, request: HttpRequest, user: User) -> None:
        """Staff codes are given by the office, never invented at sign-up."""

    def clean_username(self, username: str, shallow: bool = False) -> str:
        return username.strip()

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.staff_code = None
        user.full_name = form.cleaned_data.get("full_name", "")
        user.language = translation.get_language() or settings.LANGUAGE_CODE
        saved: User = super().save_user(request, user, form, commit=commit)
        return saved

    def render_mail(
        self, template_prefix: str, email: Any, context: dict[str, Any], headers: Any = None
    ) -> EmailMessage:
        """Mail speaks the person's own language, not that of whoever pressed the button."""
        user = context.get("user")
        language = user.language if isinstance(user, User) else translation.get_language()
        with translation.override(language):
            message: EmailMessage = super().render_mail(template_prefix, email, context, headers)
        return message

    def format_email_subject(self, subject: str) -> str:
        return f"[{settings.WAGTAIL_SITE_NAME}] {subject}"


class MFAAdapter(DefaultMFAAdapter):
    def build_totp_svg(self, url: str) -> SafeString:
        """A QR code without style attributes, which our content security policy would refuse."""
        out = BytesIO()
        segno.make(url, error="m").save(
            out,
            kind="svg",
            xmldecl=False,
            omitsize=True,
            dark="#000",
            light="#fff",
            svgclass="ui-qr",
            lineclass=None,
            nl=False,
        )
        return mark_safe(out.getvalue().decode())  # noqa: S308 - drawn by segno; the address is only modules

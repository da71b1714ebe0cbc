"""What an operator can misconfigure, said before the first visitor meets it (``manage.py check --deploy``)."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

LOCAL_NAMES = {"localhost", "127.0.0.1", "::1"}


@register(Tags.security, deploy=True)
def site_address(app_configs: Any, **_options: Any) -> list[CheckMessage]:
    """Links in letters and the QR code of every certificate are made from SITE_URL."""
    address = urlsplit(settings.SITE_URL)
    if address.scheme != "https" or (address.hostname or "") in LOCAL_NAMES | {""}:
        return [
            Error(
                f"SITE_URL is {settings.SITE_URL}: certificates would carry an address nobody can verify.",
                hint="Set SITE_URL to the public https address, for example https://hoc.example.gov.vn.",
                id="lms.E001",
            )
        ]
    if not is_allowed(address.hostname or ""):
        return [
            Error(
                f"ALLOWED_HOSTS does not contain {address.hostname}, the host of SITE_URL.",
                hint="Every link in a letter would be answered with 400.",
                id="lms.E002",
            )
        ]
    return []


def is_allowed(host: str) -> bool:
    patterns = settings.ALLOWED_HOSTS
    return any(p in {"*", host} or (p.startswith(".") and host.endswith(p)) for p in patterns)


@register(Tags.security, deploy=True)
def sender_address(app_configs: Any, **_options: Any) -> list[CheckMessage]:
    """Letters from ``localhost`` end as spam, and nobody can confirm an account."""
    if any(settings.DEFAULT_FROM_EMAIL.rstrip(">").endswith(f"@{name}") for name in LOCAL_NAMES):
        return [
            Warning(
                f"DEFAULT_FROM_EMAIL is {settings.DEFAULT_FROM_EMAIL}: mail servers will refuse it.",
                hint="Set DEFAULT_FROM_EMAIL to an address of your own domain.",
                id="lms.W001",
            )
        ]
    return []


@register(Tags.security, deploy=True)
def second_factor(app_configs: Any, **_options: Any) -> list[CheckMessage]:
    """The demonstration lets registrars in with a password alone; a real site must not."""
    if settings.PEOPLE_SECOND_FACTOR_ROLES:
        return []
    return [
        Error(
            "No role is required to have a second factor.",
            hint="Leave PEOPLE_SECOND_FACTOR_ROLES as settings.base has it, and LMS_DEMO unset.",
            id="lms.E003",
        )
    ]

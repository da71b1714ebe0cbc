"""Refusals: each has a stable code for machines and a sentence for people."""

from django.utils.functional import Promise


class DomainError(Exception):
    """A rule of the house said no. Caught once, at the edge, and shown as a sentence."""

    default_code = "refused"

    def __init__(self, message: str | Promise, *, code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.default_code

    def __str__(self) -> str:
        return str(self.message)


class RoleRefused(DomainError):
    default_code = "role_refused"

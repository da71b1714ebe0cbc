"""Refusals of the certificate register."""

from people.errors import DomainError


class IssueRefused(DomainError):
    default_code = "issue_refused"


class RevocationRefused(DomainError):
    default_code = "revocation_refused"


class RegisterIsClosed(DomainError):
    """Somebody tried to change or delete an entry of the register."""

    default_code = "register_is_closed"


class DocumentNotReady(DomainError):
    default_code = "document_not_ready"

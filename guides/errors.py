"""What this room refuses, with a stable code and a sentence."""

from people.errors import DomainError


class GuideImportRefused(DomainError):
    """A file that makes no guide, or one that has been written already."""

    default_code = "guide_import_refused"

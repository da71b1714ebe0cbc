"""What this room refuses, with a stable code and a sentence."""

from people.errors import DomainError


class PublishingRefused(DomainError):
    """A text that would shut readers out."""

    default_code = "not_fit"


class TranslationRefused(DomainError):
    """``passages`` are the originals it is about."""

    default_code = "translation_refused"

    def __init__(self, message: str, *, code: str = "", passages: tuple[str, ...] = ()) -> None:
        super().__init__(message, code=code)
        self.passages = passages

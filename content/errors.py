"""What this room refuses, with a stable code and a sentence."""

from people.errors import DomainError


class TranslationRefused(DomainError):
    """``passages`` are the originals it is about."""

    default_code = "translation_refused"

    def __init__(self, message: str, *, code: str = "", passages: tuple[str, ...] = ()) -> None:
        super().__init__(message, code=code)
        self.passages = passages

"""Refusals of quizzes; the codes are stable."""

from people.errors import DomainError


class AuthoringRefused(DomainError):
    """A question or quiz cannot be written like this. ``codes`` lists everything wrong with a wording."""

    default_code = "not_writable"

    def __init__(self, message: object, *, code: str = "", codes: tuple[str, ...] = ()) -> None:
        super().__init__(str(message), code=code)
        self.codes = codes

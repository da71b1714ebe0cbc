"""Refusals of quizzes; the codes are stable."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.errors import DomainError

if TYPE_CHECKING:
    from quizzes.services.saving import SavedAnswer


class AttemptRefused(DomainError):
    """No attempt may be started now. Codes: ``no_attempts_left``, ``not_open``, ``no_items``."""

    default_code = "not_open"


class AnswerRefused(DomainError):
    """An answer that cannot belong to this question; ``field`` names what is wrong."""

    default_code = "invalid"

    def __init__(self, message: str | Promise, *, field: str) -> None:
        super().__init__(message)
        self.field = field


class AttemptClosed(DomainError):
    """The attempt takes nothing more."""

    default_code = "closed"


class SubmissionHeld(DomainError):
    """Answers carried by a submission were changed in another window: the newer ones stand, and nothing is closed yet."""

    default_code = "conflict"

    def __init__(self, conflicts: "Sequence[SavedAnswer]") -> None:
        super().__init__(_("Some answers were changed in another window. Look at them, then submit again."))
        self.conflicts = list(conflicts)


class AuthoringRefused(DomainError):
    """A question or quiz cannot be written like this. ``codes`` lists everything wrong with a wording."""

    default_code = "not_writable"

    def __init__(self, message: object, *, code: str = "", codes: tuple[str, ...] = ()) -> None:
        super().__init__(str(message), code=code)
        self.codes = codes


class ImportRefused(DomainError):
    """A file cannot be read as questions, or a batch cannot be applied or undone as asked."""

    default_code = "not_readable"

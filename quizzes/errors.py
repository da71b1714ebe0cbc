"""Refusals of quizzes; the codes are stable."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.errors import DomainError

if TYPE_CHECKING:
    from quizzes.services.saving import SavedAnswer


class AttemptRefused(DomainError):
    """No attempt may be started now.

    Codes: ``not_open``, ``closed``, ``no_attempts_left``, ``wait``, ``honour``, ``access_code``, ``too_many_codes``,
    ``no_items``, ``self_check``, ``try_again``, ``recognised``.
    """

    default_code = "not_open"


class AnswerRefused(DomainError):
    """An answer that cannot belong to this question; ``field`` names what is wrong."""

    default_code = "invalid"

    def __init__(self, message: str | Promise, *, field: str) -> None:
        super().__init__(message)
        self.field = field


class TicketRefused(DomainError):
    """A ticket for saving answers that is worth nothing any more: the page asks for a new one with its session."""

    default_code = "ticket_over"

    def __init__(self) -> None:
        super().__init__(_("Sign in again; your answers are kept."))


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


class MarkingRefused(DomainError):
    """An answer cannot be marked, or a mark changed, as asked.

    Codes: ``own_work``, ``taken``, ``out_of_date``, ``finished``, ``settled``, ``incomplete``, ``out_of_range``,
    ``reason_missing``, ``not_closed``, ``annulled``, ``recognised``, ``total_set``, ``nothing_left``.
    """

    default_code = "marking_refused"


class RegradeRefused(DomainError):
    """A question cannot be graded again in a quiz.

    Codes: ``reason_missing``, ``by_hand``, ``not_in_quiz``, ``still_counting``.
    """

    default_code = "regrade_refused"


class ResultsRefused(DomainError):
    """Results cannot be recognised, or entered from paper, as asked.

    Codes: ``nothing_to_recognise``, ``number_missing``, ``number_taken``, ``not_on_paper``, ``not_readable``,
    ``too_many``, ``already_entered``, ``rows_wrong``.
    """

    default_code = "results_refused"

"""Refusals of this room."""

from django.utils.translation import gettext_lazy as _

from people.errors import DomainError


class TooManyWords(DomainError):
    default_code = "too_many_words"

    def __init__(self) -> None:
        super().__init__(
            _("Please say it in at most 1,000 characters. Nothing was sent yet; what you wrote is below.")
        )


class AlreadySaid(DomainError):
    default_code = "already_said"

    def __init__(self) -> None:
        super().__init__(
            _("This answer already has its words. Answer once more on the page if there is more to say.")
        )

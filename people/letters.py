"""Letters to people of the house: one each, in the reader's language."""

from collections.abc import Callable

from django.core.mail import send_mail
from django.db.models import QuerySet
from django.utils import translation

from people.models import User


def write_to(*, readers: QuerySet[User], subject: Callable[[], str], body: Callable[[], str]) -> int:
    """``subject`` and ``body`` are asked in each reader's language. Returns how many letters were sent."""
    sent = 0
    for reader in readers:
        with translation.override(reader.language):
            sent += send_mail(" ".join(subject().split()), body(), None, [reader.email])
    return sent
